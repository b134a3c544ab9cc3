//! What a person agrees to by giving an invitation: shown before the first scan can happen.

use std::io::{self, Write};
use std::path::Path;

use akabeko_agent_app::data::Data;
use akabeko_agent_core::{Origin, Remembered};
use akabeko_shared::wire::CONSENT_VERSION;
use akabeko_shared::{Language, PORTS, Protocol};
use anyhow::{Context, Result, bail};

use crate::arguments::{Arguments, is_missing};

/// Lets only those go on who agreed to this version of the text. Giving an invitation is agreeing; the text is
/// shown so that nobody agrees to what they could not read. An invitation that stands in some unit file is no
/// answer to a newer text: that wants its number.
pub(crate) fn check(
    out: &mut impl Write,
    arguments: &Arguments,
    memory: Option<Remembered>,
    server: &Origin,
    data: &Data,
) -> Result<()> {
    let memory = memory.filter(|memory| memory.server == *server);
    if memory.is_none() && arguments.invite.is_none() {
        is_missing(&format!("this machine is not enrolled at {server} yet: give --invite CODE"));
    }
    if memory.as_ref().is_some_and(|memory| memory.consent_version >= CONSENT_VERSION) {
        return Ok(());
    }
    show(out, arguments.language(), server, data.folder()).context("show the consent text")?;
    match memory {
        Some(_) if arguments.consent != Some(CONSENT_VERSION) => bail!(
            "start: the text that you agreed to was replaced by the one above; if you agree to it, start again \
             with --consent {CONSENT_VERSION}"
        ),
        Some(memory) => data.remember(&Remembered { consent_version: CONSENT_VERSION, ..memory }),
        None => Ok(()),
    }
}

/// Writes the text: who, what, which ports, how often, how to stop.
fn show(out: &mut impl Write, language: Language, server: &Origin, data: &Path) -> io::Result<()> {
    let (tcp, udp) = (numbers(Protocol::Tcp), numbers(Protocol::Udp));
    let data = data.display();
    match language {
        Language::Ja => write!(
            out,
            "招待コードまたは --consent {CONSENT_VERSION} を渡すと、次のことに同意したことになります(第{CONSENT_VERSION}版)。

  だれが    {server} の運営者
  なにを    このネットワークがインターネットから見えるアドレスの 23 個のポートへ接続を試み、応答を記録します。
            連絡のときのアドレスとポート番号も記録します。
            パスワードを試したり、設定を変えたりはしません。
  ポート    TCP {tcp}
            UDP {udp}
  いつ      一日一回以上と、アドレスが変わったとき、求めたとき。このプログラムを止めている間は行いません。
  どこで    起動したときのネットワークが自宅(--network home)なら、そこでだけ。職場や外出先、あとから移った
            ネットワークでは行いません。
  目的      外から届く機器があることをお知らせし、お知らせの効果を研究します。
  やめるには このプログラムを終了してください(Ctrl-C または SIGTERM)。一日だけ休むには SIGUSR1、再開は SIGUSR2 を
            送ってください。完全にやめるには {data} を削除し、運営者に記録の消去を求めてください。

"
        ),
        Language::En => write!(
            out,
            "By giving an invitation or --consent {CONSENT_VERSION} you agree to this (version {CONSENT_VERSION}):

  Who        The operator of {server}
  What       tries to connect to 23 ports of the address that this network has on the internet, and records
             what answers. It also records the address and port that this program calls from. It tries no
             passwords and changes nothing.
  Ports      TCP {tcp}
             UDP {udp}
  When       At least once a day, when the address changes, and when you ask; not while this program is ended.
  Where      Only in the network in which you start this program, and only if that is your home
             (--network home); not at work, not away, and not in networks that the machine moves to later.
  What for   To tell you what can be reached from outside, and to study whether telling helps.
  To stop    End this program (Ctrl-C or SIGTERM). To pause for a day send it SIGUSR1, to go on SIGUSR2.
             To leave for good, delete {data}
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
    use akabeko_agent_core::Token;
    use akabeko_shared::AgentId;
    use clap::Parser;
    use jiff::Timestamp;

    #[test]
    fn both_texts_name_the_server_every_port_and_how_to_stop() {
        for language in [Language::Ja, Language::En] {
            let mut text = Vec::new();
            let server = "https://akabeko.example".parse().unwrap();
            show(&mut text, language, &server, Path::new("/var/lib/akabeko")).unwrap();
            let text = String::from_utf8(text).unwrap();
            for word in ["https://akabeko.example", "/var/lib/akabeko", "SIGTERM", "SIGUSR1", "SIGUSR2"] {
                assert!(text.contains(word), "{word} is missing in {language}");
            }
            for port in PORTS {
                assert!(text.contains(&port.number.to_string()), "{port} is missing in {language}");
            }
        }
    }

    #[test]
    fn a_newer_text_stops_the_agent_until_its_number_is_given() {
        let folder = tempfile::tempdir().unwrap();
        let data = Data::open(folder.path().to_owned()).unwrap();
        let server = "https://akabeko.example".parse().unwrap();
        data.remember(&agreed_to(CONSENT_VERSION - 1)).unwrap();
        let check = |more: &str| {
            let line = format!("akabeko-agent --headless {more}");
            let arguments = Arguments::try_parse_from(line.split_whitespace()).unwrap();
            check(&mut Vec::new(), &arguments, data.recall().unwrap(), &server, &data)
        };

        let older = format!("--consent {}", CONSENT_VERSION - 1);
        for line in ["", "--invite mikan", &older] {
            let told = check(line).unwrap_err().to_string();
            assert!(told.contains(&format!("--consent {CONSENT_VERSION}")), "{line}: {told}");
        }
        check(&format!("--consent {CONSENT_VERSION}")).unwrap();
        assert_eq!(data.recall().unwrap(), Some(agreed_to(CONSENT_VERSION)));
        check("").unwrap();
    }

    fn agreed_to(consent_version: u32) -> Remembered {
        let server = "https://akabeko.example".parse().unwrap();
        let agent = AgentId::at(Timestamp::UNIX_EPOCH, [1; 10]);
        Remembered::new(agent, Token::new("secret".to_owned()), server, consent_version)
    }
}
