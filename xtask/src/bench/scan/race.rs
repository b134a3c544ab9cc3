//! Our scanner and its peers in turns, over the same homes.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::net::Ipv4Addr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use akabeko_lab::home::{Home, MOST, town};
use akabeko_shared::Protocol;
use anyhow::{Context, Result, ensure};
use serde::Serialize;

use super::lab::{Counted, FAR, Lab};
use super::link;
use super::measure::{Cost, Stage, measure};
use super::ours::{self, Engine, Scan};
use super::peer::{Findings, Peer, Task};
use super::programs::{Programs, folder};
use super::score::{Door, Score, truth};
use super::table;

/// What is measured.
#[derive(clap::Args)]
pub(super) struct Terms {
    /// How many homes, at most 65536
    #[arg(long, value_delimiter = ',', default_values_t = [4_096, 65_536], value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST)))]
    homes: Vec<u32>,
    /// How many of a hundred packets are lost, each way
    #[arg(long, value_delimiter = ',', default_values_t = [0.0, 1.0, 5.0], value_parser = percent)]
    loss: Vec<f64>,
    /// How often each scanner runs
    #[arg(long, default_value_t = NonZeroU32::new(3).expect("three is not zero"))]
    repetitions: NonZeroU32,
    /// Our engines that are measured
    #[arg(long, value_delimiter = ',', value_enum, default_values_t = [Engine::Raw, Engine::Socket])]
    engines: Vec<Engine>,
    /// The other scanners that are measured
    #[arg(long, value_delimiter = ',', value_enum, default_values_t = [Peer::Nmap, Peer::Masscan, Peer::Zmap, Peer::Rustscan])]
    peers: Vec<Peer>,
    /// Only these, of ours and of the others: raw, socket, nmap …
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Probes a second of our engines [default: eight for each home, at most 250000]
    #[arg(long)]
    rate: Option<NonZeroU32>,
    /// Lets nobody send more than this many probes a second to one home, by its own means or by its rate
    #[arg(long)]
    per_target: Option<NonZeroU32>,
    /// Also measures the most probes within a second for one home, which costs the machine a little
    #[arg(long)]
    watch: bool,
    /// The seed of the homes
    #[arg(long, default_value_t = 2021)]
    seed: u64,
}

fn percent(text: &str) -> Result<f64, String> {
    let percent: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=50.0).contains(&percent) { Ok(percent) } else { Err("not between 0 and 50".to_owned()) }
}

/// Whoever takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scanner {
    Ours(Engine),
    Peer(Peer),
}

impl Scanner {
    fn name(self) -> &'static str {
        match self {
            Self::Ours(engine) => engine.name(),
            Self::Peer(peer) => peer.name(),
        }
    }
}

/// One run as it is kept.
#[derive(Serialize)]
pub(super) struct Run {
    pub(super) scanner: &'static str,
    pub(super) homes: u32,
    /// Percent.
    pub(super) loss: f64,
    /// Probes a second to one target, if that was bounded.
    pub(super) per_target: Option<u32>,
    pub(super) repetition: u32,
    /// Whether the scanner ended well and in time.
    pub(super) well: bool,
    pub(super) wall_s: f64,
    pub(super) processor_s: f64,
    pub(super) memory_mb: f64,
    /// Packets that left the scanner's interface, and the most within a second.
    pub(super) sent: u64,
    pub(super) busiest: u64,
    /// What one core can put on the link, in packets a second.
    pub(super) link: f64,
    /// Probes at the far end.
    pub(super) syn: u64,
    pub(super) udp: u64,
    /// The most probes within one second for one home, median and maximum of the homes.
    pub(super) peak: Option<(usize, usize)>,
    pub(super) tcp_score: Score,
    pub(super) udp_score: Score,
}

/// Measures every combination of homes and loss, and prints a table of each.
pub(super) fn race(terms: &Terms) -> Result<()> {
    let scanners = scanners(terms)?;
    let programs = Programs::released()?;
    let kept = folder()?.with_extension("jsonl");
    let mut file =
        OpenOptions::new().create(true).append(true).open(&kept).context("open the file of results")?;
    for homes in &terms.homes {
        let homes: Vec<Home> = town(terms.seed, *homes).collect();
        let lab = Lab::up(&homes, &programs.lab)?;
        for loss in &terms.loss {
            let course = Course::new(&lab, &programs, &homes, *loss, terms)?;
            let runs = course.run(&scanners, terms.repetitions.get(), &mut file)?;
            println!("{}", table::of(&runs));
        }
    }
    eprintln!("every run is in {}", kept.display());
    Ok(())
}

fn scanners(terms: &Terms) -> Result<Vec<Scanner>> {
    let wanted =
        |scanner: &Scanner| terms.only.is_empty() || terms.only.iter().any(|name| name == scanner.name());
    let ours = terms.engines.iter().map(|engine| Scanner::Ours(*engine)).filter(wanted);
    let peers = terms.peers.iter().map(|peer| Scanner::Peer(*peer)).filter(wanted);
    let is_there = |scanner: &Scanner| match scanner {
        Scanner::Ours(_) => true,
        Scanner::Peer(peer) => peer.is_there(),
    };
    let scanners: Vec<Scanner> = ours.chain(peers).filter(is_there).collect();
    ensure!(!scanners.is_empty(), "find a scanner to measure: none of {} is there", terms.only.join(", "));
    Ok(scanners)
}

/// The same homes with the same loss.
struct Course<'a> {
    lab: &'a Lab,
    programs: &'a Programs,
    terms: &'a Terms,
    folder: PathBuf,
    homes: u32,
    loss: f64,
    truth: BTreeSet<Door>,
    link: f64,
}

impl<'a> Course<'a> {
    fn new(
        lab: &'a Lab,
        programs: &'a Programs,
        homes: &[Home],
        loss: f64,
        terms: &'a Terms,
    ) -> Result<Self> {
        let folder = folder()?;
        write_targets(&folder.join("targets.txt"), homes.iter().map(|home| home.address))?;
        lab.lose(0.0)?;
        let link = link::limit(lab, programs)?;
        lab.lose(loss)?;
        let count = u32::try_from(homes.len()).context("count the homes")?;
        Ok(Self { lab, programs, terms, folder, homes: count, loss, truth: truth(homes), link })
    }

    /// Another one begins in each repetition, so that a busy machine is nobody's luck.
    fn run(&self, scanners: &[Scanner], repetitions: u32, file: &mut File) -> Result<Vec<Run>> {
        let mut runs = Vec::new();
        for repetition in 0..repetitions {
            let first = repetition as usize % scanners.len();
            for scanner in scanners[first..].iter().chain(&scanners[..first]) {
                let run = self.once(*scanner, repetition)?;
                eprintln!("{}", table::line(&run));
                writeln!(file, "{}", serde_json::to_string(&run)?).context("keep a result")?;
                runs.push(run);
            }
        }
        Ok(runs)
    }

    fn once(&self, scanner: Scanner, repetition: u32) -> Result<Run> {
        let (stages, findings) = self.prepare(scanner)?;
        let watch = (self.terms.watch || self.terms.per_target.is_some()).then(|| self.watch());
        let before = self.lab.counted()?;
        let cost = measure(self.lab, stages, self.limit())?;
        let counted = self.lab.counted()?.since(before);
        let peak = watch.map(|watch| watch.and_then(peak)).transpose()?;
        let found = findings.read()?;
        Ok(self.result(scanner, repetition, cost, counted, peak, &found))
    }

    fn prepare(&self, scanner: Scanner) -> Result<(Vec<Stage>, Found)> {
        match scanner {
            Scanner::Ours(engine) => {
                let output = self.folder.join(format!("{}.csv", engine.name()));
                let (targets, per_target) = (self.folder.join("targets.txt"), self.terms.per_target);
                let scan = Scan { targets: &targets, rate: self.rate(), per_target };
                let job = engine.job(self.lab, &self.programs.backend, &scan, &output);
                Ok((vec![vec![job]], Found::Ours(output)))
            }
            Scanner::Peer(peer) => {
                let per_target = self.terms.per_target.map(NonZeroU32::get);
                let task = Task { lab: self.lab, folder: &self.folder, homes: self.homes, per_target };
                let (stages, findings) = peer.prepare(&task)?;
                Ok((stages, Found::Peer(findings)))
            }
        }
    }

    /// Homes that bound SYNs allow ten a second.
    fn rate(&self) -> NonZeroU32 {
        let usual = NonZeroU32::new(self.homes.saturating_mul(8).min(250_000)).unwrap_or(NonZeroU32::MIN);
        self.terms.rate.unwrap_or(usual)
    }

    /// No run may take longer.
    fn limit(&self) -> Duration {
        Duration::from_secs(120 + u64::from(self.homes) / 40)
    }

    fn watch(&self) -> Result<Child> {
        let mut watch = self.lab.far(&self.programs.lab);
        let child = watch.args(["watch", FAR]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        // It is there when the kernel shows it to a packet socket; a moment is longer than that takes.
        thread::sleep(Duration::from_millis(500));
        child.context("watch the far end")
    }

    fn result(
        &self,
        scanner: Scanner,
        repetition: u32,
        cost: Cost,
        counted: Counted,
        peak: Option<(usize, usize)>,
        found: &BTreeSet<Door>,
    ) -> Run {
        let score = |protocol| Score::of(&self.truth, found, protocol);
        Run {
            scanner: scanner.name(),
            homes: self.homes,
            loss: self.loss,
            per_target: self.terms.per_target.map(NonZeroU32::get),
            repetition,
            well: cost.well,
            wall_s: cost.wall.as_secs_f64(),
            processor_s: cost.processor.as_secs_f64(),
            memory_mb: cost.memory as f64 / 1024.0,
            sent: cost.sent,
            busiest: cost.busiest,
            link: self.link,
            syn: counted.syn,
            udp: counted.udp,
            peak,
            tcp_score: score(Protocol::Tcp),
            udp_score: score(Protocol::Udp),
        }
    }
}

/// Where the findings of a run are.
enum Found {
    Ours(PathBuf),
    Peer(Findings),
}

impl Found {
    fn read(&self) -> Result<BTreeSet<Door>> {
        match self {
            Self::Ours(file) => {
                let records = fs::read_to_string(file).with_context(|| format!("read {}", file.display()))?;
                ours::open(&records)
            }
            Self::Peer(findings) => findings.read(),
        }
    }
}

/// Ends a watch, and reads what it saw.
fn peak(mut watch: Child) -> Result<(usize, usize)> {
    drop(watch.stdin.take());
    let output = watch.wait_with_output().context("hear the watch at the far end")?;
    let said = String::from_utf8_lossy(&output.stdout);
    let numbers = said
        .trim()
        .split_once(' ')
        .and_then(|(median, most)| Some((median.parse().ok()?, most.parse().ok()?)));
    numbers.with_context(|| format!("read what the watch saw: {said:?}"))
}

/// Writes one address a line.
pub(super) fn write_targets(file: &Path, targets: impl Iterator<Item = Ipv4Addr>) -> Result<()> {
    let lines: String = targets.map(|target| format!("{target}\n")).collect();
    fs::write(file, lines).with_context(|| format!("write {}", file.display()))
}
