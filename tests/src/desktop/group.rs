//! Processes that end together.
//!
//! A shell leads the group. When the test drops it, or ends in any other way, the shell's input closes and the
//! shell kills the group with everything that its members started.

use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

const KEEP: &str = "cat >/dev/null; kill -KILL -- -$$";

/// A group of processes.
pub(super) struct Group {
    keeper: Child,
    number: i32,
}

impl Group {
    /// A group with nobody but its leader.
    pub(super) fn new() -> Result<Self> {
        let mut shell = Command::new("sh");
        shell.args(["-c", KEEP]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let keeper = shell.process_group(0).spawn().context("start a group of processes")?;
        let number = i32::try_from(keeper.id()).context("number a group of processes")?;
        Ok(Self { keeper, number })
    }

    /// Lets a program that is about to be started belong to the group.
    pub(super) fn take_in(&self, command: &mut Command) {
        command.process_group(self.number);
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // Waiting closes the leader's input first, and that is its signal.
        let _ = self.keeper.wait();
    }
}
