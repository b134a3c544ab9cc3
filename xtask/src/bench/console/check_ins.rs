//! Agents that check in while something else is measured, as often as a whole installation does.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};

use super::{backend, field};
use crate::bench::web::{connect, post, post_on};

/// How often an agent checks in, in seconds, unless an operator says otherwise.
const EVERY: u64 = 900;
/// How many agents are there for all; each has a connection and a thread of its own.
const AGENTS: u64 = 8;

/// How long check-ins took, from when each was due, in ascending order: whoever waits for the one before waits too.
pub(super) struct Took(Vec<Duration>);

impl Took {
    /// Such a share of the check-ins took no longer, in percent.
    pub(super) fn percentile(&self, percent: usize) -> Duration {
        let last = self.0.len().saturating_sub(1);
        self.0.get(last * percent / 100).copied().unwrap_or_default()
    }

    /// How many there were.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }
}

/// The agents, and their proofs.
pub(super) struct Household {
    site: String,
    proofs: Vec<String>,
    /// Between two check-ins of one of them.
    pause: Duration,
}

impl Household {
    /// Enrols a few agents that check in as often as so many do.
    pub(super) fn joins(site: &str, data: &Path, agents: u64) -> Result<Self> {
        let mut invite = Command::new(backend()?);
        invite.args(["invite", "--uses", &AGENTS.to_string(), "--data"]).arg(data);
        let code = String::from_utf8(invite.output().context("make an invitation")?.stdout)
            .context("read an invitation")?;
        let wish = format!(
            "{{\"invite\":\"{}\",\"platform\":\"headless\",\"consent_version\":1,\"language\":\"ja\",\
             \"app_version\":\"0.1.0\"}}",
            code.trim()
        );
        let joins = |_| {
            let joined = post(site, "/api/v1/enrol", "", &wish)?;
            ensure!(joined.status == 201, "enrol: {}", String::from_utf8_lossy(&joined.body));
            Ok(format!("Authorization: Bearer {}\r\n", field(&joined, "token")?))
        };
        let proofs = (0..AGENTS).map(joins).collect::<Result<_>>()?;
        let pause = Duration::from_secs(EVERY * AGENTS).div_f64(agents.max(1) as f64);
        Ok(Self { site: site.to_owned(), proofs, pause })
    }

    /// Checks in while something happens; gives what came of that, and how long the check-ins took.
    pub(super) fn checks_in_during<T>(&self, happens: impl FnOnce() -> Result<T>) -> Result<(T, Took)> {
        let over = Arc::new(AtomicBool::new(false));
        let started = |proof: &String| checks_in(self.site.clone(), proof.clone(), self.pause, over.clone());
        let threads: Vec<_> = self.proofs.iter().map(started).collect();
        let outcome = happens();
        over.store(true, Ordering::Relaxed);
        let mut all = Vec::new();
        for thread in threads {
            all.extend(thread.join().map_err(|_| anyhow!("check in"))??);
        }
        all.sort();
        Ok((outcome?, Took(all)))
    }
}

fn checks_in(
    site: String,
    proof: String,
    pause: Duration,
    over: Arc<AtomicBool>,
) -> JoinHandle<Result<Vec<Duration>>> {
    thread::spawn(move || {
        let mut connection = connect(&site)?;
        let (mut due, mut took) = (Instant::now(), Vec::new());
        while !over.load(Ordering::Relaxed) {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            let answer = post_on(&mut connection, &site, "/api/v1/check-in", &proof, "{}")?;
            ensure!(answer.status == 200, "check in: {}", String::from_utf8_lossy(&answer.body));
            took.push(due.elapsed());
            due += pause;
        }
        Ok(took)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_the_time_of_one_of_them() {
        let took = Took((1..=101).map(Duration::from_millis).collect());
        let [median, late, all] = [50, 95, 100].map(|percent| took.percentile(percent).as_millis());
        assert_eq!((median, late, all, took.count()), (51, 96, 101, 101));
        assert_eq!(Took(Vec::new()).percentile(95), Duration::ZERO);
    }
}
