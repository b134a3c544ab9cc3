//! What an operator can set: one TOML file, every key of which has a default and none of which is unknown.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use akabeko_core::budget::Budget;
use akabeko_core::canary::Canary;
use akabeko_core::schedule::Rules;
use akabeko_scanner::{Doors, Engine, Lab, MORE_TRIES, MOST_PORTS, Pace, special_address, udp};
use akabeko_shared::{PORTS, Port, Protocol};
use anyhow::{Context, bail};
use ipnet::IpNet;
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::page::Organisation;

/// The whole of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where `/metrics` listens, apart from everything else; nowhere by default.
    pub metrics: Option<SocketAddr>,
    /// The address that people reach this service at, such as `https://akabeko.example.jp`.
    pub public_url: Option<String>,
    /// The folder for the database and the key.
    pub data: PathBuf,
    /// A `postgres://…` URL; without one, SQLite in the data folder.
    pub database: Option<String>,
    /// Where the service's days begin and end.
    pub time_zone: String,
    /// Networks of the proxies in front of this service.
    pub trusted_proxies: Vec<IpNet>,
    /// Seconds between two check-ins of an agent.
    pub check_in_seconds: u32,
    /// Days for which a notice's page can be opened.
    pub page_days: i64,
    /// Whether devices are woken by the push services that they chose.
    pub push: bool,
    /// A table of providers: CSV of `first,last,number,name`.
    pub providers: Option<PathBuf>,
    /// Who runs this.
    pub organisation: Organisation,
    /// How the scanner behaves.
    pub scan: Scan,
}

/// How the scanner behaves.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scan {
    /// Minutes for which a check-in says who has an address.
    pub freshness_minutes: i64,
    /// Minutes for which a new address is held before its first scan, unless it is confirmed earlier.
    pub dwell_minutes: i64,
    /// Scans for changes of address, per agent and day.
    pub changes_a_day: usize,
    /// Scans on the person's request, per agent and day.
    pub requests_a_day: usize,
    /// How packets are sent: `auto`, `raw` (needs CAP_NET_RAW) or `socket`.
    pub engine: Engine,
    /// Packets a day to one address, at most, whatever they are for; 0 for as many as it takes, in a lab.
    pub packets_a_day: u32,
    /// Hosts of the operator by which a round of scans is judged.
    pub canaries: Vec<Canary>,
    /// Probes a second to one address; 0 for as fast as it goes, in a lab.
    pub per_target: u32,
    /// Probes a second in all; 0 for as fast as it goes.
    pub overall: u32,
    /// Milliseconds to wait for an answer; plain sockets wait for a handshake less than a second.
    pub timeout_ms: u64,
    /// How often a silent port is asked; where packets get lost, up to twice more.
    pub tries: u8,
    /// Probes under way at once.
    pub at_once: usize,
    /// The addresses that scans come from, as people are told before they agree.
    pub scanned_from: Vec<IpAddr>,
    /// Ranges that are no part of the internet and may be scanned all the same: a lab's.
    pub lab: Vec<IpNet>,
    /// Where a lab has its 23 doors, if not at their own numbers.
    pub lab_doors_at: Option<u16>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            metrics: None,
            public_url: None,
            data: PathBuf::from("akabeko-data"),
            database: None,
            time_zone: "Asia/Tokyo".to_owned(),
            trusted_proxies: Vec::new(),
            check_in_seconds: 300,
            page_days: 90,
            push: true,
            providers: None,
            organisation: Organisation::default(),
            scan: Scan::default(),
        }
    }
}

impl Default for Scan {
    fn default() -> Self {
        Self {
            freshness_minutes: 30,
            dwell_minutes: 10,
            changes_a_day: 8,
            requests_a_day: 20,
            engine: Engine::Auto,
            packets_a_day: 240,
            canaries: Vec::new(),
            per_target: 5,
            overall: 1000,
            timeout_ms: 2000,
            tries: 2,
            at_once: 1000,
            scanned_from: Vec::new(),
            lab: Vec::new(),
            lab_doors_at: None,
        }
    }
}

impl Config {
    /// Reads a file. An unknown key or a value that makes no sense refuses it, with the line.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("read the configuration {}", path.display()))?;
        Self::parse(&text).map_err(|what| anyhow::anyhow!("{}:{what}", path.display()))
    }

    /// Reads the text of a file; an error begins with the line.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let config: Self = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = text.bytes().take(start).filter(|byte| *byte == b'\n').count() + 1;
            anyhow::anyhow!("{line}: {}", error.message())
        })?;
        match config.fault() {
            None => Ok(config),
            Some((key, what)) => Err(anyhow::anyhow!("{}: {what}", line_with(text, &key))),
        }
    }

    /// Refuses values that make no sense, such as those given on the command line.
    pub fn check(&self) -> anyhow::Result<()> {
        self.fault().map_or(Ok(()), |(_, what)| bail!("{what}"))
    }

    /// The first value that makes no sense: its key, and what is wrong with it.
    fn fault(&self) -> Option<(Cow<'static, str>, String)> {
        let zone = &self.time_zone;
        if TimeZone::get(zone).is_err() {
            return Some((
                "time_zone".into(),
                format!("time_zone: {zone:?} is not a time zone: expected such as Asia/Tokyo"),
            ));
        }
        if let Some(url) = &self.public_url
            && !(url.starts_with("https://") || url.starts_with("http://"))
        {
            return Some(("public_url".into(), format!("public_url: {url:?} does not begin with https://")));
        }
        let Scan { freshness_minutes, dwell_minutes, timeout_ms, tries, at_once, .. } = self.scan;
        let bounds = [
            ("check_in_seconds", i64::from(self.check_in_seconds), 10, 3600),
            ("page_days", self.page_days, 1, 3650),
            ("freshness_minutes", freshness_minutes, 1, 24 * 60),
            ("dwell_minutes", dwell_minutes, 0, 24 * 60),
            ("timeout_ms", i64::try_from(timeout_ms).unwrap_or(i64::MAX), 1, 60_000),
            ("tries", i64::from(tries), 1, 8),
            ("at_once", i64::try_from(at_once).unwrap_or(i64::MAX), 1, 100_000),
        ];
        let beyond = bounds.into_iter().find(|(_, value, least, most)| !(least..=most).contains(&value));
        beyond
            .map(|(key, value, least, most)| {
                (key.into(), format!("{key}: {value} is not from {least} to {most}"))
            })
            .or_else(|| self.scan.fault())
    }

    /// The database: the configured one, or a file in the data folder.
    pub fn database(&self) -> String {
        self.database.clone().unwrap_or_else(|| self.data.join("akabeko.sqlite").display().to_string())
    }

    /// Where people reach this service, without a slash at the end.
    pub fn public_url(&self) -> String {
        let url = self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen));
        url.trim_end_matches('/').to_owned()
    }

    /// Whether people reach this service over TLS.
    pub fn is_secure(&self) -> bool {
        self.public_url().starts_with("https://")
    }

    /// How long a notice's page can be opened.
    pub fn page_life(&self) -> SignedDuration {
        SignedDuration::from_hours(24 * self.page_days)
    }

    /// The service's time zone, which reading has checked.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }

    /// How far scheduling may go.
    pub fn schedule(&self) -> Rules {
        Rules {
            freshness: SignedDuration::from_mins(self.scan.freshness_minutes),
            dwell: SignedDuration::from_mins(self.scan.dwell_minutes),
            changes_a_day: self.scan.changes_a_day,
            requests_a_day: self.scan.requests_a_day,
            time_zone: self.zone(),
        }
    }
}

impl Scan {
    /// A budget without room for one look, or a canary that cannot be one.
    fn fault(&self) -> Option<(Cow<'static, str>, String)> {
        let look = self.budget().cost(PORTS.len());
        if self.budget().packets_a_day.is_some_and(|whole| whole < look) {
            let what = format!("packets_a_day: {} is less than the {look} of one look", self.packets_a_day);
            return Some(("packets_a_day".into(), what));
        }
        let canaries = self.canaries.iter().flat_map(Canary::ports);
        let looked_at = canaries.chain(PORTS).collect::<BTreeSet<Port>>().len();
        if looked_at > MOST_PORTS {
            let what = format!(
                "canaries: with their ports a scan looks at {looked_at} different ones, {MOST_PORTS} at most"
            );
            return Some(("canaries".into(), what));
        }
        self.canaries.iter().find_map(|canary| {
            let special = special_address::refuse(canary.address, &self.lab()).err();
            let special = special.map(|why| format!("{} may not be scanned: {why}", canary.address));
            let unknown = canary.ports().find(|port| port.protocol == Protocol::Udp && !udp::knows(*port));
            let unknown = unknown.map(|port| format!("no request is known for {port}"));
            let what = canary.fault().or(unknown).or(special)?;
            Some((canary.address.to_string().into(), format!("canaries: {what}")))
        })
    }

    /// What one address may be sent in a day.
    pub fn budget(&self) -> Budget {
        let packets_a_day = (self.packets_a_day > 0).then_some(self.packets_a_day);
        Budget { packets_a_day, tries: self.tries.saturating_add(MORE_TRIES) }
    }

    /// The scanner's settings.
    pub fn settings(&self) -> akabeko_scanner::Settings {
        let timeout = std::time::Duration::from_millis(self.timeout_ms);
        akabeko_scanner::Settings {
            engine: self.engine,
            pace: Pace {
                per_target: NonZeroU32::new(self.per_target),
                per_target_in_lab: None,
                overall: NonZeroU32::new(self.overall),
            },
            lab: self.lab(),
            tcp_timeout: timeout,
            udp_timeout: timeout,
            tries: self.tries,
            at_once: self.at_once,
            evidence: true,
        }
    }

    /// The ranges of a lab.
    pub fn lab(&self) -> Lab {
        let doors = self.lab_doors_at.map_or(Doors::AsTheyAre, Doors::MovedTo);
        Lab { ranges: self.lab.clone(), doors }
    }
}

/// The line that sets a key or names a value, or the first.
fn line_with(text: &str, key: &str) -> usize {
    let quoted = format!("\"{key}\"");
    let sets = |line: &str| {
        let sets = line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
        sets || line.contains(&quoted)
    };
    text.lines().position(sets).unwrap_or_default() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_file_is_a_whole_configuration() {
        let config = Config::parse("").unwrap();
        assert_eq!(config.public_url(), "http://127.0.0.1:8080");
        assert_eq!(config.database(), "akabeko-data/akabeko.sqlite");
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        let wrong = [
            ("listen = \"127.0.0.1:1\"\nport = 3", "2: unknown field `port`"),
            ("[scan]\n\nspeed = 3", "3: unknown field `speed`"),
            ("listen = \"here\"", "1: invalid socket address"),
            ("time_zone = \"Aizu\"", "1: time_zone: \"Aizu\" is not a time zone"),
            ("check_in_seconds = 1", "1: check_in_seconds: 1 is not from 10 to 3600"),
            ("[scan]\nscanned_from = [\"192.0.2.1\",\n\"mikan\"]", "3: invalid IP address"),
            ("[scan]\nscanned_from = [\"192.0.2.0/24\"]", "2: invalid IP address"),
            ("[scan]\ntries = 0", "2: tries: 0 is not from 1 to 8"),
            ("[scan]\npackets_a_day = 91", "2: packets_a_day: 91 is less than the 92 of one look"),
            ("[scan]\n[[scan.canaries]]\naddress = \"192.0.2.1\"\nshut = []", "4: unknown field `shut`"),
            (
                "[[scan.canaries]]\naddress = \"192.0.2.1\"\nclosed = [\"tcp/23\"]",
                "2: canaries: 192.0.2.1 has no port that is always open",
            ),
            (
                "[[scan.canaries]]\naddress = \"192.0.2.1\"\nopen = [\"udp/9\"]",
                "2: canaries: no request is known for udp/9",
            ),
            (
                "[scan]\nlab = [\"192.0.2.0/24\"]\n[[scan.canaries]]\naddress = \"192.0.2.1\"\n\
                 open = [\"tcp/22\"]\n[[scan.canaries]]\naddress = \"127.0.0.1\"\nopen = [\"tcp/22\"]",
                "7: canaries: 127.0.0.1 may not be scanned: it belongs to 127.0.0.0/8",
            ),
            (
                "[[scan.canaries]]\naddress = \"192.0.2.1\"\nopen = [\"tcp/1\", \"tcp/2\", \"tcp/3\", \"tcp/4\", \
                 \"tcp/5\"]\nclosed = [\"tcp/6\", \"tcp/7\", \"tcp/8\", \"tcp/9\", \"tcp/10\"]",
                "1: canaries: with their ports a scan looks at 33 different ones, 32 at most",
            ),
            ("listen = \"127.0.0.1:1\"\npage_days = 9000000", "2: page_days: 9000000 is not from 1 to 3650"),
        ];
        for (text, expected) in wrong {
            let error = Config::parse(text).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{text:?} gave {error:?}");
        }
    }
}
