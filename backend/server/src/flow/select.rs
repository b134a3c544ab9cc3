//! Select: when an operator has said go, the rule finds who is told, arms are drawn, and the plan is frozen
//! with its hash before anything is sent.

use std::sync::Arc;

use akabeko_core::campaign::Campaign;
use akabeko_core::plan::{A_WORD_HOLDS, Known, Plan, plan};
use akabeko_core::select::{Rule, UnobservedDays, select};
use akabeko_shared::AgentId;
use jiff::{Timestamp, ToSpan};

use crate::app::App;
use crate::secret;
use crate::store::{CampaignState, NewNotice};

/// Freezes every campaign that an operator has sent. True: there were some.
pub async fn run(app: &Arc<App>) -> anyhow::Result<bool> {
    let mut frozen = false;
    for record in app.store.campaigns().await? {
        if let (CampaignState::Sending, Some(sent_at)) = (record.state, record.sent_at) {
            match freeze(app, &record.campaign, sent_at).await {
                Ok(now_frozen) => frozen |= now_frozen,
                Err(error) => {
                    let campaign = record.campaign.campaign;
                    tracing::error!(campaign, error = format!("{error:#}"), "failed to freeze a campaign");
                }
            }
        }
    }
    Ok(frozen)
}

/// The plan that sending this campaign now would freeze.
pub async fn preview(app: &App, campaign: &Campaign) -> anyhow::Result<Plan<AgentId>> {
    Ok(preview_with(app, campaign).await?.0)
}

/// The same, with what is known besides the observations.
pub(crate) async fn preview_with(
    app: &App,
    campaign: &Campaign,
) -> anyhow::Result<(Plan<AgentId>, Known<AgentId>)> {
    let (from, until) = window(&campaign.rule())?;
    let ports = campaign.ports.clone();
    let observations = match campaign.unobserved_days {
        UnobservedDays::Break => app.store.open_observations(ports, from, until).await?,
        UnobservedDays::Bridge => app.store.observations_of_open_ports(ports, from, until).await?,
    };
    let now = app.clock.now();
    let known = app.store.known(now, now - A_WORD_HOLDS, from).await?;
    let rule = campaign.rule();
    let verdicts = tokio::task::spawn_blocking(move || select(observations, &rule)).await?;
    Ok((plan(campaign, &verdicts, &known), known))
}

async fn freeze(app: &Arc<App>, campaign: &Campaign, sent_at: Timestamp) -> anyhow::Result<bool> {
    let plan = preview(app, campaign).await?;
    let hash = secret::hash(format!("{campaign:?} {plan:?}"));
    let notices = plan.told.into_iter().map(|told| {
        let notice = app.chance.notice(sent_at);
        let token_hash = secret::hash(app.secret.page_token(notice, 0));
        let due_at = campaign.told_at(told.arm, sent_at);
        NewNotice {
            notice,
            agent: told.agent,
            arm: told.arm,
            variant: told.variant,
            ports: told.ports,
            token_hash,
            due_at,
        }
    });
    let notices: Vec<_> = notices.collect();
    let count = notices.len();
    let frozen = app.store.freeze_campaign(&campaign.campaign, hash, notices).await?;
    if frozen {
        tracing::info!(campaign = campaign.campaign, notices = count, "froze a campaign");
    }
    Ok(frozen)
}

/// The window of selection as instants: from the first midnight to the one after the last day.
pub(crate) fn window(rule: &Rule) -> anyhow::Result<(Timestamp, Timestamp)> {
    let midnight = |date: jiff::civil::Date| {
        date.to_zoned_datetime(rule.time_zone.clone()).map(|zoned| zoned.timestamp())
    };
    Ok((midnight(rule.from)?, midnight(rule.until.checked_add(1.day())?)?))
}
