//! `operator audit`: what was done, by whom, and whether the log of it is whole.

use std::io::Write;

use anyhow::bail;
use clap::{Args, Subcommand};

use super::super::open::Place;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// List what was done, newest first.
    List(List),
    /// Check every row against the one before it, and name the first that is not as it was written.
    Verify(One),
}

/// Which rows.
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    place: Place,
    /// A part of a person's name, an action or what it was done to.
    #[arg(long, default_value = "")]
    search: String,
    /// How many, at most.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(i64).range(1..))]
    most: i64,
}

/// Which installation.
#[derive(Debug, Args)]
pub struct One {
    #[command(flatten)]
    place: Place,
}

/// Does it.
pub(super) async fn run(task: Task, out: &mut impl Write) -> anyhow::Result<()> {
    match task {
        Task::List(arguments) => list(arguments, out).await,
        Task::Verify(arguments) => verify(arguments, out).await,
    }
}

async fn list(arguments: List, out: &mut impl Write) -> anyhow::Result<()> {
    let store = arguments.place.store().await?;
    let mut table = csv::Writer::from_writer(out);
    table.write_record(["number", "at", "who", "action", "about", "detail", "hash"])?;
    for row in store.audit(None, &arguments.search, arguments.most).await? {
        let (number, at) = (row.number.to_string(), row.at.to_string());
        table.write_record([number, at, row.who, row.action, row.about, row.detail, row.hash])?;
    }
    Ok(table.flush()?)
}

async fn verify(arguments: One, out: &mut impl Write) -> anyhow::Result<()> {
    let checked = arguments.place.store().await?.check_audit().await?;
    if let Some((number, what)) = checked.broken {
        bail!("the audit log is broken at row {number}: {what}");
    }
    Ok(writeln!(
        out,
        "{} rows are as they were written; the newest has the hash {}",
        checked.rows, checked.head
    )?)
}
