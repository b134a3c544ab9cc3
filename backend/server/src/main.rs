//! `akabeko-backend`: one binary for everything an operator and a researcher do.

use std::process::ExitCode;

use akabeko_backend::command::{self, Command};
use clap::Parser;

/// Tells people that something in their home can be reached from the internet, and measures whether it helped.
#[derive(Debug, Parser)]
#[command(name = "akabeko-backend", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match command::run(arguments.command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => command::complain(&error),
    }
}
