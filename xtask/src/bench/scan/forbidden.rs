//! Whether anything is ever sent where it must not be: counted at the far end of the link, to which every route leads.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::lab::Lab;
use super::ours::Engine;
use super::programs::{Programs, folder};
use crate::command::succeeds;

/// One address of every special-purpose kind that a scan of IPv4 could meet (the registries of RFC 6890).
const SPECIAL: [&str; 20] = [
    "0.0.0.1",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.0.1",
    "172.16.0.1",
    "192.0.0.1",
    "192.0.0.9",
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.168.0.1",
    "192.175.48.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
];

/// Scans each of them alone and among homes, by both engines, and prints how many packets left for them.
pub(super) fn forbidden() -> Result<()> {
    let programs = Programs::released()?;
    let lab = Lab::up(&[], &programs.lab)?;
    let counts = see_that_it_counts(&lab, &programs)?;
    println!("control: {counts} packets to 192.0.2.1 and 198.51.100.1 were sent and counted");
    let before = lab.counted()?.forbidden;
    let mut refused = 0;
    for engine in [Engine::Raw, Engine::Socket] {
        for address in SPECIAL {
            refused +=
                u32::from(is_refused(engine.with_its_rights(&lab, &programs.backend), engine, &[address])?);
            let among = ["10.64.0.1", address, "10.64.0.2"];
            refused +=
                u32::from(is_refused(engine.with_its_rights(&lab, &programs.backend), engine, &among)?);
        }
    }
    let sent = lab.counted()?.forbidden - before;
    println!("special-purpose: {refused} of {} scans were refused, {sent} packets left", SPECIAL.len() * 4);
    ensure!(sent == 0, "send nothing where nothing may be sent: {sent} packets left");
    Ok(())
}

/// A count of nothing would prove nothing.
fn see_that_it_counts(lab: &Lab, programs: &Programs) -> Result<u64> {
    let before = lab.counted()?.forbidden;
    let knocked = succeeds(lab.near(&programs.lab).args(["knock", "192.0.2.1:53", "198.51.100.1:80"]));
    let counted = lab.counted()?.forbidden - before;
    ensure!(knocked && counted >= 4, "count packets to addresses outside of the lab: {counted} of 4 were");
    Ok(counted)
}

/// Whether the command says no to these targets in a file, as wrong input.
fn is_refused(mut command: Command, engine: Engine, targets: &[&str]) -> Result<bool> {
    let file = folder()?.join("forbidden.txt");
    write(&file, targets)?;
    command.args(["scan", "--lab", "10.64.0.0/16", "--engine", engine.name()]).arg("--targets").arg(&file);
    Ok(!command.output().context("start the scan")?.status.success())
}

fn write(file: &Path, targets: &[&str]) -> Result<()> {
    fs::write(file, targets.join("\n")).with_context(|| format!("write {}", file.display()))
}
