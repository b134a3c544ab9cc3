//! What hostile devices cost: a scan with evidence of honest homes alone, then of as many hostile devices beside them.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::net::Ipv4Addr;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use akabeko_lab::home::{FIRST_HOSTILE, Home, MOST, Profile, town};
use anyhow::{Context, Result, ensure};

use super::lab::{FAR, Lab, NEAR_ADDRESS, NEAR_HARDWARE};
use super::measure::peak;
use super::ours::{self, Engine};
use super::programs::{Programs, folder};
use super::race::write_targets;
use super::score::{Door, truth};

/// What is measured.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// How many hostile devices, and how many honest homes
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=5_000))]
    devices: u32,
    /// The engine
    #[arg(long, value_enum, default_value_t = Engine::Raw)]
    engine: Engine,
}

/// No run may take longer.
const LIMIT: Duration = Duration::from_secs(300);
const SEED: u64 = 2021;
/// The last address of the town, where no honest home is.
const SILENT: Ipv4Addr = Ipv4Addr::new(10, 64, 255, 255);

/// Runs both, and prints what the hostile half costs.
pub(super) fn hostile(arguments: &Arguments) -> Result<()> {
    let programs = Programs::released()?;
    let honest = honest(arguments.devices);
    let mut lab = Lab::up(&honest, &programs.lab)?;
    let mut spoof = lab.far(&programs.lab);
    spoof.args(["spoof", FAR, NEAR_HARDWARE, NEAR_ADDRESS]);
    lab.keep(spoof.spawn().context("start the spoofed answers")?);
    let scan = |targets: Vec<Ipv4Addr>| scan(&lab, &programs.backend, arguments.engine, targets);

    let nobody = scan(vec![SILENT])?;
    let addresses: Vec<Ipv4Addr> = honest.iter().map(|home| home.address).collect();
    let alone = scan(addresses.clone())?;
    let hostile = (0..arguments.devices).map(device);
    let beside = scan(addresses.into_iter().chain(hostile).collect())?;
    print(&truth(&honest), &nobody, &alone, &beside);
    Ok(())
}

/// The device with this number in the hostile street.
fn device(number: u32) -> Ipv4Addr {
    (u32::from(FIRST_HOSTILE) + number).into()
}

/// Homes with something open that allow as many SYNs as they are sent.
fn honest(count: u32) -> Vec<Home> {
    let open = |home: &Home| matches!(home.profile, Profile::OpenAmongSilence | Profile::OpenAmongRefusals);
    town(SEED, MOST).filter(open).take(count as usize).collect()
}

/// What one scan saw, and what it took.
struct Outcome {
    /// The honest doors, and when the last of them was told.
    honest: BTreeSet<Door>,
    last_honest: Duration,
    hostile: BTreeSet<Door>,
    wall: Duration,
    /// In KiB.
    memory: u64,
}

fn scan(lab: &Lab, backend: &Path, engine: Engine, targets: Vec<Ipv4Addr>) -> Result<Outcome> {
    let file = folder()?.join("hostile.txt");
    write_targets(&file, targets.into_iter())?;
    let mut command = engine.with_its_rights(lab, backend);
    command.args(["scan", "--format", "jsonl", "--open", "--lab", "10.64.0.0/15", "--engine", engine.name()]);
    command.args(["--rate", "100000", "--per-target", "5"]).arg("--targets").arg(&file);
    let start = Instant::now();
    let mut child = command.stdout(Stdio::piped()).spawn().context("start the scan")?;
    let lines = told(&mut child, start)?;
    let mut outcome = Outcome {
        honest: BTreeSet::new(),
        last_honest: Duration::ZERO,
        hostile: BTreeSet::new(),
        wall: Duration::ZERO,
        memory: 0,
    };
    loop {
        outcome.memory = peak(child.id()).unwrap_or(outcome.memory);
        match lines.recv_timeout(Duration::from_millis(20)) {
            Ok((at, line)) => outcome.note(at, &line)?,
            Err(mpsc::RecvTimeoutError::Timeout) if start.elapsed() > LIMIT => child.kill()?,
            Err(mpsc::RecvTimeoutError::Timeout) => {}
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
        }
    }
    let status = child.wait().context("wait for the scan")?;
    ensure!(status.success(), "scan to the end within {} s: {status}", LIMIT.as_secs());
    outcome.wall = start.elapsed();
    Ok(outcome)
}

/// Every line with the time at which it was there.
fn told(child: &mut Child, start: Instant) -> Result<mpsc::Receiver<(Duration, String)>> {
    let out = child.stdout.take().context("hear the scan")?;
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            if sender.send((start.elapsed(), line)).is_err() {
                return;
            }
        }
    });
    Ok(lines)
}

impl Outcome {
    fn note(&mut self, at: Duration, line: &str) -> Result<()> {
        let Some(door) = ours::open_in(line)? else { return Ok(()) };
        if akabeko_lab::greeting::malice(door.0).is_some() {
            self.hostile.insert(door);
        } else {
            self.honest.insert(door);
            self.last_honest = at;
        }
        Ok(())
    }

    fn megabytes(&self) -> f64 {
        self.memory as f64 / 1024.0
    }

    /// Honest doors a second, until the last of them was told.
    fn throughput(&self) -> f64 {
        self.honest.len() as f64 / self.last_honest.as_secs_f64().max(f64::EPSILON)
    }
}

fn print(truth: &BTreeSet<Door>, nobody: &Outcome, alone: &Outcome, beside: &Outcome) {
    println!("idle: {:.1} MB for a single silent address", nobody.megabytes());
    for (name, outcome) in [("honest alone", alone), ("with hostile", beside)] {
        println!(
            "{name}: {} of {} honest doors and {} that are not there, the last after {:.1} s; {:.1} MB; {:.1} s in all",
            truth.intersection(&outcome.honest).count(),
            truth.len(),
            outcome.honest.difference(truth).count(),
            outcome.last_honest.as_secs_f64(),
            outcome.megabytes(),
            outcome.wall.as_secs_f64(),
        );
    }
    let udp =
        beside.hostile.iter().filter(|(_, port)| port.protocol == akabeko_shared::Protocol::Udp).count();
    println!(
        "hostile devices: {} doors, of which {udp} over UDP; memory {:.1} MB above idle; \
         the honest are seen at {:.0} % of the pace without them",
        beside.hostile.len(),
        beside.megabytes() - nobody.megabytes(),
        100.0 * beside.throughput() / alone.throughput(),
    );
}
