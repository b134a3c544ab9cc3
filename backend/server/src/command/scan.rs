//! `scan`: looks at ports of addresses from here and writes a record for each, without any store.

mod progress;
mod reading;
mod report;
mod targets;

use std::io::{IsTerminal, Write};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use akabeko_scanner::identify::Packs;
use akabeko_scanner::{Gate, Lab, Pace, Probe, Refusal, Scanner, Settings, Tally, udp};
use akabeko_shared::{PORTS, Port, Protocol};
use anyhow::Context;
use futures::StreamExt;
use ipnet::IpNet;

use self::progress::Progress;
use self::report::Report;
use crate::chance::Chance;
use crate::clock::Clock;

/// Looks at ports of addresses and writes a record for each.
#[derive(Clone, Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("addresses").required(true).multiple(true)))]
pub struct Arguments {
    /// IPv4 or IPv6 addresses to look at
    #[arg(value_name = "TARGET", value_parser = targets::parse, group = "addresses")]
    pub target: Vec<IpAddr>,
    /// A file with an address on each line; `#` starts a comment
    #[arg(long, value_name = "FILE", group = "addresses")]
    pub targets: Option<PathBuf>,
    /// Ports to look at, such as tcp/23,udp/53 [default: the 23 that Akabeko watches]
    #[arg(long, value_name = "PORTS", value_delimiter = ',', value_parser = parse_port)]
    pub ports: Vec<Port>,
    /// How to write the records [default: table on a terminal, else jsonl]
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Probes a second to all targets together [default: 1000]; each target gets 5 a second, in a lab any number
    #[arg(long, value_name = "PPS")]
    pub rate: Option<NonZeroU32>,
    /// A range in which special-purpose addresses may be scanned, such as 127.0.0.0/8
    #[arg(long, value_name = "RANGE", value_parser = parse_range)]
    pub lab: Vec<IpNet>,
    /// A folder of rapid7/recog's XML files, to recognise more devices by
    #[arg(long, value_name = "DIR")]
    pub recog: Option<PathBuf>,
}

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values with a header
    Csv,
    /// Every port, the open ones first, and a summary, for people
    Table,
}

/// Scans what the arguments name and writes the records to `out`.
///
/// # Errors
/// Before anything is sent, when a target may not be scanned, or the file of targets or a file of fingerprints has a
/// bad line; afterwards, when a probe could not be sent or a record could not be written.
pub async fn run(arguments: Arguments, out: &mut impl Write) -> anyhow::Result<()> {
    let lab = Lab::of(arguments.lab);
    let targets = targets::collect(arguments.target, arguments.targets.as_deref(), &lab)?;
    let probes = probes(&targets, arguments.ports);
    let format = arguments.format.unwrap_or_else(usual_format);
    let packs = packs(arguments.recog.as_deref())?;
    let scanner = scanner(lab, arguments.rate)?;
    let (mut progress, mut report) = (Progress::new(probes.len()), Report::begin(format, packs, out)?);
    let mut records = scanner.scan(probes, Arc::new(Anyone));
    while let Some(record) = records.next().await {
        progress.step(|| report.add(record))?;
    }
    progress.end();
    report.end()?;
    complete(records.tally())
}

/// What devices are recognised by. Fingerprints that do not work here are told, and the others used.
fn packs(recog: Option<&Path>) -> anyhow::Result<Packs> {
    let Some(folder) = recog else { return Ok(Packs::own()) };
    let packs = Packs::with_recog(folder).context("failed to load the fingerprints")?;
    for left in packs.left_out() {
        tracing::debug!("left out {}:{}: {}", left.file.display(), left.line, left.why);
    }
    if !packs.left_out().is_empty() {
        let (loaded, left_out) = (packs.loaded(), packs.left_out().len());
        tracing::warn!(loaded, left_out, "left out fingerprints that do not work here; RUST_LOG=debug names each");
    }
    Ok(packs)
}

/// Reads a port and refuses one over UDP that could never be seen open.
fn parse_port(text: &str) -> anyhow::Result<Port> {
    let port: Port = text.trim().parse()?;
    if port.protocol == Protocol::Udp && !udp::knows(port) {
        let known = udp::KNOWN.map(|port| port.to_string()).join(", ");
        anyhow::bail!("over UDP only ports with a known request can be scanned: {known}");
    }
    Ok(port)
}

fn parse_range(text: &str) -> anyhow::Result<IpNet> {
    let range = text.parse().or_else(|_| text.parse().map(|address: IpAddr| address.into()));
    range.map_err(|_| anyhow::anyhow!("not a range of addresses such as 127.0.0.0/8"))
}

fn probes(targets: &[IpAddr], mut ports: Vec<Port>) -> Vec<Probe> {
    if ports.is_empty() {
        ports.extend(PORTS);
    }
    ports.sort_unstable();
    ports.dedup();
    let of_target = |target: &IpAddr| {
        let target = *target;
        ports.iter().map(move |port| Probe { target, port: *port })
    };
    targets.iter().flat_map(of_target).collect()
}

fn usual_format() -> Format {
    if std::io::stdout().is_terminal() { Format::Table } else { Format::Jsonl }
}

fn scanner(lab: Lab, rate: Option<NonZeroU32>) -> anyhow::Result<Scanner> {
    let usual = Pace::default();
    let pace = Pace { overall: rate.or(usual.overall), ..usual };
    let key = Chance::from_system().context("failed to get randomness from the system")?.bytes();
    Ok(Scanner::new(Settings { pace, lab, ..Settings::default() }, key, Arc::new(|| Clock::World.now())))
}

/// Whoever runs the command has named the targets, and the registries have been asked.
struct Anyone;

impl Gate for Anyone {
    fn may_dial(&self, _target: IpAddr) -> Result<(), Refusal> {
        Ok(())
    }
}

fn complete(tally: Tally) -> anyhow::Result<()> {
    match tally.refused + tally.unsent {
        0 => Ok(()),
        missing => anyhow::bail!(
            "failed to send {missing} probes: this machine has no way to their targets, or no sockets left for them \
             (see `ulimit -n`, or use a lower --rate)"
        ),
    }
}

#[cfg(test)]
mod tests;
