//! SSDP (UPnP Device Architecture 1.1, section 1.3), by devices of three kinds: most answer at once, some take their
//! time within what the search allows, and some answer from another port.

use std::net::Ipv4Addr;
use std::time::Duration;

use super::Answer;

/// What a search may be for.
const TARGETS: [&str; 3] =
    ["ssdp:all", "upnp:rootdevice", "urn:schemas-upnp-org:device:InternetGatewayDevice:1"];
/// The longest that a search may let devices wait, in seconds (section 1.3.3).
const LONGEST: u32 = 5;

/// The device's answer to a search that is correct in every line.
pub(super) fn find(request: &[u8], asked: Ipv4Addr) -> Option<Answer> {
    let search = Search::parse(str::from_utf8(request).ok()?)?;
    let kind = Kind::of(asked);
    Some(Answer {
        bytes: search.answer(asked).into_bytes(),
        after: kind.thinks(search.longest, asked),
        from_elsewhere: kind == Kind::Elsewhere,
    })
}

#[derive(PartialEq, Eq)]
enum Kind {
    Prompt,
    Thoughtful,
    Elsewhere,
}

impl Kind {
    fn of(asked: Ipv4Addr) -> Self {
        match asked.octets()[3] % 10 {
            3 | 6 => Self::Thoughtful,
            9 => Self::Elsewhere,
            _ => Self::Prompt,
        }
    }

    fn thinks(&self, longest: u32, asked: Ipv4Addr) -> Duration {
        match self {
            Self::Prompt | Self::Elsewhere => Duration::ZERO,
            // Another moment for each device, spread over all that is allowed.
            Self::Thoughtful => {
                let moment = u64::from(u32::from(asked)) * 37 % (u64::from(longest) * 1000).max(1);
                Duration::from_millis(moment)
            }
        }
    }
}

struct Search<'a> {
    target: &'a str,
    /// In seconds.
    longest: u32,
}

impl<'a> Search<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut lines = text.split("\r\n");
        (lines.next()? == "M-SEARCH * HTTP/1.1").then_some(())?;
        let headers: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(':')).collect();
        let header = |name: &str| {
            let found = headers.iter().find(|(known, _)| known.trim().eq_ignore_ascii_case(name))?;
            Some(found.1.trim())
        };
        (header("man")? == "\"ssdp:discover\"").then_some(())?;
        let target = header("st").filter(|target| TARGETS.contains(target))?;
        let longest = header("mx")?.parse().ok()?;
        Some(Self { target, longest: LONGEST.min(longest) })
    }

    fn answer(&self, asked: Ipv4Addr) -> String {
        let target = if self.target == "ssdp:all" { "upnp:rootdevice" } else { self.target };
        let id = u32::from(asked);
        format!(
            "HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=120\r\nEXT:\r\nST: {target}\r\n\
             USN: uuid:00000000-0000-0000-0000-{id:012x}::{target}\r\n\
             SERVER: Linux/2.6.30 UPnP/1.0 miniupnpd/1.8\r\n\
             LOCATION: http://192.168.1.1:49152/rootDesc.xml\r\n\r\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEARCH: &str = "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\nMX: 1\r\nST: \
         upnp:rootdevice\r\n\r\n";

    fn asked(search: &str, last: u8) -> Option<Answer> {
        find(search.as_bytes(), Ipv4Addr::new(10, 64, 0, last))
    }

    #[test]
    fn a_search_is_answered_at_once_later_or_from_elsewhere() {
        let prompt = asked(SEARCH, 1).unwrap();
        assert!(prompt.after.is_zero() && !prompt.from_elsewhere);
        assert!(prompt.bytes.starts_with(b"HTTP/1.1 200 OK\r\n") && prompt.bytes.ends_with(b"\r\n\r\n"));
        let moments: Vec<Duration> = [3, 13, 23].map(|last| asked(SEARCH, last).unwrap().after).to_vec();
        assert!(moments.iter().all(|moment| *moment < Duration::from_secs(1)));
        assert!(moments.iter().any(|moment| !moment.is_zero()) && moments[0] != moments[1]);
        assert!(asked(SEARCH, 9).unwrap().from_elsewhere);
    }

    #[test]
    fn a_search_that_is_wrong_in_one_line_is_not() {
        for (right, wrong) in [
            ("M-SEARCH *", "M-SEARCH /"),
            ("HTTP/1.1", "HTTP/1.0"),
            ("\"ssdp:discover\"", "ssdp:discover"),
            ("MX: 1\r\n", ""),
            ("upnp:rootdevice", "upnp:everything"),
            ("\r\n", "\n"),
        ] {
            assert_eq!(asked(&SEARCH.replace(right, wrong), 1), None, "{wrong:?} instead of {right:?}");
        }
    }
}
