//! The agent for desktops and for machines without one: the binary `akabeko-agent`.
//!
//! With a window it lives in the tray; with `--headless` standard output carries one line of JSON for each
//! change of the agent's face. What is meant for people who look after machines goes to standard error. Exit
//! code 0: it was ended; 1: it failed; 2: wrong usage.

#![cfg_attr(windows, windows_subsystem = "windows")]

mod arguments;
mod consent;
mod headless;
#[cfg(feature = "window")]
mod window;

use std::io::{IsTerminal, Write, stderr};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use tracing_subscriber::EnvFilter;

use crate::arguments::Arguments;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    log_to_standard_error();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody is left to tell if even this cannot be written.
            let _ = writeln!(stderr(), "akabeko-agent: failed to {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<()> {
    if !arguments.headless {
        return with_a_window(arguments);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.context("start the runtime")?.block_on(headless::run(arguments))
}

#[cfg(feature = "window")]
fn with_a_window(arguments: Arguments) -> Result<()> {
    window::run(arguments)
}

#[cfg(not(feature = "window"))]
fn with_a_window(_: Arguments) -> Result<()> {
    arguments::is_missing("this program was built without windows: give --headless")
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
