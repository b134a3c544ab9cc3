//! What a run of a scanner costs: time, processor, memory and packets.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use nix::sys::resource::{Resource, UsageWho, getrlimit, getrusage, setrlimit};

use super::lab::{Lab, NEAR};

/// Programs that run at the same time.
pub(super) type Stage = Vec<Job>;

/// One program of a scanner.
pub(super) struct Job {
    /// What is run, in the scanner's namespace.
    pub(super) command: Command,
    /// Where its standard output goes, if it is read.
    pub(super) output: Option<PathBuf>,
}

impl Job {
    /// A program whose standard output nobody reads.
    pub(super) fn of(command: Command) -> Self {
        Self { command, output: None }
    }
}

/// What it took.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cost {
    /// From the first start to the last end.
    pub(super) wall: Duration,
    /// Of all processes and what they started, user and system.
    pub(super) processor: Duration,
    /// The sum of the peaks of all processes that ran at the same time, in KiB.
    pub(super) memory: u64,
    /// Packets that left the scanner's interface.
    pub(super) sent: u64,
    /// The most of them within a second.
    pub(super) busiest: u64,
    /// Whether every process ended well and in time.
    pub(super) well: bool,
}

/// Lets everything that is started from now on have as many files open as this process may.
pub(super) fn open_many_files() -> Result<()> {
    let (_, most) = getrlimit(Resource::RLIMIT_NOFILE).context("read how many files may be open")?;
    setrlimit(Resource::RLIMIT_NOFILE, most, most).context("let many files be open")
}

/// Runs one stage after the other and measures them as one.
pub(super) fn measure(lab: &Lab, stages: Vec<Stage>, limit: Duration) -> Result<Cost> {
    let before = processor()?;
    let mut cost = lab.inside(move || {
        let mut cost = Cost { well: true, ..Cost::default() };
        for stage in stages {
            run(stage, limit, &mut cost)?;
        }
        Ok(cost)
    })?;
    cost.processor = processor()?.saturating_sub(before);
    Ok(cost)
}

/// Between two looks at the processes. The wall time is as exact as this.
const LOOK: Duration = Duration::from_millis(10);

fn run(stage: Stage, limit: Duration, cost: &mut Cost) -> Result<()> {
    let (start, mut gauge) = (Instant::now(), Gauge::new()?);
    let mut running = stage.into_iter().map(Running::start).collect::<Result<Vec<_>>>()?;
    while running.iter_mut().map(Running::is_alive).filter(|alive| *alive).count() > 0 {
        if cost.wall + start.elapsed() > limit {
            running.iter_mut().for_each(Running::kill);
        }
        gauge.look()?;
        thread::sleep(LOOK);
    }
    cost.wall += start.elapsed();
    cost.memory = cost.memory.max(running.iter().map(|running| running.memory).sum());
    cost.sent += gauge.sent()?;
    cost.busiest = cost.busiest.max(gauge.busiest);
    cost.well &= running.iter().all(|running| running.ended.is_some_and(|status| status.success()));
    Ok(())
}

/// A process, and the most memory that it was seen with.
struct Running {
    child: Child,
    memory: u64,
    ended: Option<ExitStatus>,
}

impl Running {
    fn start(mut job: Job) -> Result<Self> {
        let output = match &job.output {
            Some(file) => File::create(file).with_context(|| format!("write {}", file.display()))?.into(),
            None => Stdio::null(),
        };
        let child = job.command.stdout(output).stderr(Stdio::null()).spawn();
        let child = child.with_context(|| format!("start {:?}", job.command))?;
        Ok(Self { child, memory: 0, ended: None })
    }

    /// Looks at its memory as well, which is gone once it ended. A program that becomes another begins anew.
    fn is_alive(&mut self) -> bool {
        if let Some(peak) = peak(self.child.id()) {
            self.memory = peak;
        }
        if self.ended.is_none() {
            self.ended = self.child.try_wait().ok().flatten();
        }
        self.ended.is_none()
    }

    fn kill(&mut self) {
        // It may have ended meanwhile.
        let _ = self.child.kill();
    }
}

/// The most memory that a process ever had, in KiB.
pub(super) fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The processor time of all processes that were waited for.
fn processor() -> Result<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).context("read the processor time")?;
    let both = [usage.user_time(), usage.system_time()];
    Ok(both
        .into_iter()
        .map(|time| Duration::from_micros(time.tv_sec() as u64 * 1_000_000 + time.tv_usec() as u64))
        .sum())
}

/// The count of packets that left, and when.
struct Gauge {
    first: u64,
    begun: (Instant, u64),
    busiest: u64,
}

impl Gauge {
    fn new() -> Result<Self> {
        let now = sent()?;
        Ok(Self { first: now, begun: (Instant::now(), now), busiest: 0 })
    }

    fn look(&mut self) -> Result<()> {
        let past = self.begun.0.elapsed();
        if past >= Duration::from_secs(1) {
            let now = sent()?;
            let rate = (now - self.begun.1) as f64 / past.as_secs_f64();
            self.busiest = self.busiest.max(rate as u64);
            self.begun = (Instant::now(), now);
        }
        Ok(())
    }

    fn sent(&self) -> Result<u64> {
        Ok(sent()? - self.first)
    }
}

fn sent() -> Result<u64> {
    let file =
        fs::read_to_string("/proc/thread-self/net/dev").context("read the counters of the interface")?;
    sent_in(&file, NEAR).context("find the counter of what was sent")
}

/// After the name eight numbers of what arrived, then the bytes and the packets that left.
fn sent_in(file: &str, interface: &str) -> Option<u64> {
    let line = file.lines().find_map(|line| line.trim().strip_prefix(interface)?.strip_prefix(':'))?;
    line.split_whitespace().nth(9)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packets_that_left_are_the_tenth_number() {
        let file = "Inter-|   Receive |  Transmit\n face |bytes packets\n    lo: 0 0 0 0 0 0 0 0 0 0 0 0\n\
            \x20 near:  1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n";
        assert_eq!(sent_in(file, "near"), Some(10));
        assert_eq!(sent_in(file, "far"), None);
    }

    #[test]
    fn this_process_had_memory() {
        assert!(peak(std::process::id()).unwrap() > 100);
        assert_eq!(peak(0), None);
    }
}
