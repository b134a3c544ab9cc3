//! The real program `akabeko-agent` with its windows, in a session.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::Result;

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

    /// Where the agent of this session keeps what it remembers.
    pub fn memory(&self) -> PathBuf {
        self.folder().join("data/akabeko")
    }
}
