//! How the demo's households come to have an agent: by an invitation, as everybody else.

use std::sync::Arc;

use akabeko_agent_core::{Backend, Event, Installation, RecordingHost, Session};
use akabeko_shared::Language;
use anyhow::Context;
use jiff::SignedDuration;

use super::neighbourhood::Household;
use crate::app::App;
use crate::secret;
use crate::store::Invitation;

/// An agent at work in a household.
pub(super) type Agent = Session<RecordingHost>;

/// Makes one invitation for all and enrols a household after the other, each from its own address.
pub(super) async fn enrol(app: &Arc<App>, households: &[Household]) -> anyhow::Result<Vec<Agent>> {
    let code = secret::invitation_code(&app.chance);
    let now = app.clock.now();
    let invitation = Invitation {
        code_hash: secret::code_hash(&code),
        label: "demo".to_owned(),
        uses: i64::try_from(households.len())?,
        expires_at: now + SignedDuration::from_hours(1),
    };
    app.store.invite(invitation, now).await?;
    let mut agents = Vec::new();
    for (seed, household) in (0..).zip(households) {
        let backend = Backend::new(&app.config.public_url(), Some(household.home.address().into()))?;
        let installation = Installation {
            invite: Some(code.clone()),
            platform: household.platform,
            language: Language::Ja,
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let mut agent = Session::new(installation, backend, RecordingHost::default(), seed)?;
        agent.give(Event::Started, now).await?;
        agent.id().with_context(|| format!("failed to enrol {}", household.home.address()))?;
        agents.push(agent);
    }
    Ok(agents)
}
