//! `operator scan`: the kill switch, and how rounds of scans went.

use std::io::Write;

use anyhow::bail;
use clap::{Args, Subcommand};

use super::super::open::Place;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Let nothing leave any more, within a second and over restarts, until `resume`.
    Halt(Halt),
    /// Let scans go on.
    Resume(One),
    /// Show how scanning stands.
    Status(One),
    /// List the latest rounds, newest first, and why one was void.
    Rounds(Rounds),
}

/// Why.
#[derive(Debug, Args)]
pub struct Halt {
    #[command(flatten)]
    place: Place,
    /// Why, for whoever resumes.
    #[arg(long)]
    reason: String,
}

/// Which installation.
#[derive(Debug, Args)]
pub struct One {
    #[command(flatten)]
    place: Place,
}

/// Which rounds.
#[derive(Debug, Args)]
pub struct Rounds {
    #[command(flatten)]
    place: Place,
    /// Only those of which nothing was kept.
    #[arg(long)]
    void: bool,
    /// How many, at most.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(i64).range(1..))]
    most: i64,
}

/// Does it.
pub(super) async fn run(task: Task, out: &mut impl Write) -> anyhow::Result<()> {
    match task {
        Task::Halt(arguments) => halt(arguments, out).await,
        Task::Resume(arguments) => resume(arguments, out).await,
        Task::Status(arguments) => status(arguments, out).await,
        Task::Rounds(arguments) => rounds(arguments, out).await,
    }
}

async fn halt(arguments: Halt, out: &mut impl Write) -> anyhow::Result<()> {
    let Halt { place, reason } = arguments;
    let app = place.app().await?;
    if !app.by_command("scanner.halt", "", &reason).halt(&reason, app.clock.now()).await? {
        bail!("scanning was halted already; nothing was changed");
    }
    tracing::warn!(reason, "scanning is halted");
    Ok(writeln!(out, "Scanning is halted.")?)
}

async fn resume(arguments: One, out: &mut impl Write) -> anyhow::Result<()> {
    let app = arguments.place.app().await?;
    if !app.by_command("scanner.resume", "", "").resume().await? {
        bail!("scanning was not halted; nothing was changed");
    }
    tracing::warn!("scanning goes on");
    Ok(writeln!(out, "Scanning goes on.")?)
}

async fn status(arguments: One, out: &mut impl Write) -> anyhow::Result<()> {
    let app = arguments.place.app().await?;
    let standing = app.store.scanning().await?;
    let (waiting, oldest) = app.store.scans_waiting().await?;
    match standing.halt {
        Some(halt) => writeln!(out, "halted since {}: {}", halt.since, halt.reason)?,
        None if app.clock.now() < standing.rests_until => {
            let (void, until) = (standing.void_in_a_row, standing.rests_until);
            writeln!(out, "resting until {until}: {void} void rounds in a row")?;
        }
        None => writeln!(out, "scanning")?,
    }
    let since = oldest.map(|since| format!(", the oldest since {since}")).unwrap_or_default();
    Ok(writeln!(out, "{waiting} scans are waiting{since}")?)
}

async fn rounds(arguments: Rounds, out: &mut impl Write) -> anyhow::Result<()> {
    let store = arguments.place.store().await?;
    let mut table = csv::Writer::from_writer(out);
    table.write_record(["started_at", "ended_at", "scans", "probes", "answered", "canary", "void"])?;
    for round in store.rounds(arguments.void, arguments.most).await? {
        table.write_record([
            round.started_at.to_string(),
            round.ended_at.to_string(),
            round.scans.to_string(),
            round.probes.to_string(),
            round.answered.to_string(),
            round.canary.map(|address| address.to_string()).unwrap_or_default(),
            round.void,
        ])?;
    }
    Ok(table.flush()?)
}
