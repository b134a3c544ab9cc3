//! `operator case`: who asked for help, and how it ended.

use std::io::Write;

use akabeko_shared::CaseId;
use anyhow::bail;
use clap::{Args, Subcommand};

use super::super::open::Place;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// List the cases, open ones first, each with the matching word that the person sees.
    List(List),
    /// Close one, so that the person may open another.
    Close(Close),
}

/// Which installation.
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    place: Place,
}

/// Which case, and how it ended.
#[derive(Debug, Args)]
pub struct Close {
    #[command(flatten)]
    place: Place,
    /// The case's id.
    case: CaseId,
    /// How it ended, in a few words.
    #[arg(long)]
    outcome: String,
}

/// Does it.
pub(super) async fn run(task: Task, out: &mut impl Write) -> anyhow::Result<()> {
    match task {
        Task::List(arguments) => list(arguments, out).await,
        Task::Close(arguments) => close(arguments, out).await,
    }
}

async fn list(arguments: List, out: &mut impl Write) -> anyhow::Result<()> {
    let app = arguments.place.app().await?;
    let mut table = csv::Writer::from_writer(out);
    table.write_record(["case", "agent", "notice", "word", "opened_at", "closed_at", "outcome"])?;
    for case in app.store.cases().await? {
        let closed_at = case.closed_at.map(|at| at.to_string()).unwrap_or_default();
        let word = app.secret.word(case.notice, case.language);
        table.write_record([
            case.case.to_string(),
            case.agent.to_string(),
            case.notice.to_string(),
            word,
            case.opened_at.to_string(),
            closed_at,
            case.outcome,
        ])?;
    }
    Ok(table.flush()?)
}

async fn close(arguments: Close, out: &mut impl Write) -> anyhow::Result<()> {
    let Close { place, case, outcome } = arguments;
    let app = place.app().await?;
    if !app.by_command("case.close", case, &outcome).close_case(case, &outcome, app.clock.now()).await? {
        bail!("there is no open case {case}; nothing was changed");
    }
    Ok(writeln!(out, "{case} is closed.")?)
}
