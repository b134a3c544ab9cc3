//! What the evidence of a record tells: for programs its facts and the device, for people the most telling words.

use akabeko_scanner::Record;
use akabeko_scanner::evidence::visible;
use akabeko_scanner::identify::{Certainty, Fact, Guess, Kind, Packs, device, facts};
use serde::Serialize;

/// Facts that tell people the most, each with the words that stand before it.
const TELLING: [(Kind, &str); 20] = [
    (Kind::HttpTitle, "title "),
    (Kind::FtpGreeting, ""),
    (Kind::TelnetBanner, ""),
    (Kind::DnsVersion, "version "),
    (Kind::UpnpName, "name "),
    (Kind::UpnpServer, "server "),
    (Kind::HttpServer, "server "),
    (Kind::HttpAuth, "wants "),
    (Kind::TlsSubject, "certificate "),
    (Kind::HttpLocation, "redirects to "),
    (Kind::HttpStatus, "status "),
    (Kind::SmbName, "name "),
    (Kind::SmbDialect, "dialect "),
    (Kind::DnsAnswer, ""),
    (Kind::NtpStratum, "stratum "),
    (Kind::MemcachedVersion, "memcached "),
    (Kind::NatPmpAddress, "external address "),
    (Kind::NatPmpResult, ""),
    (Kind::TlsAlert, "TLS alert "),
    (Kind::Banner, ""),
];

/// What one record tells.
#[derive(Serialize)]
pub(super) struct Reading {
    facts: Vec<Fact>,
    device: Option<Guess>,
}

impl Reading {
    pub(super) fn of(record: &Record, packs: &Packs) -> Self {
        let facts = facts(record.port, record.evidence.as_deref().unwrap_or_default());
        Self { device: device(&facts, packs), facts }
    }

    /// In a few words: the device if it gave itself away, else what tells the most, else what was said.
    pub(super) fn words(&self, record: &Record) -> String {
        let device = self.device.as_ref().and_then(device_words);
        let words = device.or_else(|| self.ssh()).or_else(|| self.services()).or_else(|| self.telling());
        let words = words.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
        words.map_or_else(
            || visible(record.evidence.as_deref().unwrap_or_default()),
            |words| visible(words.as_bytes()),
        )
    }

    fn fact(&self, kind: Kind) -> Option<&str> {
        self.facts.iter().find(|fact| fact.kind == kind).map(|fact| fact.text.as_str())
    }

    /// Software and fingerprint, by which people know their servers.
    fn ssh(&self) -> Option<String> {
        let version = self.fact(Kind::SshVersion)?;
        let fingerprint = self.fact(Kind::SshHostKey).and_then(|key| key.split(' ').nth(1));
        Some(
            fingerprint.map_or_else(|| version.to_owned(), |fingerprint| format!("{version}, {fingerprint}")),
        )
    }

    fn services(&self) -> Option<String> {
        let services = self.facts.iter().filter(|fact| fact.kind == Kind::MdnsService);
        let names: Vec<&str> = services.map(|fact| fact.text.as_str()).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }

    fn telling(&self) -> Option<String> {
        TELLING.into_iter().find_map(|(kind, before)| Some(format!("{before}{}", self.fact(kind)?)))
    }
}

/// The device and the fact that gave it away; none if only its software is known.
fn device_words(guess: &Guess) -> Option<String> {
    let what = match (&guess.maker, &guess.kind) {
        (Some(maker), Some(kind)) => format!("{maker} {kind}"),
        (Some(maker), None) => format!("{maker} device"),
        (None, Some(kind)) => kind.clone(),
        (None, None) => return None,
    };
    let certainty = match guess.certainty {
        Certainty::High => "",
        Certainty::Medium => " (probably)",
        Certainty::Low => " (perhaps)",
    };
    let because = guess.because.as_ref().map_or("", |fact| &fact.text);
    Some(format!("{what}{certainty}: {because}"))
}

#[cfg(test)]
mod tests {
    use akabeko_shared::{Port, PortState};
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn the_most_telling_words_come_first() {
        for (port, evidence, words) in [
            (
                80,
                &b"HTTP/1.0 200 OK\r\n\r\n<title>BUFFALO AirStation</title>"[..],
                "Buffalo router (probably): BUFFALO AirStation",
            ),
            (80, b"HTTP/1.0 200 OK\r\nServer: nginx\r\n\r\n<title>Hana's\nblog</title>", "title Hana's blog"),
            (80, b"HTTP/1.0 404 Not Found\r\n\r\n", "status 404"),
            (
                80,
                b"HTTP/1.0 200 OK\r\n\r\n<title>IP Camera Viewer</title>",
                "camera (perhaps): IP Camera Viewer",
            ),
            (22, b"SSH-2.0-OpenSSH_9.2p1\r\n", "OpenSSH_9.2p1"),
            (23, b"\xff\xfd\x01\r\nHR-2600 login: ", "HR-2600 login:"),
            (9, b"\0\x01", r"\u{0}\u{1}"),
            (9, b"", ""),
        ] {
            let record = record(port, evidence);
            assert_eq!(Reading::of(&record, &Packs::own()).words(&record), words);
        }
    }

    fn record(port: u16, evidence: &[u8]) -> Record {
        Record {
            target: [127, 0, 0, 1].into(),
            port: Port::tcp(port),
            state: PortState::Open,
            at: Timestamp::UNIX_EPOCH,
            conversations: 1,
            evidence: Some(evidence.to_vec()),
        }
    }
}
