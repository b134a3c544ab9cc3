//! Whether every interval holds what it promises, over many simulated trials.

use anyhow::Result;

use crate::command::{cargo, run};

/// Simulates so many trials and prints coverage and errors.
pub(crate) fn estimators(trials: u32) -> Result<()> {
    let example =
        ["run", "--quiet", "--release", "--locked", "-p", "akabeko-core", "--example", "estimators"];
    run(cargo(&example).args(["--", &trials.to_string()]))
}
