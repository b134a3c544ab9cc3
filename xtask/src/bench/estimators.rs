//! Whether every interval holds what it promises, over many simulated trials.

use anyhow::Result;

use crate::command::{cargo, run};

/// Simulates 1,000 trials, or as many as `BENCH_TRIALS` says.
pub(crate) fn estimators() -> Result<()> {
    let trials = std::env::var("BENCH_TRIALS").unwrap_or_else(|_| "1000".to_owned());
    let example =
        ["run", "--quiet", "--release", "--locked", "-p", "akabeko-core", "--example", "estimators"];
    run(cargo(&example).args(["--", &trials]))
}
