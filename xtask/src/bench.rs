//! `cargo xtask bench`: how long it takes, measured on the released build.

mod agent;
mod demo;
mod estimators;
mod evaluate;
mod observations;
mod rivals;
mod scratch;
mod select;
mod timing;

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::command::{cargo, run, target};

/// A benchmark: its name and how it is run.
type Benchmark = (&'static str, fn() -> Result<()>);

const BENCHMARKS: [Benchmark; 5] = [
    ("select", select::select),
    ("evaluate", evaluate::evaluate),
    ("estimators", estimators::estimators),
    ("demo", demo::demo),
    ("agent", agent::agent),
];

/// Measures one benchmark, or all of them.
pub(crate) fn bench(name: Option<&str>) -> Result<()> {
    chosen(name)?.iter().try_for_each(|(_, measure)| measure())
}

fn chosen(name: Option<&str>) -> Result<Vec<Benchmark>> {
    let chosen: Vec<Benchmark> =
        BENCHMARKS.into_iter().filter(|(known, _)| name.is_none_or(|name| name == *known)).collect();
    if chosen.is_empty() {
        bail!(
            "find the benchmark {}: there are {}",
            name.unwrap_or_default(),
            BENCHMARKS.map(|(known, _)| known).join(", ")
        );
    }
    Ok(chosen)
}

/// How many agents there are: a million, or as many as `BENCH_AGENTS` says.
fn agents() -> Result<u64> {
    match env::var("BENCH_AGENTS") {
        Ok(text) => text.parse().with_context(|| format!("read BENCH_AGENTS: {text:?} is no number")),
        Err(_) => Ok(1_000_000),
    }
}

/// Builds the backend as it is released.
fn backend() -> Result<PathBuf> {
    run(&mut cargo(&["build", "--release", "--locked", "-p", "akabeko-backend"]))?;
    Ok(target().join("release").join(format!("akabeko-backend{}", env::consts::EXE_SUFFIX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_name_lists_the_names() {
        let error = chosen(Some("gallop")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "find the benchmark gallop: there are select, evaluate, estimators, demo, agent"
        );
    }

    #[test]
    fn no_name_means_all() {
        assert_eq!(chosen(None).unwrap().len(), BENCHMARKS.len());
        assert_eq!(chosen(Some("demo")).unwrap().len(), 1);
    }
}
