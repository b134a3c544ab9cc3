//! How long `select` takes over a month of observations, beside a plain read of the same file.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command};

use anyhow::{Context, Result};

use super::backend;
use super::observations;
use super::timing::{Timing, time};

const RUNS: usize = 5;

/// Times `select` and `cat` in turns, so that both meet the same machine.
pub(crate) fn select() -> Result<()> {
    let backend = backend()?;
    let folder = Scratch::new()?;
    let file = folder.0.join("observations.csv");
    fs::write(&file, observations::file()).context("write the observations")?;
    let (mut selects, mut reads) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        reads.push(time(Command::new("cat").arg(&file))?);
        selects.push(time(&mut select_from(&backend, &file))?);
    }
    let (selects, reads) = (Timing::of(selects)?, Timing::of(reads)?);
    let ratio = selects.median().as_secs_f64() / reads.median().as_secs_f64();
    println!("select: {} observations: {selects}", observations::ROWS);
    println!("select: plain read: {reads}; select takes {ratio:.1} times as long");
    Ok(())
}

fn select_from(backend: &Path, file: &Path) -> Command {
    let mut command = Command::new(backend);
    command.args(["select", "--from", observations::FROM, "--until", observations::UNTIL, "--observations"]);
    command.arg(file);
    command
}

/// A folder that goes away.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Result<Self> {
        let folder = env::temp_dir().join(format!("akabeko-bench-{}", process::id()));
        fs::create_dir(&folder).with_context(|| format!("make {}", folder.display()))?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
