//! What is found and understood of real daemons, in a Debian of their own and on addresses of their own.

mod known;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use akabeko_shared::{Port, Protocol};
use anyhow::{Context, Result, bail};
use serde::Deserialize;

use self::known::{DAEMONS, Daemon, PACKAGES};
use super::lab::Lab;
use super::ours::Engine;
use super::programs::{Programs, folder};
use crate::command::{output, quietly, root, target};
use crate::debian;
use crate::install;
use crate::packages::DEBOOTSTRAP;

/// miniupnpd wants an outside, whose other end leads nowhere; samba and avahi
/// have only the address of an interface.
const INTERFACES: [&str; 6] = [
    "link add wan type veth peer name nowhere",
    "address add 198.51.100.7/24 dev wan",
    "link set wan up",
    "link set nowhere up",
    "address add 10.66.0.9/32 dev nowhere",
    "address add 10.66.0.10/32 dev far",
];

/// miniupnpd serves its pages on every address; each daemon is to be seen on its own.
const ELSEWHERE: &str = "table ip elsewhere {
  chain enter {
    type filter hook input priority -10;
    tcp dport 5000 ip daddr != 10.99.0.2 reject with tcp reset
  }
}
";

/// Packets of our own go to routers only, so the far end is also the router that leads to its own address.
const DETOUR: [&str; 2] = [
    "neigh replace 10.99.0.3 lladdr 02:00:00:00:00:02 dev near nud permanent",
    "route add 10.99.0.2/32 via 10.99.0.3",
];

/// How much of what is told is shown, in characters.
const GLIMPSE: usize = 100;

/// How long the daemons may take to start.
const START: Duration = Duration::from_secs(20);

/// Starts all of them, scans their addresses with evidence, and prints what was seen beside what is there.
pub(super) fn daemons() -> Result<()> {
    install::ensure(&[DEBOOTSTRAP])?;
    let system = system()?;
    let programs = Programs::released()?;
    let mut lab = Lab::empty(&[])?;
    for line in INTERFACES {
        output(lab.far("ip").args(line.split(' '))).context("make the interfaces of the daemons")?;
    }
    lab.rules(ELSEWHERE)?;
    for line in DETOUR {
        output(lab.near("ip").args(line.split(' '))).context("make a way to the far end's own address")?;
    }
    for daemon in &DAEMONS {
        start(&mut lab, &system, daemon)?;
    }
    await_all(&lab)?;
    for engine in [Engine::Raw, Engine::Socket] {
        report(engine, &scan(&lab, &programs.backend, engine)?);
    }
    Ok(())
}

/// The system, made once and kept.
fn system() -> Result<PathBuf> {
    let system = target().join("lab/debian");
    let done = target().join("lab/installed");
    if fs::read_to_string(&done).ok().as_deref() != Some(PACKAGES) {
        if system.exists() {
            fs::remove_dir_all(&system).context("remove the old system")?;
        }
        fs::create_dir_all(&system).context("make a folder for the system")?;
        debian::make(&system)?;
        debian::run(&system, &install_script())?;
        fs::write(&done, PACKAGES).context("note that the system is whole")?;
    }
    let configuration = root().join("tests/lab/daemons");
    for file in configuration.read_dir().context("list the configuration of the daemons")? {
        let file = file?;
        fs::copy(file.path(), system.join("lab").join(file.file_name())).context("copy a configuration")?;
    }
    // What daemons that were killed left behind would keep them from starting.
    debian::run(&system, "rm -rf /run/*")?;
    Ok(system)
}

/// No daemon starts by being installed: a policy forbids it, as Debian has it for that purpose.
fn install_script() -> String {
    format!(
        "printf '#!/bin/sh\\nexit 101\\n' >/usr/sbin/policy-rc.d
         chmod +x /usr/sbin/policy-rc.d
         apt-get update
         apt-get install -y --no-install-recommends {PACKAGES}
         mkdir -p /lab
         openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj '/O=Lab/CN=router.lab' \\
             -keyout /lab/key.pem -out /lab/certificate.pem"
    )
}

fn start(lab: &mut Lab, system: &Path, daemon: &Daemon) -> Result<()> {
    let log = folder()?.join(format!("{}.log", daemon.name));
    let log = fs::File::create(&log).with_context(|| format!("write {}", log.display()))?;
    let mut command = debian::inside(lab.far("unshare"), system, daemon.script);
    command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
    // samba signals its whole group when it ends, which is not to be ours.
    command.process_group(0);
    lab.keep(command.spawn().with_context(|| format!("start {}", daemon.name))?);
    Ok(())
}

/// Waits until something listens on every port. Who does not come up is named, and seen to be missing in the report.
fn await_all(lab: &Lab) -> Result<()> {
    let wanted: BTreeSet<u16> =
        DAEMONS.iter().flat_map(|daemon| daemon.open).map(|(port, _)| port.number).collect();
    let start = Instant::now();
    loop {
        let tables = ["/proc/net/tcp", "/proc/net/udp", "/proc/net/tcp6", "/proc/net/udp6"];
        let there = listening(&quietly(lab.far("cat").args(tables)).unwrap_or_default());
        let missing: Vec<_> = wanted.difference(&there).collect();
        if missing.is_empty() {
            return Ok(());
        }
        if start.elapsed() > START {
            eprintln!("nothing listens on {missing:?}; see the logs in {}", folder()?.display());
            return Ok(());
        }
        thread::sleep(Duration::from_millis(100));
    }
}

/// The local ports in the kernel's tables of sockets: `0: 0200420A:0016 00000000:0000 0A …`.
fn listening(tables: &str) -> BTreeSet<u16> {
    let port = |line: &str| u16::from_str_radix(line.split_whitespace().nth(1)?.rsplit_once(':')?.1, 16).ok();
    tables.lines().filter_map(port).collect()
}

/// One record of our scan.
#[derive(Deserialize)]
struct Seen {
    target: String,
    protocol: Protocol,
    port: u16,
    state: String,
    /// What was said, as it was.
    evidence: Option<String>,
    /// What was understood of it.
    #[serde(default)]
    facts: Vec<Fact>,
}

#[derive(Deserialize)]
struct Fact {
    kind: String,
    text: String,
}

impl Seen {
    fn is(&self, address: &str, port: Port) -> bool {
        self.target == address && self.protocol == port.protocol && self.port == port.number
    }

    /// The facts in a line, else what was said.
    fn told(&self) -> String {
        let facts: Vec<String> =
            self.facts.iter().map(|fact| format!("{}: {}", fact.kind, fact.text)).collect();
        if facts.is_empty() { self.evidence.clone().unwrap_or_default() } else { facts.join("; ") }
    }
}

fn scan(lab: &Lab, backend: &Path, engine: Engine) -> Result<Vec<Seen>> {
    let mut command: Command = engine.with_its_rights(lab, backend);
    command.args([
        "scan",
        "--format",
        "jsonl",
        "--facts",
        "--engine",
        engine.name(),
        "--lab",
        "10.66.0.0/24",
    ]);
    command.args(["--lab", "10.99.0.0/24"]);
    let addresses: BTreeSet<&str> = DAEMONS.iter().map(|daemon| daemon.address).collect();
    let records = String::from_utf8(output(command.args(addresses))?).context("read the records")?;
    let seen = records.lines().map(|line| serde_json::from_str(line).with_context(|| format!("read {line}")));
    let seen: Vec<Seen> = seen.collect::<Result<_>>()?;
    if seen.is_empty() {
        bail!("scan the daemons: there are no records");
    }
    Ok(seen)
}

fn report(engine: Engine, seen: &[Seen]) {
    println!("\nengine {}\n", engine.name());
    println!("| daemon | address | port | state | evidence | as expected |\n|---|---|---|---|---|---|");
    for daemon in &DAEMONS {
        for (port, word) in daemon.open {
            let found = seen.iter().find(|seen| seen.is(daemon.address, *port));
            println!("{}", line(daemon, *port, word, found));
        }
    }
    let expected = |seen: &Seen| {
        let mut doors =
            DAEMONS.iter().flat_map(|daemon| daemon.open.iter().map(|(port, _)| (daemon.address, *port)));
        doors.any(|(address, port)| seen.is(address, port))
    };
    for seen in seen.iter().filter(|seen| seen.state == "open" && !expected(seen)) {
        println!("not expected: {} {}/{} is open", seen.target, seen.protocol, seen.port);
    }
}

fn line(daemon: &Daemon, port: Port, word: &str, found: Option<&Seen>) -> String {
    let state = found.map_or("no record", |seen| &seen.state);
    let told = found.map(Seen::told).unwrap_or_default();
    let verdict = match (state == "open", told.contains(word)) {
        (true, true) => "yes",
        (true, false) => "open, but not understood",
        (false, _) => "no",
    };
    let state = state.replace('|', "\\|");
    let words: Vec<&str> = told.split_whitespace().collect();
    let glimpse: String = words.join(" ").replace('|', "\\|").chars().take(GLIMPSE).collect();
    format!("| {} | {} | {port} | {state} | {glimpse} | {verdict} |", daemon.name, daemon.address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_ports_are_read_from_the_tables_of_the_kernel() {
        let tables = "  sl  local_address rem_address   st\n   0: 0200420A:0016 00000000:0000 0A\n\
            \x20  1: 00000000000000000000000000000000:14E9 00000000000000000000000000000000:0000 07\n";
        assert_eq!(listening(tables), BTreeSet::from([22, 5353]));
    }

    #[test]
    fn a_door_is_as_expected_when_it_is_open_and_understood() {
        let seen = |state: &str, evidence: &str| Seen {
            target: "10.66.0.2".to_owned(),
            protocol: Protocol::Tcp,
            port: 22,
            state: state.to_owned(),
            evidence: Some(evidence.to_owned()),
            facts: Vec::new(),
        };
        let daemon = &DAEMONS[1];
        let verdict = |found: Option<&Seen>| {
            let line = line(daemon, Port::tcp(22), "OpenSSH", found);
            line.trim_end_matches(" |").rsplit("| ").next().unwrap_or_default().to_owned()
        };
        assert_eq!(verdict(Some(&seen("open", "SSH-2.0-OpenSSH_9.2"))), "yes");
        assert_eq!(verdict(Some(&seen("open", "SSH-2.0-dropbear"))), "open, but not understood");
        assert_eq!(verdict(Some(&seen("filtered", ""))), "no");
        assert_eq!(verdict(None), "no");
    }
}
