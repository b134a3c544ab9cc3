//! The agent for desktops and for machines without one: the binary `akabeko-agent`.
//!
//! Standard output carries one line of JSON for each change of the agent's face; everything meant for people
//! goes to standard error. Exit code 0: it was ended; 1: it failed; 2: wrong usage.

mod ambient;
mod arguments;
mod consent;
mod data;
mod headless;
mod network;

use std::io::{IsTerminal, Write, stderr};
use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;

use crate::arguments::Arguments;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    log_to_standard_error();
    match headless::run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody is left to tell if even this cannot be written.
            let _ = writeln!(stderr(), "akabeko-agent: failed to {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn log_to_standard_error() {
    let filter = EnvFilter::try_from_env("AKABEKO_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(stderr)
        .with_ansi(stderr().is_terminal())
        .with_target(false)
        .init();
}
