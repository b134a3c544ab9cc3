//! `erase`: forget an agent.

use std::io::Write;

use akabeko_shared::AgentId;
use anyhow::bail;
use clap::Args;

use super::open::Place;

/// Whom to forget.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    place: Place,
    /// The agent's id.
    agent: AgentId,
}

/// Forgets an agent: its targets, scans, observations, notices, visits, answers and cases.
pub async fn run(arguments: Arguments, out: &mut impl Write) -> anyhow::Result<()> {
    let app = arguments.place.app().await?;
    if !app.by_command("agent.erase", "", "").erase(arguments.agent).await? {
        bail!("there is no agent {}; nothing was changed", arguments.agent);
    }
    Ok(writeln!(out, "Agent {} and everything about it is erased.", arguments.agent)?)
}
