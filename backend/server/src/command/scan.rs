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
use akabeko_scanner::{
    Engine, Gate, Lab, MOST_PORTS, Pace, Refusal, Scanner, Settings, Tally, Targets, raise_file_limit, udp,
};
use akabeko_shared::{PORTS, Port, PortState, Protocol};
use anyhow::Context;
use futures::StreamExt;
use ipnet::IpNet;

use self::progress::Progress;
use self::report::Report;
use crate::chance::Chance;
use crate::clock::Clock;
use crate::privilege::keep_only_the_network;

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
    /// Packets a second to all targets together [default: 1000]
    #[arg(long, value_name = "PPS")]
    pub rate: Option<NonZeroU32>,
    /// Packets a second to each target [default: 5, in a lab any number]
    #[arg(long, value_name = "PPS")]
    pub per_target: Option<NonZeroU32>,
    /// How to send: packets of our own need CAP_NET_RAW, plain sockets nothing
    #[arg(long, value_enum, default_value_t)]
    pub engine: EngineName,
    /// Write the open ports only
    #[arg(long)]
    pub open: bool,
    /// Do not ask open ports what they are
    #[arg(long)]
    pub no_evidence: bool,
    /// A range in which special-purpose addresses may be scanned, such as 127.0.0.0/8
    #[arg(long, value_name = "RANGE", value_parser = parse_range)]
    pub lab: Vec<IpNet>,
    /// In jsonl, also write what the evidence tells (`facts`) and of which device (`device`)
    #[arg(long)]
    pub facts: bool,
    /// A folder of rapid7/recog's XML files, to recognise more devices by
    #[arg(long, value_name = "DIR")]
    pub recog: Option<PathBuf>,
}

/// How packets are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum EngineName {
    /// As packets of our own where that is permitted, else by plain sockets
    #[default]
    Auto,
    /// As packets of our own, or not at all
    Raw,
    /// By plain sockets
    Socket,
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
    raise_file_limit();
    let settings = settings(&arguments);
    let targets = targets::collect(arguments.target, arguments.targets.as_deref(), &settings.lab)?;
    let targets = Targets::every(targets, &ports(arguments.ports)?);
    let format = arguments.format.unwrap_or_else(usual_format);
    let packs = packs(arguments.recog.as_deref())?;
    keep_only_the_network()?;
    let scanner = scanner(settings)?;
    tracing::info!(engine = scanner.engine(), probes = targets.probes(), "scans");
    let (mut progress, mut report) =
        (Progress::new(targets.probes()), Report::begin(format, arguments.facts, packs, out)?);
    let mut records = scanner.scan(targets, Arc::new(Anyone));
    while let Some(record) = records.next().await {
        let is_wanted = !arguments.open || record.state == PortState::Open;
        progress.step(|| records.tally(), || if is_wanted { report.add(record) } else { Ok(()) })?;
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
        tracing::warn!(
            loaded,
            left_out,
            "left out fingerprints that do not work here; RUST_LOG=debug names each"
        );
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

/// The ports that are wanted, each once.
fn ports(mut wanted: Vec<Port>) -> anyhow::Result<Vec<Port>> {
    if wanted.is_empty() {
        wanted.extend(PORTS);
    }
    wanted.sort_unstable();
    wanted.dedup();
    anyhow::ensure!(wanted.len() <= MOST_PORTS, "{} ports are too many: {MOST_PORTS} at most", wanted.len());
    Ok(wanted)
}

fn usual_format() -> Format {
    if std::io::stdout().is_terminal() { Format::Table } else { Format::Jsonl }
}

fn settings(arguments: &Arguments) -> Settings {
    let usual = Settings::default();
    let pace = Pace {
        overall: arguments.rate.or(usual.pace.overall),
        per_target: arguments.per_target.or(usual.pace.per_target),
        per_target_in_lab: arguments.per_target,
    };
    Settings {
        engine: match arguments.engine {
            EngineName::Auto => Engine::Auto,
            EngineName::Raw => Engine::Raw,
            EngineName::Socket => Engine::Socket,
        },
        pace,
        lab: Lab::of(arguments.lab.iter().copied()),
        evidence: !arguments.no_evidence,
        // Nothing else runs in this process: it may use all the files that it may open.
        at_once: usize::MAX,
        ..usual
    }
}

fn scanner(settings: Settings) -> anyhow::Result<Scanner> {
    let key = Chance::from_system().context("failed to get randomness from the system")?.bytes();
    Scanner::new(settings, key, Arc::new(|| Clock::World.now()))
        .map_err(|error| anyhow::anyhow!("failed to {error}"))
}

/// Whoever runs the command has named the targets, and the registries have been asked.
struct Anyone;

impl Gate for Anyone {
    fn may_dial(&self, _target: IpAddr) -> Result<(), Refusal> {
        Ok(())
    }
}

fn complete(tally: Tally) -> anyhow::Result<()> {
    match tally.missing() {
        0 => Ok(()),
        missing => anyhow::bail!(
            "failed to send {missing} probes: this machine has no way to their targets, or no sockets left for them \
             (see `ulimit -n`, or use a lower --rate)"
        ),
    }
}

#[cfg(test)]
mod tests;
