//! What an open port says: read with limits in size and time, never followed, never unpacked.

use std::net::IpAddr;
use std::time::Duration;

use akabeko_shared::Port;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// The most that is kept of what an open port says, in bytes.
pub const EVIDENCE_LIMIT: usize = 16 * 1_024;

/// The most time that one port gets, however much it has to say.
const WHOLE: Duration = Duration::from_secs(8);

/// How long a server that speaks first may take to begin.
const GREETING: Duration = Duration::from_secs(1);

/// How long a web server may take to begin its answer.
const ANSWER: Duration = Duration::from_secs(3);

/// How long either may pause before it is taken to have ended.
const PAUSE: Duration = Duration::from_millis(500);

/// Shows evidence to people: text as it is, everything that could play tricks on a reader or a terminal escaped
/// (`\n`, `\u{1b}`, `\xff`), a backslash doubled.
pub fn visible(evidence: &[u8]) -> String {
    let mut text = String::with_capacity(evidence.len());
    for chunk in evidence.utf8_chunks() {
        for character in chunk.valid().chars() {
            if character == '\\' || character.is_control() || turns_text(character) {
                text.extend(character.escape_default());
            } else {
                text.push(character);
            }
        }
        for byte in chunk.invalid() {
            text.extend(byte.escape_ascii().map(char::from));
        }
    }
    text
}

/// Whether a character is invisible or turns the direction of the text around it (Unicode annex 9).
fn turns_text(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Reads what an open TCP port says, over connections that `connect` makes. An error or a limit only ends the reading.
pub(crate) async fn read<Connection: Future<Output = Option<TcpStream>>>(
    target: IpAddr,
    port: Port,
    connect: impl Fn() -> Connection,
) -> Option<Vec<u8>> {
    let mut stream = connect().await?;
    let mut said = Vec::new();
    // The limits end a conversation as well as its own end does: what was said until then stays.
    let _ended = timeout(WHOLE, converse(&mut stream, Manner::of(target, port), &mut said)).await;
    (!said.is_empty()).then_some(said)
}

/// How to get a port to speak.
enum Manner {
    /// It speaks first.
    Listen,
    /// It answers this request.
    Ask(String),
    /// It says nothing that is understood here.
    Leave,
}

impl Manner {
    fn of(target: IpAddr, port: Port) -> Self {
        match port.number {
            80 | 81 | 8080 | 5000 | 5431 | 49152 | 52869 => Self::Ask(first_page(target)),
            // DNS, TLS and SMB wait for the client to begin.
            53 | 443 | 445 => Self::Leave,
            _ => Self::Listen,
        }
    }
}

fn first_page(target: IpAddr) -> String {
    let host = match target {
        IpAddr::V4(four) => four.to_string(),
        IpAddr::V6(six) => format!("[{six}]"),
    };
    format!(
        "GET / HTTP/1.1\r\nHost: {host}\r\nUser-Agent: Akabeko/{}\r\nAccept: */*\r\n\
         Accept-Encoding: identity\r\nConnection: close\r\n\r\n",
        env!("CARGO_PKG_VERSION")
    )
}

async fn converse(stream: &mut TcpStream, manner: Manner, said: &mut Vec<u8>) -> std::io::Result<()> {
    let mut patience = match manner {
        Manner::Leave => return Ok(()),
        Manner::Listen => GREETING,
        Manner::Ask(request) => {
            stream.write_all(request.as_bytes()).await?;
            ANSWER
        }
    };
    let mut bounded = stream.take(EVIDENCE_LIMIT as u64);
    while timeout(patience, bounded.read_buf(said)).await?? > 0 {
        patience = PAUSE;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_stays_and_tricks_become_visible() {
        for (said, shown) in [
            (&b"SSH-2.0-dropbear\r\n"[..], r"SSH-2.0-dropbear\r\n"),
            ("設定画面".as_bytes(), "設定画面"),
            (b"\x1b[31mred\x07", r"\u{1b}[31mred\u{7}"),
            (b"\xff\xfd\x18login: ", r"\xff\xfd\u{18}login: "),
            (b"C:\\nas", r"C:\\nas"),
            ("\u{202e}moc".as_bytes(), r"\u{202e}moc"),
            ("\u{61c}1-2".as_bytes(), r"\u{61c}1-2"),
        ] {
            assert_eq!(visible(said), shown);
        }
    }

    #[test]
    fn a_request_names_the_address_and_no_other_host() {
        assert!(first_page("2001:db8::1".parse().unwrap()).contains("\r\nHost: [2001:db8::1]\r\n"));
        assert!(
            first_page("192.0.2.1".parse().unwrap()).starts_with("GET / HTTP/1.1\r\nHost: 192.0.2.1\r\n")
        );
    }

    proptest! {
        #[test]
        fn no_evidence_moves_a_terminal(said: Vec<u8>) {
            prop_assert!(!visible(&said).chars().any(char::is_control));
        }
    }
}
