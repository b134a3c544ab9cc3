//! What an operator sees first: who is here, how scanning goes, what was found, and what waits for somebody.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use jiff::{SignedDuration, Timestamp};

use super::super::problem::{Nothing, Parameters, Problem};
use super::people::{fresh_since, roster};
use super::wire::{AgentCounts, CampaignFunnel, Need, NeedKind, Overview, PortCount, ScanCounts, TallyView};
use crate::app::App;
use crate::desk::Role;
use crate::desk::roster::Headcount;
use crate::store::{CampaignRecord, CampaignState, Scanning, StoreError, Tally};

/// How long ago is lately, for open ports.
pub(super) const LATELY: SignedDuration = SignedDuration::from_hours(24 * 7);
/// How many of the latest campaigns are shown.
const CAMPAIGNS: usize = 4;

/// The whole of it.
#[utoipa::path(
    get,
    path = "/api/v1/console/overview",
    tag = "console",
    responses((status = OK, body = Overview))
)]
pub(crate) async fn overview(
    State(app): State<Arc<App>>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<Overview>, Problem> {
    let now = app.clock.now();
    let agents = counts(&app).await?;
    let (counted_at, exposures) = app.desk.exposures.get((), now, app.store.exposures(now - LATELY)).await?;
    let campaigns = app.store.campaigns().await?;
    let standing = app.store.scanning().await?;
    let scans = scans(&app, &standing, now).await?;
    let needs = needs(&app, now, &agents, &standing, &campaigns).await?;
    Ok(Json(Overview {
        now,
        agents,
        exposures: exposures
            .iter()
            .map(|(port, agents)| PortCount { port: port.to_string(), agents: *agents })
            .collect(),
        counted_at: Some(counted_at),
        campaigns: funnels(&app, campaigns).await?,
        scans,
        needs,
    }))
}

async fn counts(app: &App) -> Result<AgentCounts, Problem> {
    let now = app.clock.now();
    let Headcount { enrolled, online, paused, away, withdrawn } =
        roster(app, now).await?.headcount(fresh_since(app, now));
    Ok(AgentCounts { enrolled, online, paused, away, withdrawn })
}

async fn scans(app: &App, standing: &Scanning, now: Timestamp) -> Result<ScanCounts, Problem> {
    let (due, oldest_due) = app.store.scans_waiting().await?;
    let day = now.to_zoned_datetime(app.config.zone()).date();
    let midnight = day.to_zoned_datetime(app.config.zone()).map_or(now, |zoned| zoned.timestamp());
    let void = app.store.rounds(true, 1000).await?.into_iter();
    let void_rounds =
        void.filter(|round| now.duration_since(round.ended_at) < SignedDuration::from_hours(24)).count();
    Ok(ScanCounts {
        due,
        oldest_due,
        agents_today: app.store.agents_scanned_since(midnight).await?,
        halted_since: standing.halt.as_ref().map(|halt| halt.since),
        void_rounds: i64::try_from(void_rounds).unwrap_or(i64::MAX),
    })
}

async fn funnels(app: &App, campaigns: Vec<CampaignRecord>) -> Result<Vec<CampaignFunnel>, StoreError> {
    let mut running: Vec<CampaignRecord> = campaigns
        .into_iter()
        .filter(|record| {
            matches!(record.state, CampaignState::Sending | CampaignState::Sent | CampaignState::Paused)
        })
        .collect();
    running.sort_by_key(|record| std::cmp::Reverse(record.sent_at));
    running.truncate(CAMPAIGNS);
    let mut funnels = Vec::new();
    for CampaignRecord { campaign, sent_at, .. } in running {
        let tally = view(app.store.tally(&campaign.campaign).await?);
        funnels.push(CampaignFunnel { campaign: campaign.campaign, sent_at, tally });
    }
    Ok(funnels)
}

/// A tally as the console shows it.
pub(super) fn view(tally: Tally) -> TallyView {
    let Tally { notices, sent, visited, answered, closed } = tally;
    TallyView { notices, sent, visited, answered, closed }
}

async fn needs(
    app: &App,
    now: Timestamp,
    agents: &AgentCounts,
    standing: &Scanning,
    campaigns: &[CampaignRecord],
) -> Result<Vec<Need>, StoreError> {
    let mut needs = Vec::new();
    let mut want = |kind, count: i64, about: &str| {
        if count > 0 {
            needs.push(Need { kind, count, about: about.to_owned() });
        }
    };
    want(NeedKind::Halted, i64::from(standing.halt.is_some()), "");
    want(NeedKind::VoidRounds, i64::from(standing.void_in_a_row), "");
    for record in campaigns.iter().filter(|record| record.state == CampaignState::Proposed) {
        want(NeedKind::Approval, 1, &record.campaign.campaign);
    }
    let waiting = app.store.cases_open().await?;
    want(NeedKind::Case, waiting, "");
    let unjudged = app.store.web_ports(now - super::reviews::SEEN_WITHIN, now).await?;
    let unjudged = unjudged.iter().filter(|port| port.waits()).count();
    want(NeedKind::Review, i64::try_from(unjudged).unwrap_or(i64::MAX), "");
    want(NeedKind::Complaint, app.store.complaints_open().await?, "");
    want(NeedKind::FirstAgent, i64::from(agents.enrolled == 0), "");
    let senders = app.store.operators().await?.into_iter().filter(|operator| {
        operator.role >= Role::Sender && operator.joined_at.is_some() && operator.disabled_at.is_none()
    });
    want(NeedKind::SecondPerson, i64::from(senders.count() == 1), "");
    Ok(needs)
}
