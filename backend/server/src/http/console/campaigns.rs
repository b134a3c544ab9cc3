//! Campaigns: written, seen beforehand, proposed by one person and approved by another, paused, debriefed, closed.

mod steps;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;

use akabeko_core::campaign::Campaign;
use akabeko_core::plan::Plan;
use akabeko_shared::wire::Problem as WireProblem;
use akabeko_shared::{AgentId, Arm, Platform, Port};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::super::problem::{Body, NoBody, Nothing, Parameters, Problem, not_found};
use super::gate::Operator;
use super::join::unacceptable;
use super::overview::view;
use super::wire::{
    CampaignDetail, CampaignForm, CampaignPreview, CampaignRow, CampaignStage, NamedCount, PortCount,
    PreviewRow,
};
use crate::app::App;
use crate::flow::select::preview_with;
use crate::store::{CampaignRecord, CampaignState};

pub(super) use steps::*;

/// How many of those told are listed beforehand.
const ROWS: usize = 200;

/// All campaigns, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/console/campaigns",
    tag = "console",
    responses((status = OK, body = Vec<CampaignRow>))
)]
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<Vec<CampaignRow>>, Problem> {
    let mut campaigns = app.store.campaigns().await?;
    campaigns.sort_by_key(|record| {
        std::cmp::Reverse((record.sent_at.is_none(), record.sent_at, record.campaign.until))
    });
    let mut rows = Vec::new();
    for CampaignRecord { campaign, state, sent_at, .. } in campaigns {
        rows.push(CampaignRow {
            tally: view(app.store.tally(&campaign.campaign).await?),
            stage: stage(state),
            from: campaign.from,
            until: campaign.until,
            ports: campaign.ports.iter().map(ToString::to_string).collect(),
            campaign: campaign.campaign,
            sent_at,
        });
    }
    Ok(Json(rows))
}

/// Everything about one campaign.
#[utoipa::path(
    get,
    path = "/api/v1/console/campaigns/{campaign}",
    tag = "console",
    params(("campaign" = String, Path, description = "Which")),
    responses((status = OK, body = CampaignDetail), (status = NOT_FOUND, body = WireProblem))
)]
pub(crate) async fn detail(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
) -> Result<Json<CampaignDetail>, Problem> {
    let record = app.store.campaign(&name).await?.ok_or_else(not_found)?;
    let (tally, waiting) = (app.store.tally(&name).await?, app.store.waiting_in(&name).await?);
    let (proposed_by, proposed_at) = record.proposed.unzip();
    Ok(Json(CampaignDetail {
        form: form(record.campaign),
        stage: stage(record.state),
        proposed_by,
        proposed_at,
        approved_by: Some(record.approved_by).filter(|name| !name.is_empty()),
        sent_at: record.sent_at,
        closed_at: record.closed_at,
        plan_hash: record.plan_hash,
        tally: view(tally),
        waiting: waiting.notices,
        last_due_at: waiting.last_due_at,
    }))
}

/// Keeps a new draft.
#[utoipa::path(
    post,
    path = "/api/v1/console/campaigns",
    tag = "console",
    request_body = CampaignForm,
    responses((status = CREATED), (status = UNPROCESSABLE_ENTITY, body = WireProblem))
)]
pub(crate) async fn create(
    State(app): State<Arc<App>>,
    by: Operator,
    Body(form): Body<CampaignForm>,
) -> Result<StatusCode, Problem> {
    let campaign = written(form)?;
    let store = by.store(&app, "campaign.create", &campaign.campaign, "");
    if store.create_campaign(&campaign, app.clock.now()).await? {
        return Ok(StatusCode::CREATED);
    }
    Err(unacceptable("This name is taken", format!("There is a campaign {} already.", campaign.campaign)))
}

/// Writes a draft anew.
#[utoipa::path(
    put,
    path = "/api/v1/console/campaigns/{campaign}",
    tag = "console",
    params(("campaign" = String, Path, description = "Which")),
    request_body = CampaignForm,
    responses((status = NO_CONTENT), (status = UNPROCESSABLE_ENTITY, body = WireProblem), (status = CONFLICT, body = WireProblem))
)]
pub(crate) async fn rewrite(
    State(app): State<Arc<App>>,
    by: Operator,
    Path(name): Path<String>,
    Body(form): Body<CampaignForm>,
) -> Result<StatusCode, Problem> {
    if form.campaign != name {
        return Err(unacceptable("A campaign keeps its name", "Write another draft to use another name."));
    }
    let campaign = written(form)?;
    let store = by.store(&app, "campaign.rewrite", &name, "");
    stepped(&app, &name, store.rewrite_campaign(&name, &campaign).await?, "It is no draft any more.").await
}

/// Throws a draft away.
#[utoipa::path(
    delete,
    path = "/api/v1/console/campaigns/{campaign}",
    tag = "console",
    params(("campaign" = String, Path, description = "Which")),
    responses((status = NO_CONTENT), (status = CONFLICT, body = WireProblem))
)]
pub(crate) async fn discard(
    State(app): State<Arc<App>>,
    by: Operator,
    Path(name): Path<String>,
    NoBody: NoBody,
) -> Result<StatusCode, Problem> {
    let record = app.store.campaign(&name).await?.ok_or_else(not_found)?;
    let text = toml::to_string(&record.campaign).unwrap_or_default();
    let store = by.store(&app, "campaign.discard", &name, &text);
    stepped(&app, &name, store.drop_campaign(&name).await?, "It is no draft any more.").await
}

/// Whom sending it now would tell.
#[utoipa::path(
    get,
    path = "/api/v1/console/campaigns/{campaign}/preview",
    tag = "console",
    params(("campaign" = String, Path, description = "Which")),
    responses((status = OK, body = CampaignPreview), (status = NOT_FOUND, body = WireProblem))
)]
pub(crate) async fn preview(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
) -> Result<Json<CampaignPreview>, Problem> {
    let record = app.store.campaign(&name).await?.ok_or_else(not_found)?;
    let _turn = app.desk.heavy.acquire().await;
    let (plan, known) = preview_with(&app, &record.campaign).await.map_err(|error| {
        tracing::error!(error = format!("{error:#}"), "failed to preview a campaign");
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "The observations could not be read")
    })?;
    Ok(Json(shown(&plan, &known.platforms)))
}

/// Answers a step that was taken or not; `why` says what stands in its way.
pub(super) async fn stepped(app: &App, name: &str, taken: bool, why: &str) -> Result<StatusCode, Problem> {
    if taken {
        app.desk.window.forget();
        app.work.notify_waiters();
        return Ok(StatusCode::NO_CONTENT);
    }
    app.store.campaign(name).await?.ok_or_else(not_found)?;
    Err(Problem::new(StatusCode::CONFLICT, "This cannot be done with the campaign as it is").detail(why))
}

fn shown(plan: &Plan<AgentId>, platforms: &BTreeMap<AgentId, Platform>) -> CampaignPreview {
    let later = plan.told.iter().filter(|told| told.arm == Arm::Wait).count();
    let mut ports: BTreeMap<Port, i64> = BTreeMap::new();
    plan.told.iter().flat_map(|told| &told.ports).for_each(|port| *ports.entry(*port).or_default() += 1);
    let row = |told: &akabeko_core::plan::Told<AgentId>| PreviewRow {
        agent: told.agent,
        ports: told.ports.iter().map(ToString::to_string).collect(),
        arm: told.arm.word().to_owned(),
        variant: told.variant.word().to_owned(),
    };
    let platform = |told: &akabeko_core::plan::Told<AgentId>| {
        platforms.get(&told.agent).map_or("", |platform| platform.word())
    };
    CampaignPreview {
        now: plan.told.len() - later,
        later,
        ports: ports.into_iter().map(|(port, agents)| PortCount { port: port.to_string(), agents }).collect(),
        platforms: counted(plan.told.iter().map(platform)),
        variants: counted(plan.told.iter().map(|told| told.variant.word())),
        left_out: counted(plan.left.iter().map(|(_, _, left)| left.word())),
        told: plan.told.iter().take(ROWS).map(row).collect(),
    }
}

fn counted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<NamedCount> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    counts.into_iter().map(|(name, count)| NamedCount { name: name.to_owned(), count }).collect()
}

fn stage(state: CampaignState) -> CampaignStage {
    match state {
        CampaignState::Draft => CampaignStage::Draft,
        CampaignState::Proposed => CampaignStage::Proposed,
        CampaignState::Sending => CampaignStage::Sending,
        CampaignState::Sent => CampaignStage::Sent,
        CampaignState::Paused => CampaignStage::Paused,
        CampaignState::Closed => CampaignStage::Closed,
    }
}

/// A form as a campaign, if it makes sense.
fn written(form: CampaignForm) -> Result<Campaign, Problem> {
    if form.campaign == "new" {
        return Err(bad(&"“new” is the console's own address for the next campaign: take another name"));
    }
    let ports = form.ports.iter().map(|port| port.parse::<Port>().map_err(|error| bad(&error)));
    let campaign = Campaign {
        campaign: form.campaign,
        platforms: form.platforms,
        ports: ports.collect::<Result<_, _>>()?,
        from: form.from,
        until: form.until,
        time_zone: form.time_zone,
        run_rule: form.run_rule.parse().map_err(|error: String| bad(&error))?,
        unobserved_days: form.unobserved_days.parse().map_err(|error: String| bad(&error))?,
        landing: form.landing,
        waiting_share: form.waiting_share,
        variants: form.variants,
        waiting_weeks: form.waiting_weeks,
        seed: form.seed,
    };
    campaign.check().map_err(|error| bad(&error.what))
}

fn bad(what: &impl Display) -> Problem {
    unacceptable("The campaign cannot be kept like this", what.to_string())
}

fn form(campaign: Campaign) -> CampaignForm {
    CampaignForm {
        campaign: campaign.campaign,
        platforms: campaign.platforms,
        ports: campaign.ports.iter().map(ToString::to_string).collect(),
        from: campaign.from,
        until: campaign.until,
        time_zone: campaign.time_zone,
        run_rule: campaign.run_rule.word().to_owned(),
        unobserved_days: campaign.unobserved_days.word().to_owned(),
        landing: campaign.landing,
        waiting_share: campaign.waiting_share,
        waiting_weeks: campaign.waiting_weeks,
        variants: campaign.variants,
        seed: campaign.seed,
    }
}
