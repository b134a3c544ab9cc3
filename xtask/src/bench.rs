//! `cargo xtask bench`: how long it takes, measured on the released build.

mod demo;
mod observations;
mod select;
mod timing;

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::command::{cargo, run};

/// A benchmark: its name and what it does with the backend's program.
type Benchmark = (&'static str, fn(&Path) -> Result<()>);

const BENCHMARKS: [Benchmark; 2] = [("select", select::select), ("demo", demo::demo)];

/// Measures one benchmark, or all of them.
pub(crate) fn bench(name: Option<&str>) -> Result<()> {
    let chosen = chosen(name)?;
    run(&mut cargo(&["build", "--release", "--locked", "-p", "akabeko-backend"]))?;
    let backend = backend()?;
    chosen.iter().try_for_each(|(_, measure)| measure(&backend))
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

/// The released program, in the same target folder as this one.
fn backend() -> Result<PathBuf> {
    let here = env::current_exe().context("find the target folder")?;
    let target = here.ancestors().nth(2).context("find the target folder")?;
    Ok(target.join("release").join(format!("akabeko-backend{}", env::consts::EXE_SUFFIX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_name_lists_the_names() {
        let error = chosen(Some("gallop")).unwrap_err();
        assert_eq!(error.to_string(), "find the benchmark gallop: there are select, demo");
    }

    #[test]
    fn no_name_means_all() {
        assert_eq!(chosen(None).unwrap().len(), BENCHMARKS.len());
        assert_eq!(chosen(Some("demo")).unwrap().len(), 1);
    }
}
