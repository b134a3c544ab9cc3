//! `operator user`: who works at the console. Whoever has the machine has the installation, so nothing is asked here.

use std::io::Write;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};

use super::super::open::Place;
use crate::app::App;
use crate::desk::{Role, is_name, links};
use crate::store::OperatorRecord;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// List everybody.
    List(One),
    /// Add somebody, and print the one-time address by which they join.
    Add(Add),
    /// Print a new one-time address, for somebody who lost their password or their codes.
    Link(Named),
    /// Change what somebody may do, and end their sessions.
    Role(Change),
    /// Let somebody sign in no more, and end their sessions.
    Bar(Named),
    /// Let somebody sign in again.
    Allow(Named),
}

/// Which installation.
#[derive(Debug, Args)]
pub struct One {
    #[command(flatten)]
    place: Place,
}

/// Who.
#[derive(Debug, Args)]
pub struct Named {
    #[command(flatten)]
    place: Place,
    /// Their name.
    name: String,
}

/// Whom, as what.
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    place: Place,
    /// Their name: 1 to 60 characters.
    name: String,
    /// What they may do: viewer, analyst, sender or admin.
    #[arg(long)]
    role: Role,
}

/// Who becomes what.
#[derive(Debug, Args)]
pub struct Change {
    #[command(flatten)]
    place: Place,
    /// Their name.
    name: String,
    /// What they may do: viewer, analyst, sender or admin.
    role: Role,
}

/// Does it.
pub(super) async fn run(task: Task, out: &mut impl Write) -> anyhow::Result<()> {
    match task {
        Task::List(arguments) => list(arguments, out).await,
        Task::Add(arguments) => add(arguments, out).await,
        Task::Link(arguments) => link(arguments, out).await,
        Task::Role(Change { place, name, role }) => change(&place, &name, Some(role), None, out).await,
        Task::Bar(Named { place, name }) => change(&place, &name, None, Some(false), out).await,
        Task::Allow(Named { place, name }) => change(&place, &name, None, Some(true), out).await,
    }
}

async fn list(arguments: One, out: &mut impl Write) -> anyhow::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(["name", "role", "created_at", "joined_at", "seen_at", "barred_at"])?;
    for operator in arguments.place.store().await?.operators().await? {
        let time = |at: Option<jiff::Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
        table.write_record([
            operator.name,
            operator.role.word().to_owned(),
            operator.created_at.to_string(),
            time(operator.joined_at),
            time(operator.seen_at),
            time(operator.disabled_at),
        ])?;
    }
    Ok(table.flush()?)
}

async fn add(arguments: Add, out: &mut impl Write) -> anyhow::Result<()> {
    let Add { place, name, role } = arguments;
    let name = name.trim();
    if !is_name(name) {
        bail!("a name has 1 to 60 characters; nothing was changed");
    }
    let app = place.app().await?;
    let (id, now) = (links::operator_id(&app.chance), app.clock.now());
    if !app.by_command("operator.add", name, role.word()).add_operator(&id, name, role, now).await? {
        bail!("there is somebody of this name already; nothing was changed");
    }
    print(&app, &id, name, out).await
}

async fn link(arguments: Named, out: &mut impl Write) -> anyhow::Result<()> {
    let app = arguments.place.app().await?;
    let operator = found(&app, &arguments.name).await?;
    print(&app, &operator.operator, &operator.name, out).await
}

async fn print(app: &App, id: &str, name: &str, out: &mut impl Write) -> anyhow::Result<()> {
    let store = app.by_command("operator.link", name, "");
    let link = links::for_operator(app, &store, id, app.clock.now()).await?;
    writeln!(out, "{}", link.address)?;
    Ok(writeln!(std::io::stderr().lock(), "It can be opened once, until {}.", link.expires_at)?)
}

async fn change(
    place: &Place,
    name: &str,
    role: Option<Role>,
    may_sign_in: Option<bool>,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let app = place.app().await?;
    let operator = found(&app, name).await?;
    let role = role.unwrap_or(operator.role);
    let may_sign_in = may_sign_in.unwrap_or(operator.disabled_at.is_none());
    let detail = format!("{}{}", role.word(), if may_sign_in { "" } else { ", may not sign in" });
    let store = app.by_command("operator.change", name, &detail);
    if !store.change_operator(&operator.operator, role, may_sign_in, app.clock.now()).await? {
        bail!("somebody has to run this installation: make another person an administrator first");
    }
    Ok(writeln!(out, "{name}: {detail}")?)
}

async fn found(app: &App, name: &str) -> anyhow::Result<OperatorRecord> {
    app.store.operator_named(name).await?.with_context(|| format!("there is no operator {name}"))
}
