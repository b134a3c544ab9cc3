//! What a developer does with this repository, as `cargo xtask TASK`.
#![expect(clippy::print_stdout, reason = "a benchmark's numbers are its result")]
#![expect(clippy::print_stderr, reason = "a task tells the person at the terminal what it does")]

mod bench;
mod browser;
mod command;
mod copy;
mod debian;
mod demo;
#[cfg(target_os = "linux")]
mod fuzz;
mod icons;
mod install;
mod lint;
mod node;
mod openapi;
mod package;
mod packages;
mod targets;
mod test;
mod tree;
mod wasm;
mod windows;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

/// Runs, tests, checks and measures Akabeko.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Task {
    /// Plays the whole loop on this computer alone; what follows `--` goes to `akabeko-backend demo`.
    Demo {
        /// Arguments of `akabeko-backend demo`.
        #[arg(last = true)]
        arguments: Vec<OsString>,
    },
    /// Runs every test, those of the desktop agent in a session and those in the browser too.
    Test,
    /// Checks form, lints, documentation, dependencies, windows and the tree.
    Lint,
    /// Measures, in release: one benchmark by its name, or without one select, demo and agent.
    Bench {
        #[command(subcommand)]
        benchmark: Option<bench::Benchmark>,
    },
    /// Feeds the scanner's parsers what no honest device would say, for hours if nothing is said.
    #[cfg(target_os = "linux")]
    Fuzz(fuzz::Arguments),
    /// Builds the desktop agent's packages into target/packages.
    Package {
        /// Installs the .deb on a clean Debian too, starts the agent there and looks for its icon; needs root.
        #[arg(long = "try")]
        try_out: bool,
    },
    /// Type-checks the agent for Windows and macOS, and the phone's for Android and iOS, on Debian.
    CheckTargets {
        /// The targets; all of them if none is named.
        targets: Vec<String>,
    },
    /// Draws every icon of the agent again from its source.
    Icons,
    /// Builds the agent for browsers into ui/lib/dist.
    Wasm,
    /// Writes backend/server/openapi.json anew.
    Openapi,
}

fn main() -> ExitCode {
    match run(Task::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("failed to {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Demo { arguments } => demo::demo(arguments),
        Task::Test => test::test(),
        Task::Lint => lint::lint(),
        Task::Bench { benchmark } => bench::bench(benchmark),
        #[cfg(target_os = "linux")]
        Task::Fuzz(arguments) => fuzz::fuzz(&arguments),
        Task::Package { try_out } => package::package(try_out),
        Task::CheckTargets { targets } => targets::check(&targets),
        Task::Icons => icons::icons(),
        Task::Wasm => wasm::build(),
        Task::Openapi => openapi::openapi(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Task::command().debug_assert();
    }
}
