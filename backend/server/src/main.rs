//! `akabeko-backend`: one binary for everything an operator and a researcher do.

use std::process::ExitCode;

use akabeko_backend::command::{self, Command};
use akabeko_backend::privilege::keep_only_the_network;
use clap::Parser;
use tokio::runtime::{Builder, Runtime};

/// Tells people that something in their home can be reached from the internet, and measures whether it helped.
#[derive(Debug, Parser)]
#[command(name = "akabeko-backend", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let Arguments { command } = Arguments::parse();
    match runtime(&command).and_then(|runtime| runtime.block_on(command::run(command))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => command::complain(&error),
    }
}

/// The service gives up its rights before any thread begins. A scan does so after it has read its files, and has one
/// thread until then.
fn runtime(command: &Command) -> anyhow::Result<Runtime> {
    if matches!(command, Command::Scan(_)) {
        return Ok(Builder::new_current_thread().enable_all().build()?);
    }
    if matches!(command, Command::Serve(_)) {
        keep_only_the_network()?;
    }
    Ok(Builder::new_multi_thread().enable_all().build()?)
}
