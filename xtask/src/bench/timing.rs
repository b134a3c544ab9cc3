//! Wall time of several runs of a command: the smallest, the middle and the largest.

use std::fmt;
use std::process::{Command, Stdio};
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
