//! Python with what others compute the same with, in a place of its own under `target`.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::command::target;

const PACKAGES: [&str; 3] = ["duckdb", "lifelines", "pandas"];

/// The interpreter of the place, which is made if need be; none where there is no Python.
pub(crate) fn python() -> Result<Option<PathBuf>> {
    let is_there =
        Command::new("python3").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !is_there.is_ok_and(|status| status.success()) {
        return Ok(None);
    }
    let place = target().join("bench-python");
    let python = place.join("bin").join("python");
    let has_packages = |python: &PathBuf| {
        let import = format!("import {}", PACKAGES.join(", "));
        let tried = Command::new(python).args(["-c", &import]).stderr(Stdio::null()).status();
        tried.is_ok_and(|status| status.success())
    };
    if !has_packages(&python) {
        run(Command::new("python3").args(["-m", "venv"]).arg(&place))?;
        run(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(PACKAGES))?;
    }
    Ok(Some(python))
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("start {command:?}"))?;
    ensure!(status.success(), "run {command:?}: {status}");
    Ok(())
}
