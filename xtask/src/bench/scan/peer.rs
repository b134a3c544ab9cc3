//! The other scanners, each asked for the same 23 ports in the way in which it is at its best in this lab.

mod masscan;
mod nmap;
mod rustscan;
mod zmap;

use std::collections::BTreeSet;
use std::fs;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};

use akabeko_shared::{PORTS, Port, Protocol};
use anyhow::{Context, Result};

use super::lab::Lab;
use super::measure::{Job, Stage};
use super::score::Door;
use crate::install;
use crate::packages::{MASSCAN, NMAP, Need, ZMAP, on_path};

/// A scanner that is not ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Peer {
    Nmap,
    /// nmap by the system's connections, TCP only
    NmapConnect,
    Masscan,
    /// One process for each port, all at once
    Zmap,
    Rustscan,
}

/// What a peer is given.
pub(super) struct Task<'a> {
    /// Where it runs.
    pub(super) lab: &'a Lab,
    /// The folder of its files, which holds `targets.txt`.
    pub(super) folder: &'a Path,
    /// How many targets there are.
    pub(super) homes: u32,
    /// Probes a second to one target, if all are to be that polite.
    pub(super) per_target: Option<u32>,
}

impl Task<'_> {
    fn targets(&self) -> PathBuf {
        self.folder.join("targets.txt")
    }

    /// The rate in all: what politeness allows, else this.
    fn rate(&self, usual: u32) -> u32 {
        self.per_target.map_or(usual, |per_target| per_target.saturating_mul(self.homes))
    }
}

/// One program of a peer, and how to read what it found.
struct Part {
    job: Job,
    output: PathBuf,
    read: Reader,
}

/// Finds the open doors in what a program wrote.
type Reader = Box<dyn Fn(&str) -> Vec<Door>>;

impl Peer {
    /// The name in tables.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Nmap => "nmap",
            Self::NmapConnect => "nmap-connect",
            Self::Masscan => "masscan",
            Self::Zmap => "zmap",
            Self::Rustscan => "rustscan",
        }
    }

    /// Looks for it, installs it where Debian has it, and otherwise says how to get it.
    pub(super) fn is_there(self) -> bool {
        let by_apt = |need: Need| install::ensure(&[need]).map_err(|error| format!("{error:#}"));
        let there = match self {
            Self::Nmap | Self::NmapConnect => by_apt(NMAP),
            Self::Masscan => by_apt(MASSCAN),
            Self::Zmap => by_apt(ZMAP),
            Self::Rustscan if on_path("rustscan") => Ok(()),
            Self::Rustscan => Err("it is not on the path: cargo install rustscan".to_owned()),
        };
        if let Err(reason) = &there {
            eprintln!("{} is left out: {reason}", self.name());
        }
        there.is_ok()
    }

    /// Makes what it runs, one stage after the other, and what reads its findings afterwards.
    pub(super) fn prepare(self, task: &Task<'_>) -> Result<(Vec<Stage>, Findings)> {
        let parts = match self {
            Self::Nmap => nmap::both(task),
            Self::NmapConnect => nmap::connect(task),
            Self::Masscan => masscan::all(task),
            Self::Zmap => zmap::all(task)?,
            Self::Rustscan => rustscan::both(task),
        };
        let (mut stages, mut findings) = (Vec::new(), Findings(Vec::new()));
        for stage in parts {
            let mut jobs = Vec::new();
            for part in stage {
                // A run that fails must not be taken for the one before.
                let _ = fs::remove_file(&part.output);
                jobs.push(part.job);
                findings.0.push((part.output, part.read));
            }
            stages.push(jobs);
        }
        Ok((stages, findings))
    }
}

/// The files that a peer leaves behind, and how each is read.
pub(super) struct Findings(Vec<(PathBuf, Reader)>);

impl Findings {
    /// Every door that it said is open; a file that is not there names none.
    pub(super) fn read(&self) -> Result<BTreeSet<Door>> {
        let mut doors = BTreeSet::new();
        for (file, read) in &self.0 {
            if file.exists() {
                let bytes = fs::read(file).with_context(|| format!("read {}", file.display()))?;
                doors.extend(read(&String::from_utf8_lossy(&bytes)));
            }
        }
        Ok(doors)
    }
}

/// The numbers of all watched ports of one protocol.
fn numbers(protocol: Protocol) -> Vec<u16> {
    PORTS.into_iter().filter(|port| port.protocol == protocol).map(|port| port.number).collect()
}

/// These numbers in a list, each with something before it.
fn list(before: &str, protocol: Protocol) -> String {
    let numbers: Vec<String> =
        numbers(protocol).into_iter().map(|number| format!("{before}{number}")).collect();
    numbers.join(",")
}

/// A door from the words in which peers name one.
fn door(address: &str, protocol: Protocol, number: &str) -> Option<Door> {
    let number = number.trim().parse().ok()?;
    Some((address.trim().parse::<Ipv4Addr>().ok()?, Port { protocol, number }))
}

fn protocol(word: &str) -> Option<Protocol> {
    word.parse().ok()
}
