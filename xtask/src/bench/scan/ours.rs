//! Our own scanner, by either engine.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;
use std::num::NonZeroU32;
use std::path::Path;
use std::process::Command;

use akabeko_shared::Port;
use anyhow::{Context, Result};
use serde::Deserialize;

use super::lab::Lab;
use super::measure::Job;
use super::score::Door;

/// How packets leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Engine {
    /// Written by the scanner itself, which takes `CAP_NET_RAW`
    Raw,
    /// By the sockets that everyone may open, and here without any right to more
    Socket,
}

impl Engine {
    /// The name on our command line.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::Socket => "socket",
        }
    }

    /// The backend near the scanner's interface, with no more rights than this engine takes.
    pub(super) fn with_its_rights(self, lab: &Lab, backend: &Path) -> Command {
        match self {
            Self::Raw => lab.near(backend),
            Self::Socket => {
                let mut command = lab.near("setpriv");
                let rights = "-net_raw,-net_admin";
                command.args(["--inh-caps", rights, "--bounding-set", rights, "--"]).arg(backend);
                command
            }
        }
    }

    /// The scan of a file of targets; what it finds goes to `output`.
    pub(super) fn job(self, lab: &Lab, backend: &Path, scan: &Scan<'_>, output: &Path) -> Job {
        let mut command = self.with_its_rights(lab, backend);
        command.args(["scan", "--format", "csv", "--open", "--no-evidence"]);
        command.args(["--lab", "10.64.0.0/16", "--engine", self.name()]).arg("--targets").arg(scan.targets);
        command.args(["--rate", &scan.rate.to_string()]);
        if let Some(per_target) = scan.per_target {
            command.args(["--per-target", &per_target.to_string()]);
        }
        Job { command, output: Some(output.to_owned()) }
    }
}

/// What is scanned, and how fast.
pub(super) struct Scan<'a> {
    /// The file of targets.
    pub(super) targets: &'a Path,
    /// Probes a second.
    pub(super) rate: NonZeroU32,
    /// Probes a second to one target, if that is bounded.
    pub(super) per_target: Option<NonZeroU32>,
}

/// The open doors among records as comma-separated values.
pub(super) fn open(records: &str) -> Result<BTreeSet<Door>> {
    let mut doors = BTreeSet::new();
    for line in records.lines().skip(1) {
        // Evidence may hold commas and even lines, but comes last and in quotes.
        let mut cells = line.split(',');
        let [target, protocol, port, state] = [(); 4].map(|()| cells.next().unwrap_or_default());
        if state == "open"
            && let Ok(target) = target.parse::<Ipv4Addr>()
        {
            let port: Port =
                format!("{protocol}/{port}").parse().with_context(|| format!("read {line:?}"))?;
            doors.insert((target, port));
        }
    }
    Ok(doors)
}

/// The open door that a record as JSON names, if it names one.
pub(super) fn open_in(record: &str) -> Result<Option<Door>> {
    let record: Record = serde_json::from_str(record).with_context(|| format!("read {record:?}"))?;
    let port: Port =
        format!("{}/{}", record.protocol, record.port).parse().context("read a record's port")?;
    Ok((record.state == "open").then_some((record.target, port)))
}

#[derive(Deserialize)]
struct Record {
    target: Ipv4Addr,
    protocol: String,
    port: u16,
    state: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_open_is_read() {
        let records = "target,protocol,port,state,at,evidence\n10.64.0.1,tcp,22,open,2026-01-01T00:00:00Z,\"a, b\nc\"\n\
            10.64.0.1,tcp,23,closed,2026-01-01T00:00:00Z,\n10.64.0.2,udp,53,open|filtered,2026-01-01T00:00:00Z,\n";
        assert_eq!(open(records).unwrap(), BTreeSet::from([(Ipv4Addr::new(10, 64, 0, 1), Port::tcp(22))]));
        let record = r#"{"target":"10.64.0.2","protocol":"udp","port":53,"state":"open","evidence":null}"#;
        assert_eq!(open_in(record).unwrap(), Some((Ipv4Addr::new(10, 64, 0, 2), Port::udp(53))));
        assert_eq!(open_in(&record.replace("open", "closed")).unwrap(), None);
        assert!(open("header\n10.64.0.1,tcp,0,open,,\n").is_err());
    }
}
