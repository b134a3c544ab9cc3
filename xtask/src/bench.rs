//! `cargo xtask bench`: how long it takes and what it costs, measured on the released build.

mod agent;
mod console;
mod demo;
mod estimators;
mod evaluate;
mod observations;
mod page;
mod rivals;
#[cfg(target_os = "linux")]
mod scan;
mod scratch;
mod select;
mod timing;
mod web;

use std::env;
use std::path::PathBuf;

use anyhow::Result;

use crate::command::{cargo, run, target};

/// What can be measured.
#[derive(clap::Subcommand)]
pub(crate) enum Benchmark {
    /// The selection over a month of observations, beside DuckDB
    Select(Population),
    /// The evaluation of a simulated trial, beside lifelines
    Evaluate(Population),
    /// Whether intervals and tests hold what they promise, over many simulated trials
    Estimators {
        /// How many trials
        #[arg(long, default_value_t = 1000)]
        trials: u32,
    },
    /// The demo, from its start to the end of its story
    Demo,
    /// The desktop agent that waits in the tray
    Agent,
    /// Every page of the console, over 100,000 agents and 30 million observations
    Console(console::Arguments),
    /// The notification page, beside a static file from the same server
    Page,
    /// The scanner and its peers in a lab of network namespaces; as root, for an hour and a half
    #[cfg(target_os = "linux")]
    Scan(scan::Arguments),
}

/// Who is measured.
#[derive(Clone, Copy, clap::Args)]
pub(crate) struct Population {
    /// How many agents
    #[arg(long, default_value_t = 1_000_000)]
    agents: u64,
}

/// Measures one benchmark, or without a name each that needs no lab and no million.
pub(crate) fn bench(benchmark: Option<Benchmark>) -> Result<()> {
    let few = Population { agents: 20_000 };
    match benchmark {
        None => [Benchmark::Select(few), Benchmark::Demo, Benchmark::Agent].into_iter().try_for_each(measure),
        Some(benchmark) => measure(benchmark),
    }
}

fn measure(benchmark: Benchmark) -> Result<()> {
    match benchmark {
        Benchmark::Select(population) => select::select(population.agents),
        Benchmark::Evaluate(population) => evaluate::evaluate(population.agents),
        Benchmark::Estimators { trials } => estimators::estimators(trials),
        Benchmark::Demo => demo::demo(),
        Benchmark::Agent => agent::agent(),
        Benchmark::Console(arguments) => console::console(&arguments),
        Benchmark::Page => page::page(),
        #[cfg(target_os = "linux")]
        Benchmark::Scan(arguments) => scan::scan(arguments),
    }
}

/// Builds the backend as it is released, unless `AKABEKO_PROGRAMS` names a folder with one.
fn backend() -> Result<PathBuf> {
    if let Some(folder) = env::var_os("AKABEKO_PROGRAMS") {
        return Ok(PathBuf::from(folder).join(format!("akabeko-backend{}", env::consts::EXE_SUFFIX)));
    }
    run(&mut cargo(&["build", "--release", "--locked", "-p", "akabeko-backend"]))?;
    Ok(target().join("release").join(format!("akabeko-backend{}", env::consts::EXE_SUFFIX)))
}
