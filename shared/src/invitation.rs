//! An invitation as it is passed on: a link that opens the app, `akabeko://enrol?server=…&code=…`.

use std::fmt;
use std::str::FromStr;

/// Where to enrol, and the code that opens it.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The server's address, such as `https://akabeko.example`.
    pub server: String,
    /// The code.
    pub code: String,
}

const START: &str = "akabeko://enrol?";

impl fmt::Display for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{START}server={}&code={}", escaped(&self.server), escaped(&self.code))
    }
}

/// The code is a secret until it is used.
impl fmt::Debug for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invitation").field("server", &self.server).field("code", &format_args!("…")).finish()
    }
}

impl FromStr for Invitation {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("an invitation link begins with {START}server=");
        let text = text.trim();
        // Browsers put a slash behind a host.
        let query = text.strip_prefix(START).or_else(|| text.strip_prefix("akabeko://enrol/?"));
        let (mut server, mut code) = (None, None);
        for pair in query.ok_or_else(wrong)?.split('&') {
            match pair.split_once('=') {
                Some(("server", value)) => server = Some(unescaped(value)?),
                Some(("code", value)) => code = Some(unescaped(value)?),
                Some(_) | None => {}
            }
        }
        match (server, code) {
            (Some(server), Some(code)) if !server.is_empty() && !code.is_empty() => Ok(Self { server, code }),
            _ => Err("an invitation link names a server and a code".to_owned()),
        }
    }
}

/// Percent-encodes all but the unreserved characters (RFC 3986, section 2.3).
fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

fn unescaped(text: &str) -> Result<String, String> {
    let wrong = || "an invitation link has a broken % in it".to_owned();
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok()).ok_or_else(wrong)?;
        bytes.push(u8::from_str_radix(digits, 16).map_err(|_| wrong())?);
        rest = &tail[2..];
    }
    String::from_utf8(bytes).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_link_is_read_as_it_was_written() {
        let invitation =
            Invitation { server: "https://akabeko.example:8443".to_owned(), code: "MIKAN-3821".to_owned() };
        let link = invitation.to_string();
        assert_eq!(link, "akabeko://enrol?server=https%3A%2F%2Fakabeko.example%3A8443&code=MIKAN-3821");
        assert_eq!(link.parse(), Ok(invitation.clone()));
        assert_eq!(link.replace("enrol?", "enrol/?").parse(), Ok(invitation));
    }

    #[test]
    fn what_is_no_invitation_is_refused() {
        for text in [
            "",
            "https://akabeko.example",
            "akabeko://enrol?server=https%3A%2F%2Fa",
            "akabeko://enrol?server=&code=A",
            "akabeko://enrol?server=%2&code=A",
            "akabeko://enrol?server=%FF&code=A",
            "akabeko://erase?server=a&code=b",
        ] {
            assert!(text.parse::<Invitation>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_code_stays_out_of_logs() {
        let invitation = Invitation { server: "https://a.example".to_owned(), code: "MIKAN".to_owned() };
        assert!(!format!("{invitation:?}").contains("MIKAN"));
    }

    proptest! {
        #[test]
        fn any_link_comes_back(server in ".{1,40}", code in ".{1,20}") {
            let invitation = Invitation { server, code };
            prop_assert_eq!(invitation.to_string().parse(), Ok(invitation));
        }

        #[test]
        fn any_text_is_read_without_panic(text in ".{0,80}") {
            let _ = format!("akabeko://enrol?{text}").parse::<Invitation>();
        }
    }
}
