//! The real program `akabeko-agent` with its windows, in a session.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use zbus::fdo::DBusProxy;

use super::patience::until;
use super::session::Session;
use crate::process::{self, Running};

/// The program: the one that `AKABEKO_AGENT` names, else it is built as this test was.
///
/// # Panics
/// When it cannot be built.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| match std::env::var_os("AKABEKO_AGENT") {
        Some(program) => program.into(),
        None => process::agent_with_windows().expect("the agent"),
    })
}

impl Session {
    /// Starts the agent.
    ///
    /// # Errors
    /// When there is no such program.
    pub fn starts_agent(&self, arguments: &[&dyn AsRef<OsStr>]) -> Result<Running> {
        let mut command = self.command(program());
        Running::of(command.args(arguments.iter().map(AsRef::as_ref)))
    }

    /// Ends the agent, if one runs, as the system does when somebody logs out, and waits until it is gone.
    ///
    /// # Panics
    /// When it does not end.
    pub async fn ends_agent(&self) {
        let Some(process) = self.agent_process().await else { return };
        // One that ended meanwhile is no failure.
        let _ = self.asks("kill", &["-TERM", &process.to_string()]);
        until("the agent has ended", async || (!runs(process)).then_some(())).await;
        until("its name is free", async || self.agent_process().await.is_none().then_some(())).await;
    }

    /// Whoever holds the name on the bus by which a second agent would find the first.
    async fn agent_process(&self) -> Option<u32> {
        const NAME: &str = "org.akabeko.agent.SingleInstance";
        let bus = DBusProxy::new(&self.bus).await.ok()?;
        bus.get_connection_unix_process_id(NAME.try_into().ok()?).await.ok()
    }

    /// Lets days pass while the agent is off: its notices popped up so much earlier.
    ///
    /// # Errors
    /// When it remembers nothing.
    pub fn days_pass(&self, days: i64) -> Result<()> {
        let file = self.memory().join("agent.json");
        let mut memory: Value = serde_json::from_slice(&fs::read(&file).context("read a memory")?)?;
        let reminders = memory["reminders"].as_object_mut().context("find what it reminds of")?;
        for reminder in reminders.values_mut() {
            let at: Timestamp = serde_json::from_value(reminder["popped_at"].take())?;
            reminder["popped_at"] = serde_json::to_value(at - SignedDuration::from_hours(24 * days))?;
        }
        fs::write(&file, serde_json::to_vec(&memory)?).context("write a memory")
    }

    /// Where the agent of this session keeps what it remembers.
    pub fn memory(&self) -> PathBuf {
        self.folder().join("data/akabeko")
    }
}

/// Whether a process does anything; one that ended has no command line, even while nobody asked how it ended.
fn runs(process: u32) -> bool {
    fs::read(format!("/proc/{process}/cmdline")).is_ok_and(|line| !line.is_empty())
}
