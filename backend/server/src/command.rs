//! The commands of `akabeko-backend`, one a file. Results go to standard output, all else to standard error.

pub mod backup;
pub mod doctor;
pub mod erase;
pub mod evaluate;
pub mod exchange;
pub mod invite;
pub mod open;
pub mod operator;
pub mod scan;
pub mod select;
pub mod serve;
pub mod simulate;

use std::io::Write;
use std::process::ExitCode;

use clap::Subcommand;
use jiff::civil::Date;

use crate::{demo, http, telemetry};

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the service.
    Serve(serve::Arguments),
    /// Show the whole loop on a small internet inside this process.
    Demo(demo::Arguments),
    /// Look at addresses from here.
    Scan(scan::Arguments),
    /// Apply the rule of selection to a file of observations.
    Select(select::Arguments),
    /// Compute the paper's tables and figures from a dataset.
    Evaluate(evaluate::Arguments),
    /// Make up a study: a dataset of a world whose truth is known.
    Simulate(simulate::Arguments),
    /// Write everything as a dataset.
    Export(exchange::Export),
    /// Read a dataset into an empty store.
    Import(exchange::Import),
    /// Make an invitation.
    Invite(invite::Arguments),
    /// Campaigns, verdicts, requests for support, opt-outs and halting all scans.
    #[command(subcommand)]
    Operator(operator::Task),
    /// Bring the store's tables up to date.
    Migrate(open::Place),
    /// Copy the store while it is in use.
    Backup(backup::Backup),
    /// Put a copy of the store in place.
    Restore(backup::Restore),
    /// Forget an agent and everything about it.
    Erase(erase::Arguments),
    /// Check that this installation can do its work.
    Doctor(doctor::Arguments),
    /// Print the OpenAPI document.
    Openapi,
}

/// Does it.
pub async fn run(command: Command) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    telemetry::log(matches!(&command, Command::Serve(arguments) if arguments.log_json));
    match command {
        Command::Serve(arguments) => serve::run(arguments).await,
        Command::Demo(arguments) => demo::run(arguments, &mut out).await,
        Command::Scan(arguments) => scan::run(arguments, &mut out).await,
        Command::Select(arguments) => select::run(arguments, &mut out),
        Command::Evaluate(arguments) => evaluate::run(arguments, &mut out),
        Command::Simulate(arguments) => simulate::run(&arguments, &mut out),
        Command::Export(arguments) => exchange::export(arguments, &mut out).await,
        Command::Import(arguments) => exchange::import(arguments, &mut out).await,
        Command::Invite(arguments) => invite::run(arguments, &mut out).await,
        Command::Operator(task) => operator::run(task, &mut out).await,
        Command::Migrate(place) => open::migrate(&place, &mut out).await,
        Command::Backup(arguments) => backup::backup(arguments, &mut out).await,
        Command::Restore(arguments) => backup::restore(&arguments, &mut out),
        Command::Erase(arguments) => erase::run(arguments, &mut out).await,
        Command::Doctor(arguments) => doctor::run(arguments, &mut out).await,
        Command::Openapi => Ok(write!(out, "{}", http::document())?),
    }
}

/// Arguments that are each right and do not go together.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct WrongUsage(String);

impl WrongUsage {
    /// Refuses a period that ends before it begins.
    fn unless_in_order(from: Date, until: Date) -> Result<(), Self> {
        if from <= until { Ok(()) } else { Err(Self(format!("--until {until} is before --from {from}"))) }
    }
}

/// Says what went wrong and gives the exit code: 0 for a reader that went away, such as `head`; 2 for wrong usage;
/// else 1.
pub fn complain(error: &anyhow::Error) -> ExitCode {
    if error.chain().any(is_broken_pipe) {
        return ExitCode::SUCCESS;
    }
    // Nothing is left to do when standard error is gone as well.
    if let Some(usage) = error.downcast_ref::<WrongUsage>() {
        let _ = writeln!(std::io::stderr(), "error: {usage}\n\nFor more information, try '--help'.");
        return ExitCode::from(2);
    }
    let _ = writeln!(std::io::stderr(), "akabeko-backend: {error:#}");
    ExitCode::FAILURE
}

fn is_broken_pipe(cause: &(dyn std::error::Error + 'static)) -> bool {
    let broken = |error: &std::io::Error| error.kind() == std::io::ErrorKind::BrokenPipe;
    let in_csv = |error: &csv::Error| matches!(error.kind(), csv::ErrorKind::Io(error) if broken(error));
    cause.downcast_ref().is_some_and(broken) || cause.downcast_ref().is_some_and(in_csv)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_usage_is_told_from_failure() {
        let code = |error: anyhow::Error| format!("{:?}", complain(&error));
        assert_eq!(code(WrongUsage("the red ox looks away".to_owned()).into()), code_of(2));
        assert_eq!(code(anyhow::anyhow!("failed to find the red ox")), code_of(1));
    }

    fn code_of(number: u8) -> String {
        format!("{:?}", ExitCode::from(number))
    }
}
