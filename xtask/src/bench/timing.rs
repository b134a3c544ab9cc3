//! Wall time of several runs of a command: the smallest, the middle and the largest.

use std::fmt;
use std::fs::File;
use std::io::{Read, Seek};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// The times of several runs, never none, in ascending order.
pub(crate) struct Timing(Vec<Duration>);

impl Timing {
    /// Takes the times of at least one run.
    pub(crate) fn of(mut runs: Vec<Duration>) -> Result<Self> {
        ensure!(!runs.is_empty(), "measure without a run");
        runs.sort();
        Ok(Self(runs))
    }

    /// The middle run; of an even number, the later of the two.
    pub(crate) fn median(&self) -> Duration {
        self.0[self.0.len() / 2]
    }
}

impl fmt::Display for Timing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [min, median, max] =
            [self.0[0], self.median(), self.0[self.0.len() - 1]].map(|time| time.as_secs_f64() * 1000.0);
        write!(f, "min {min:.1} ms, median {median:.1} ms, max {max:.1} ms of {} runs", self.0.len())
    }
}

/// Runs a command once, its output read by nobody, and returns how long it took.
pub(crate) fn time(command: &mut Command) -> Result<Duration> {
    let start = Instant::now();
    let output = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).output();
    let took = start.elapsed();
    let output = output.with_context(|| format!("start {command:?}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "run {command:?}: {}: {}", output.status, said.trim());
    Ok(took)
}

/// A run: how long it took, the most memory it held in kilobytes (0 where the system does not say), and what it said.
pub(crate) struct Run {
    pub(crate) took: Duration,
    pub(crate) memory: u64,
    pub(crate) said: String,
}

/// Runs a command once and watches its memory.
pub(crate) fn measured(command: &mut Command) -> Result<Run> {
    let start = Instant::now();
    let mut output = tempfile()?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(output.try_clone().context("keep what a command says")?)
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("start {command:?}"))?;
    let mut memory = 0;
    let status = loop {
        memory = memory.max(highest(child.id()));
        if let Some(status) = child.try_wait().with_context(|| format!("wait for {command:?}"))? {
            break status;
        }
        thread::sleep(Duration::from_millis(2));
    };
    let took = start.elapsed();
    ensure!(status.success(), "run {command:?}: {status}");
    let mut said = String::new();
    output.rewind().and_then(|()| output.read_to_string(&mut said)).context("read what a command said")?;
    Ok(Run { took, memory, said })
}

/// The most memory that a process has held so far, in kilobytes.
fn highest(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// A file without a name, so that whatever a command says never fills a pipe.
fn tempfile() -> Result<File> {
    let path = std::env::temp_dir().join(format!("akabeko-bench-said-{}", std::process::id()));
    let file = File::options().read(true).write(true).create(true).truncate(true).open(&path);
    let file = file.with_context(|| format!("make {}", path.display()))?;
    std::fs::remove_file(&path).with_context(|| format!("unlink {}", path.display()))?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_runs_does_not_matter() {
        let timing = Timing::of([30, 10, 50, 20, 40].map(Duration::from_millis).to_vec()).unwrap();
        assert_eq!(timing.to_string(), "min 10.0 ms, median 30.0 ms, max 50.0 ms of 5 runs");
        assert!(Timing::of(Vec::new()).is_err());
    }
}
