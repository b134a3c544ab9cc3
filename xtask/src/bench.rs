//! `cargo xtask bench`: how long it takes and what it costs, measured on the released build.

mod agent;
mod demo;
mod observations;
#[cfg(target_os = "linux")]
mod scan;
mod select;
mod timing;

use std::env;
use std::path::PathBuf;

use anyhow::Result;

use crate::command::{cargo, run, target};

/// What can be measured.
#[derive(clap::Subcommand)]
pub(crate) enum Benchmark {
    /// The selection over a month of observations
    Select,
    /// The demo, from its start to the end of its story
    Demo,
    /// The desktop agent that waits in the tray
    Agent,
    /// The scanner and its peers in a lab of network namespaces; as root, for half an hour and more
    #[cfg(target_os = "linux")]
    Scan(scan::Arguments),
}

/// Measures one benchmark, or without a name each that needs no lab.
pub(crate) fn bench(benchmark: Option<Benchmark>) -> Result<()> {
    match benchmark {
        None => [Benchmark::Select, Benchmark::Demo, Benchmark::Agent].into_iter().try_for_each(measure),
        Some(benchmark) => measure(benchmark),
    }
}

fn measure(benchmark: Benchmark) -> Result<()> {
    match benchmark {
        Benchmark::Select => select::select(),
        Benchmark::Demo => demo::demo(),
        Benchmark::Agent => agent::agent(),
        #[cfg(target_os = "linux")]
        Benchmark::Scan(arguments) => scan::scan(arguments),
    }
}

/// Builds the backend as it is released.
fn backend() -> Result<PathBuf> {
    run(&mut cargo(&["build", "--release", "--locked", "-p", "akabeko-backend"]))?;
    Ok(target().join("release").join(format!("akabeko-backend{}", env::consts::EXE_SUFFIX)))
}
