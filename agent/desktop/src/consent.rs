//! What a person agrees to by giving an invitation: shown before the first scan can happen.

use std::io::{self, Write};
use std::path::Path;

use akabeko_agent_core::Origin;
use akabeko_shared::wire::CONSENT_VERSION;
use akabeko_shared::{Language, PORTS, Protocol};

/// Writes the text: who, what, which ports, how often, how to stop.
pub(crate) fn show(out: &mut impl Write, language: Language, server: &Origin, data: &Path) -> io::Result<()> {
    let (tcp, udp) = (numbers(Protocol::Tcp), numbers(Protocol::Udp));
    let data = data.display();
    match language {
        Language::Ja => write!(
            out,
            "招待コードを渡すと、次のことに同意したことになります(第{CONSENT_VERSION}版)。

  だれが    {server} の運営者
  なにを    このネットワークがインターネットから見えるアドレスの 23 個のポートへ接続を試み、応答を記録します。
            パスワードを試したり、設定を変えたりはしません。
  ポート    TCP {tcp}
            UDP {udp}
  いつ      一日一回以上と、アドレスが変わったとき、求めたとき。このプログラムを止めている間は行いません。
  目的      外から届く機器があることをお知らせし、お知らせの効果を研究します。
  やめるには このプログラムを終了してください(Ctrl-C または SIGTERM)。完全にやめるには {data} を削除し、
            運営者に記録の消去を求めてください。

"
        ),
        Language::En => write!(
            out,
            "By giving an invitation you agree to this (version {CONSENT_VERSION}):

  Who        The operator of {server}
  What       tries to connect to 23 ports of the address that this network has on the internet, and records
             what answers. It tries no passwords and changes nothing.
  Ports      TCP {tcp}
             UDP {udp}
  When       At least once a day, when the address changes, and when you ask; not while this program is ended.
  What for   To tell you what can be reached from outside, and to study whether telling helps.
  To stop    End this program (Ctrl-C or SIGTERM). To leave for good, delete {data}
             and ask the operator to erase what was recorded.

"
        ),
    }
}

fn numbers(protocol: Protocol) -> String {
    let numbers = PORTS.iter().filter(|port| port.protocol == protocol).map(|port| port.number.to_string());
    numbers.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_texts_name_the_server_every_port_and_how_to_stop() {
        for language in [Language::Ja, Language::En] {
            let mut text = Vec::new();
            let server = "https://akabeko.example".parse().unwrap();
            show(&mut text, language, &server, Path::new("/home/x/akabeko")).unwrap();
            let text = String::from_utf8(text).unwrap();
            for word in ["https://akabeko.example", "/home/x/akabeko", "SIGTERM"] {
                assert!(text.contains(word), "{word} is missing in {language}");
            }
            for port in PORTS {
                assert!(text.contains(&port.number.to_string()), "{port} is missing in {language}");
            }
        }
    }
}
