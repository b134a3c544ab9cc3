//! Where the backend lives: the one origin an agent talks to and whose pages it shows.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A scheme, host and port, such as `https://akabeko.example`: `https`, or `http` on loopback only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Origin(String);

impl Origin {
    /// Whether `url` is a page of this origin. What a browser might read differently is not.
    pub fn covers(&self, url: &str) -> bool {
        split(url).is_some_and(|(origin, _)| origin == *self)
    }

    /// Whether this is this very machine, spoken to without encryption.
    pub fn is_plain(&self) -> bool {
        self.0.starts_with("http:")
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Origin {
    type Err = NotAnOrigin;

    fn from_str(text: &str) -> Result<Self, NotAnOrigin> {
        match split(text) {
            Some((origin, "" | "/")) => Ok(origin),
            Some(_) | None => Err(NotAnOrigin(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Origin {
    type Error = NotAnOrigin;

    fn try_from(text: String) -> Result<Self, NotAnOrigin> {
        text.parse()
    }
}

impl From<Origin> for String {
    fn from(origin: Origin) -> Self {
        origin.0
    }
}

/// A text that should have been the address of a backend.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not the address of a server: expected such as https://akabeko.example, or http:// on this very \
     machine"
)]
pub struct NotAnOrigin(String);

/// The origin of a URL and what comes after it.
fn split(url: &str) -> Option<(Origin, &str)> {
    // Browsers drop tabs and line breaks and take a backslash for a slash; such a URL is refused whole.
    if !url.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\') {
        return None;
    }
    let (scheme, rest) = url.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, after) = rest.split_at(end);
    let (host, port) = host_and_port(authority)?;
    let usual = match scheme.as_str() {
        "https" => 443,
        "http" if is_loopback(&host) => 80,
        _ => return None,
    };
    let port = port.filter(|port| *port != usual).map(|port| format!(":{port}")).unwrap_or_default();
    Some((Origin(format!("{scheme}://{host}{port}")), after))
}

fn host_and_port(authority: &str) -> Option<(String, Option<u16>)> {
    let colon = authority.rfind(':').filter(|colon| !authority[*colon..].contains(']'));
    let (host, port) = match colon {
        Some(colon) => (&authority[..colon], Some(authority[colon + 1..].parse().ok()?)),
        None => (authority, None),
    };
    is_host(host).then(|| (host.to_ascii_lowercase(), port))
}

fn is_host(host: &str) -> bool {
    match host.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']').is_some_and(|inner| inner.parse::<Ipv6Addr>().is_ok()),
        None => {
            let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
            !host.is_empty() && host.bytes().all(is_letter)
        }
    }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host == "[::1]"
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_https_or_this_very_machine() {
        let cases = [
            ("https://akabeko.example", Some("https://akabeko.example")),
            ("HTTPS://Akabeko.Example:443/", Some("https://akabeko.example")),
            ("https://akabeko.example:8443", Some("https://akabeko.example:8443")),
            ("https://[2001:db8::1]:8443", Some("https://[2001:db8::1]:8443")),
            ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            ("http://127.9.9.9", Some("http://127.9.9.9")),
            ("http://localhost:8080/", Some("http://localhost:8080")),
            ("http://[::1]:8080", Some("http://[::1]:8080")),
            ("http://akabeko.example", None),
            ("http://127.0.0.1.akabeko.example", None),
            ("https://akabeko.example/path", None),
            ("https://", None),
            ("https://:443", None),
            ("https://akabeko.example:", None),
            ("https://akabeko.example:99999", None),
            ("ftp://akabeko.example", None),
            ("akabeko.example", None),
        ];
        for (text, origin) in cases {
            assert_eq!(
                text.parse::<Origin>().ok().map(|origin| origin.to_string()).as_deref(),
                origin,
                "{text}"
            );
        }
    }

    #[test]
    fn only_pages_of_the_enrolled_origin_are_covered() {
        let origin: Origin = "https://akabeko.example".parse().unwrap();
        for page in ["https://akabeko.example/n/abc", "https://akabeko.example:443/n/abc?x#y"] {
            assert!(origin.covers(page), "{page}");
        }
        for page in [
            "http://akabeko.example/n/abc",
            "https://akabeko.example.evil.example/n/abc",
            "https://evil.example/https://akabeko.example/",
            "https://akabeko.example@evil.example/n/abc",
            "https://akabeko.example:8443/n/abc",
            "https://evil.example\\@akabeko.example/",
            "https://akabeko.example\t.evil.example/",
            "javascript:alert(1)",
            "//akabeko.example/n/abc",
            "",
        ] {
            assert!(!origin.covers(page), "{page}");
        }
    }
}
