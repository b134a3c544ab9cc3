//! `operator campaign`: write it down, see who would be told, say go, see how it stands.

use std::io::Write;
use std::path::PathBuf;

use akabeko_core::campaign::Campaign;
use akabeko_core::plan::Plan;
use akabeko_shared::{AgentId, Arm};
use anyhow::{Context, bail};
use clap::{Args, Subcommand};

use super::super::open::Place;
use crate::flow::select::preview;
use crate::store::{CampaignRecord, CampaignState};

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Keep a campaign file as a draft.
    Create(Create),
    /// Show who would be told if it were sent now; nothing is changed.
    Preview(One),
    /// Say go: the rule is applied, arms are drawn, notices go out.
    Send(One),
    /// Tell somebody who waits in a trial at once, because waiting is too dangerous. They are no part of it any more.
    Override(Override),
    /// Show how campaigns stand.
    Status(Status),
}

/// Whom, and why.
#[derive(Debug, Args)]
pub struct Override {
    #[command(flatten)]
    place: Place,
    /// The id of the notice that waits, or of its agent.
    name: String,
    /// Why, in a few words; kept with the dataset.
    #[arg(long)]
    reason: String,
}

/// Which file.
#[derive(Debug, Args)]
pub struct Create {
    #[command(flatten)]
    place: Place,
    /// The campaign file (TOML).
    file: PathBuf,
}

/// Which campaign.
#[derive(Debug, Args)]
pub struct One {
    #[command(flatten)]
    place: Place,
    /// Its name.
    campaign: String,
}

/// Which installation.
#[derive(Debug, Args)]
pub struct Status {
    #[command(flatten)]
    place: Place,
}

/// Does it.
pub(super) async fn run(task: Task, out: &mut impl Write) -> anyhow::Result<()> {
    match task {
        Task::Create(arguments) => create(arguments, out).await,
        Task::Preview(arguments) => show_preview(arguments, out).await,
        Task::Send(arguments) => send(arguments, out).await,
        Task::Override(arguments) => tell_at_once(arguments, out).await,
        Task::Status(arguments) => status(arguments, out).await,
    }
}

async fn create(arguments: Create, out: &mut impl Write) -> anyhow::Result<()> {
    let path = arguments.file.display();
    let text = std::fs::read_to_string(&arguments.file).with_context(|| format!("failed to read {path}"))?;
    let campaign = Campaign::parse(&text).map_err(|error| anyhow::anyhow!("{path}:{error}"))?;
    let app = arguments.place.app().await?;
    let store = app.by_command("campaign.create", &campaign.campaign, "");
    if !store.create_campaign(&campaign, app.clock.now()).await? {
        bail!("{path}: there is a campaign {} already; nothing was changed", campaign.campaign);
    }
    Ok(writeln!(out, "{}", campaign.campaign)?)
}

async fn show_preview(arguments: One, out: &mut impl Write) -> anyhow::Result<()> {
    let app = arguments.place.app().await?;
    let record = app.store.campaign(&arguments.campaign).await?;
    let record = record.with_context(|| format!("there is no campaign {}", arguments.campaign))?;
    let plan = preview(&app, &record.campaign).await?;
    print_plan(&plan, out)
}

fn print_plan(plan: &Plan<AgentId>, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "agent,arm,ports,left_out,variant")?;
    for told in &plan.told {
        let ports: Vec<String> = told.ports.iter().map(ToString::to_string).collect();
        let (arm, variant) = (told.arm.word(), told.variant.word());
        writeln!(out, "{},{arm},{},,{variant}", told.agent, ports.join(" "))?;
    }
    for (agent, port, left) in &plan.left {
        writeln!(out, "{agent},,{port},{},", left.words())?;
    }
    let waiting = plan.told.iter().filter(|told| told.arm == Arm::Wait).count();
    let mut summary = std::io::stderr().lock();
    Ok(writeln!(
        summary,
        "{} agents would be told now, {waiting} later; {} ports are left out",
        plan.told.len() - waiting,
        plan.left.len()
    )?)
}

async fn send(arguments: One, out: &mut impl Write) -> anyhow::Result<()> {
    let app = arguments.place.app().await?;
    let name = &arguments.campaign;
    let record = app.store.campaign(name).await?.with_context(|| format!("there is no campaign {name}"))?;
    if !app.by_command("campaign.send", name, "").send_campaign(name, app.clock.now()).await? {
        bail!("campaign {name} is {} already; nothing was changed", word(record.state));
    }
    Ok(writeln!(out, "{name} is being sent by the running service")?)
}

async fn tell_at_once(arguments: Override, out: &mut impl Write) -> anyhow::Result<()> {
    let Override { place, name, reason } = arguments;
    if reason.trim().is_empty() || reason.chars().any(char::is_control) {
        bail!("--reason says in a few words, on one line, why this cannot wait; nothing was changed");
    }
    let app = place.app().await?;
    let store = app.by_command("campaign.override", "", &reason);
    match store.override_waiting(&name, None, &reason, app.clock.now()).await? {
        Some(notice) => {
            Ok(writeln!(out, "{notice} is being sent by the running service, and is out of its trial")?)
        }
        None => bail!("no notice {name}, and none to an agent of this name, is waiting; nothing was changed"),
    }
}

async fn status(arguments: Status, out: &mut impl Write) -> anyhow::Result<()> {
    let store = arguments.place.store().await?;
    writeln!(out, "campaign,state,sent_at,notices,sent,visited,answered,closed,plan")?;
    for CampaignRecord { campaign, state, sent_at, plan_hash, .. } in store.campaigns().await? {
        let tally = store.tally(&campaign.campaign).await?;
        let sent_at = sent_at.map(|at| at.to_string()).unwrap_or_default();
        writeln!(
            out,
            "{},{},{sent_at},{},{},{},{},{},{plan_hash}",
            campaign.campaign,
            word(state),
            tally.notices,
            tally.sent,
            tally.visited,
            tally.answered,
            tally.closed
        )?;
    }
    Ok(())
}

fn word(state: CampaignState) -> &'static str {
    match state {
        CampaignState::Draft => "a draft",
        CampaignState::Proposed => "proposed",
        CampaignState::Sending => "being sent",
        CampaignState::Sent => "sent",
        CampaignState::Paused => "paused",
        CampaignState::Closed => "closed",
    }
}
