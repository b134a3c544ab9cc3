//! How long the demo takes from its start to the end of its story.

use std::process::Command;

use anyhow::Result;

use super::backend;
use super::timing::{Timing, time};

const RUNS: usize = 3;

/// Times the demo with a fixed seed.
pub(crate) fn demo() -> Result<()> {
    let backend = backend()?;
    let runs = (0..RUNS).map(|_| time(Command::new(&backend).args(["demo", "--exit", "--seed", "1"])));
    println!("demo: {}", Timing::of(runs.collect::<Result<_>>()?)?);
    Ok(())
}
