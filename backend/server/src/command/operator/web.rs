//! `operator web`: whether what a web port shows is clearly meant for the public (section 3.2). Nobody but a
//! person decides that, and the word holds for six months.

use std::io::Write;

use akabeko_core::plan::{A_WORD_HOLDS, Left, WebVerdict};
use akabeko_shared::{AgentId, Port};
use anyhow::{Context, bail};
use clap::{Args, Subcommand, ValueEnum};
use jiff::Timestamp;

use super::super::open::Place;
use crate::flow::select::preview;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// List the web ports of a campaign that wait, with what they said.
    List(List),
    /// Say what one of them is.
    Judge(Judge),
}

/// Which campaign.
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    place: Place,
    /// Its name.
    campaign: String,
}

/// Which port is what.
#[derive(Debug, Args)]
pub struct Judge {
    #[command(flatten)]
    place: Place,
    /// The agent's id.
    agent: AgentId,
    /// The port, such as tcp/80.
    port: Port,
    /// What it shows.
    verdict: Word,
    /// Who says so.
    #[arg(long)]
    reviewer: String,
}

/// An operator's word.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Word {
    /// Clearly meant for the public: no notice.
    Public,
    /// Not, or not clearly: a notice.
    Private,
}

/// Does it.
pub(super) async fn run(task: Task, out: &mut impl Write) -> anyhow::Result<()> {
    match task {
        Task::List(arguments) => list(arguments, out).await,
        Task::Judge(arguments) => judge(arguments, out).await,
    }
}

async fn list(arguments: List, out: &mut impl Write) -> anyhow::Result<()> {
    let app = arguments.place.app().await?;
    let record = app.store.campaign(&arguments.campaign).await?;
    let record = record.with_context(|| format!("there is no campaign {}", arguments.campaign))?;
    for (agent, port, left) in preview(&app, &record.campaign).await?.left {
        if left == Left::Held {
            let sighting = app.store.sighting(agent, port, Timestamp::UNIX_EPOCH).await?;
            let said = String::from_utf8_lossy(&sighting.said.unwrap_or_default()).into_owned();
            writeln!(out, "{agent} {port}")?;
            for line in said.lines().take(20) {
                writeln!(out, "    {}", line.escape_debug())?;
            }
        }
    }
    Ok(())
}

async fn judge(arguments: Judge, out: &mut impl Write) -> anyhow::Result<()> {
    let Judge { place, agent, port, verdict, reviewer } = arguments;
    if !port.is_web() {
        bail!("{port} is no web port: only tcp/80, tcp/81, tcp/8080 and tcp/443 wait for a verdict");
    }
    let app = place.app().await?;
    let verdict = match verdict {
        Word::Public => WebVerdict::Public,
        Word::Private => WebVerdict::Private,
    };
    let now = app.clock.now();
    let store = app.by_command("review.judge", format_args!("{} {port}", app.in_the_log(agent)), &reviewer);
    let kept = store.judge_web_port((agent, port), verdict, &reviewer, now, now + A_WORD_HOLDS).await;
    kept.with_context(|| format!("failed to keep the verdict: is there an agent {agent}?"))?;
    Ok(writeln!(out, "{agent} {port}: kept until {}", now + A_WORD_HOLDS)?)
}
