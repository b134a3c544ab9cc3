//! Agents that check in while something else is measured, as often as a whole installation does.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};

use super::took::Took;
use super::{backend, field};
use crate::bench::web::{connect, post, post_on};

/// How often an agent checks in, in seconds, unless an operator says otherwise.
const EVERY: u64 = 900;
/// How many agents are there for all; each has a connection and a thread of its own.
const AGENTS: u64 = 8;

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

    /// Checks in while something happens; gives what came of that, and how long the check-ins took, from when each was
    /// due: whoever waits for the one before waits too.
    pub(super) fn checks_in_during<T>(&self, happens: impl FnOnce() -> Result<T>) -> Result<(T, Took)> {
        let over = AtomicBool::new(false);
        thread::scope(|scope| {
            let agents: Vec<_> =
                self.proofs.iter().map(|proof| scope.spawn(|| self.checks_in(proof, &over))).collect();
            let outcome = happens();
            over.store(true, Ordering::Relaxed);
            let mut all = Vec::new();
            for agent in agents {
                all.extend(agent.join().map_err(|_| anyhow!("check in"))??);
            }
            Ok((outcome?, Took::of(all)))
        })
    }

    fn checks_in(&self, proof: &str, over: &AtomicBool) -> Result<Vec<Duration>> {
        let mut connection = connect(&self.site)?;
        let (mut due, mut took) = (Instant::now(), Vec::new());
        while !over.load(Ordering::Relaxed) {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            let answer = post_on(&mut connection, &self.site, "/api/v1/check-in", proof, "{}")?;
            ensure!(answer.status == 200, "check in: {}", String::from_utf8_lossy(&answer.body));
            took.push(due.elapsed());
            due += self.pause;
        }
        Ok(took)
    }
}
