//! What an open port says: read with limits in size and time, never followed, never unpacked.

//!
//! Each protocol has its own manner of asking; none of them logs in, follows a redirect, looks up a name or unpacks
//! anything. What was said is read by [`identify`](crate::identify).

mod dns;
mod greeting;
mod hearing;
mod http;
mod limits;
mod smb;
mod ssh;
mod telnet;
mod tls;

use std::net::IpAddr;
use std::pin::pin;
use std::time::{Duration, Instant};

use akabeko_shared::Port;
use tokio::time::timeout;

use self::hearing::{Connection, Door, Notes, Stream};
use self::limits::Limits;

/// The most that is kept of what an open port says, in bytes.
pub const EVIDENCE_LIMIT: usize = 16 * 1_024;

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
pub(crate) fn turns_text(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// What came of a wish for a connection.
pub(crate) struct Dialled<S> {
    /// None when the address may not be dialled any more or nobody answers.
    pub(crate) stream: Option<S>,
    /// How long it waited for our own pace, which is no time of the device's.
    pub(crate) waited: Duration,
}

/// Reads what an open TCP port says, over connections that `connect` makes. Bounded by 8 s of the device's time and
/// [`EVIDENCE_LIMIT`] over all connections together.
///
/// A task that is spawned must give a `connect` that owns what it uses (`async move`): of one that borrows, the
/// compiler cannot yet tell that it may move between threads.
pub(crate) async fn read<S: Stream + 'static>(
    target: IpAddr,
    port: Port,
    connect: impl AsyncFn() -> Dialled<S>,
) -> Option<Vec<u8>> {
    read_within(&Limits::USUAL, target, port, connect).await
}

async fn read_within<S: Stream + 'static>(
    limits: &Limits,
    target: IpAddr,
    port: Port,
    connect: impl AsyncFn() -> Dialled<S>,
) -> Option<Vec<u8>> {
    let mut notes = Notes::default();
    let (door, mut wishes) = Door::new();
    {
        let mut conversation = pin!(Manner::of(port).converse(target, limits, &door, &mut notes));
        let mut left = limits.whole;
        loop {
            let begun = Instant::now();
            // The limits end a conversation as well as its own end does: what was said until then stays.
            let wish = tokio::select! {
                _over = timeout(left, conversation.as_mut()) => break,
                Some(wish) = wishes.recv() => wish,
            };
            let dialled = connect().await;
            left = left.saturating_sub(begun.elapsed().saturating_sub(dialled.waited));
            // A conversation that waits for a connection is still there to take it.
            let _taken = wish.send(dialled.stream.map(|stream| Box::new(stream) as Connection));
        }
    }
    notes.into_evidence()
}

/// How to get a port to speak.
#[derive(Clone, Copy)]
enum Manner {
    /// It speaks first.
    Listen,
    Dns,
    Http,
    Https,
    Smb,
    Ssh,
    Telnet,
}

impl Manner {
    fn of(port: Port) -> Self {
        match port.number {
            22 => Self::Ssh,
            23 | 2323 | 23231 => Self::Telnet,
            53 => Self::Dns,
            80 | 81 | 8080 | 5000 | 5431 | 49152 | 52869 => Self::Http,
            443 => Self::Https,
            445 => Self::Smb,
            _ => Self::Listen,
        }
    }

    async fn converse(self, target: IpAddr, limits: &Limits, door: &Door, notes: &mut Notes) -> Option<()> {
        match self {
            Self::Listen => greeting::hear(door, limits, notes).await,
            Self::Dns => dns::ask(door, limits, notes).await,
            Self::Http => http::ask(target, door, limits, notes).await,
            Self::Https => tls::ask(target, door, limits, notes).await,
            Self::Smb => smb::ask(door, limits, notes).await,
            Self::Ssh => ssh::ask(door, limits, notes).await,
            Self::Telnet => telnet::hear(door, limits, notes).await,
        }
    }
}

#[cfg(test)]
mod hostile;

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

    proptest! {
        #[test]
        fn no_evidence_moves_a_terminal(said: Vec<u8>) {
            prop_assert!(!visible(&said).chars().any(char::is_control));
        }
    }
}
