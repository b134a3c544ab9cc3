//! `operator opt-out`: ranges that nobody may look at.

use std::io::Write;

use akabeko_core::opt_out::parse;
use anyhow::bail;
use clap::{Args, Subcommand};
use ipnet::IpNet;

use super::super::open::Place;
use crate::store::OptOut;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Leave a range alone from now on.
    Add(Add),
    /// List every opt-out there ever was, newest first.
    List(List),
    /// Take an opt-out back.
    Lift(Lift),
}

/// Which range, and why.
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    place: Place,
    /// An address or a range: 192.0.2.7, 192.0.2.0/24, 2001:db8::/32.
    #[arg(value_parser = parse)]
    range: IpNet,
    /// Who asked, and whom to ask about it.
    #[arg(long)]
    reason: String,
    /// Who keeps it.
    #[arg(long, default_value = "operator")]
    by: String,
}

/// Which installation.
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    place: Place,
}

/// Which range.
#[derive(Debug, Args)]
pub struct Lift {
    #[command(flatten)]
    place: Place,
    /// The very range that was opted out.
    #[arg(value_parser = parse)]
    range: IpNet,
}

/// Does it.
pub(super) async fn run(task: Task, out: &mut impl Write) -> anyhow::Result<()> {
    match task {
        Task::Add(arguments) => add(arguments, out).await,
        Task::List(arguments) => list(arguments, out).await,
        Task::Lift(arguments) => lift(arguments, out).await,
    }
}

async fn add(arguments: Add, out: &mut impl Write) -> anyhow::Result<()> {
    let Add { place, range, reason, by } = arguments;
    let app = place.app().await?;
    let wanted = OptOut { range, reason, added_by: by, ends_at: None };
    let store = app.by_command("opt-out.add", wanted.range, &wanted.reason);
    if !store.opt_out(wanted, app.clock.now()).await? {
        bail!("{range} is opted out already; nothing was changed");
    }
    Ok(writeln!(out, "{range} is left alone from now on.")?)
}

async fn list(arguments: List, out: &mut impl Write) -> anyhow::Result<()> {
    let app = arguments.place.app().await?;
    let now = app.clock.now();
    let mut table = csv::Writer::from_writer(out);
    table.write_record(["range", "in_force", "since", "ends_at", "lifted_at", "by", "reason"])?;
    for record in app.store.opt_outs().await? {
        let time = |at: Option<jiff::Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
        let in_force = record.is_in_force(now);
        table.write_record([
            record.opt_out.range.to_string(),
            in_force.to_string(),
            record.since.to_string(),
            time(record.opt_out.ends_at),
            time(record.lifted_at),
            record.opt_out.added_by,
            record.opt_out.reason,
        ])?;
    }
    Ok(table.flush()?)
}

async fn lift(arguments: Lift, out: &mut impl Write) -> anyhow::Result<()> {
    let Lift { place, range } = arguments;
    let app = place.app().await?;
    if !app.by_command("opt-out.lift", range, "").lift_opt_out(range, app.clock.now()).await? {
        bail!("{range} itself is not opted out; nothing was changed");
    }
    Ok(writeln!(out, "{range} may be looked at again, unless another opt-out covers it.")?)
}
