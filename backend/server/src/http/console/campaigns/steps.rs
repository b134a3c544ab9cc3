//! The steps of a campaign after it is written, one route each.

use std::sync::Arc;

use akabeko_shared::wire::Problem as WireProblem;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::super::super::problem::{Body, NoBody, Problem, not_found};
use super::super::gate::Operator;
use super::super::join::unacceptable;
use super::super::wire::{Approval, TellAtOnce};
use super::stepped;
use crate::app::App;
use crate::secret;

/// Wants a draft sent: a second person has to approve it.
#[utoipa::path(
    post,
    path = "/api/v1/console/campaigns/{campaign}/propose",
    tag = "console",
    params(("campaign" = String, Path, description = "Which")),
    responses((status = NO_CONTENT), (status = CONFLICT, body = WireProblem))
)]
pub(crate) async fn propose(
    State(app): State<Arc<App>>,
    by: Operator,
    Path(name): Path<String>,
    NoBody: NoBody,
) -> Result<StatusCode, Problem> {
    let store = by.store(&app, "campaign.propose", &name, &written_as(&app, &name).await?);
    let taken = store.propose_campaign(&name, by.name(), app.clock.now()).await?;
    stepped(&app, &name, taken, "It is no draft.").await
}

/// Makes a proposed campaign a draft again.
#[utoipa::path(
    post,
    path = "/api/v1/console/campaigns/{campaign}/recall",
    tag = "console",
    params(("campaign" = String, Path, description = "Which")),
    responses((status = NO_CONTENT), (status = CONFLICT, body = WireProblem))
)]
pub(crate) async fn recall(
    State(app): State<Arc<App>>,
    by: Operator,
    Path(name): Path<String>,
    NoBody: NoBody,
) -> Result<StatusCode, Problem> {
    let store = by.store(&app, "campaign.recall", &name, "");
    stepped(&app, &name, store.recall_campaign(&name).await?, "It is not proposed.").await
}

/// Says go: the rule is applied, arms are drawn, the plan is frozen, notices go out.
#[utoipa::path(
    post,
    path = "/api/v1/console/campaigns/{campaign}/approve",
    tag = "console",
    params(("campaign" = String, Path, description = "Which")),
    request_body = Approval,
    responses((status = NO_CONTENT), (status = CONFLICT, body = WireProblem))
)]
pub(crate) async fn approve(
    State(app): State<Arc<App>>,
    by: Operator,
    Path(name): Path<String>,
    Body(Approval { proposed_at }): Body<Approval>,
) -> Result<StatusCode, Problem> {
    // Whoever joined since may be the proposer under another name.
    let is_second = by.0.operator.joined_at.is_some_and(|joined_at| joined_at < proposed_at);
    let store = by.store(&app, "campaign.approve", &name, &written_as(&app, &name).await?);
    let taken = is_second && store.approve_campaign(&name, proposed_at, by.name(), app.clock.now()).await?;
    let why = "It was proposed anew since you looked, or is not proposed at all; or it was you who proposed it, or you \
               joined only afterwards: somebody else has to approve.";
    stepped(&app, &name, taken, why).await
}

/// SHA-256 of what was written, so that the log tells what was proposed and what was approved.
async fn written_as(app: &App, name: &str) -> Result<String, Problem> {
    let record = app.store.campaign(name).await?.ok_or_else(not_found)?;
    Ok(secret::hash(toml::to_string(&record.campaign).unwrap_or_default()))
}

/// Sends nothing more of it until it goes on.
#[utoipa::path(
    post,
    path = "/api/v1/console/campaigns/{campaign}/pause",
    tag = "console",
    params(("campaign" = String, Path, description = "Which")),
    responses((status = NO_CONTENT), (status = CONFLICT, body = WireProblem))
)]
pub(crate) async fn pause(
    State(app): State<Arc<App>>,
    by: Operator,
    Path(name): Path<String>,
    NoBody: NoBody,
) -> Result<StatusCode, Problem> {
    let store = by.store(&app, "campaign.pause", &name, "");
    stepped(&app, &name, store.pause_campaign(&name).await?, "Nothing of it is being sent.").await
}

/// Lets a paused campaign go on.
#[utoipa::path(
    post,
    path = "/api/v1/console/campaigns/{campaign}/go-on",
    tag = "console",
    params(("campaign" = String, Path, description = "Which")),
    responses((status = NO_CONTENT), (status = CONFLICT, body = WireProblem))
)]
pub(crate) async fn go_on(
    State(app): State<Arc<App>>,
    by: Operator,
    Path(name): Path<String>,
    NoBody: NoBody,
) -> Result<StatusCode, Problem> {
    let store = by.store(&app, "campaign.go-on", &name, "");
    stepped(&app, &name, store.go_on_with_campaign(&name).await?, "It does not pause.").await
}

/// Tells everybody who waits now.
#[utoipa::path(
    post,
    path = "/api/v1/console/campaigns/{campaign}/debrief",
    tag = "console",
    params(("campaign" = String, Path, description = "Which")),
    responses((status = NO_CONTENT), (status = CONFLICT, body = WireProblem))
)]
pub(crate) async fn debrief(
    State(app): State<Arc<App>>,
    by: Operator,
    Path(name): Path<String>,
    NoBody: NoBody,
) -> Result<StatusCode, Problem> {
    let waiting = app.store.waiting_in(&name).await?.notices;
    let store = by.store(&app, "campaign.debrief", &name, &format!("{waiting} notices"));
    let told = store.debrief_campaign(&name, app.clock.now()).await?;
    stepped(&app, &name, told > 0, "Nobody waits in it.").await
}

/// Ends a campaign in which nobody waits any more.
#[utoipa::path(
    post,
    path = "/api/v1/console/campaigns/{campaign}/close",
    tag = "console",
    params(("campaign" = String, Path, description = "Which")),
    responses((status = NO_CONTENT), (status = CONFLICT, body = WireProblem))
)]
pub(crate) async fn close(
    State(app): State<Arc<App>>,
    by: Operator,
    Path(name): Path<String>,
    NoBody: NoBody,
) -> Result<StatusCode, Problem> {
    let store = by.store(&app, "campaign.close", &name, "");
    let taken = store.close_campaign(&name, app.clock.now()).await?;
    stepped(&app, &name, taken, "People wait in it still: tell them first. Or it was not sent.").await
}

/// Tells somebody who waits at once, and takes them out of the trial.
#[utoipa::path(
    post,
    path = "/api/v1/console/campaigns/{campaign}/override",
    tag = "console",
    params(("campaign" = String, Path, description = "Which")),
    request_body = TellAtOnce,
    responses((status = NO_CONTENT), (status = UNPROCESSABLE_ENTITY, body = WireProblem), (status = NOT_FOUND, body = WireProblem))
)]
pub(crate) async fn tell_at_once(
    State(app): State<Arc<App>>,
    by: Operator,
    Path(name): Path<String>,
    Body(said): Body<TellAtOnce>,
) -> Result<StatusCode, Problem> {
    app.store.campaign(&name).await?.ok_or_else(not_found)?;
    let (who, reason) = (said.name.trim().to_owned(), said.reason.trim().to_owned());
    if reason.is_empty() || reason.chars().count() > 200 || reason.chars().any(char::is_control) {
        return Err(unacceptable("Why can this not wait?", "Say it in at most 200 characters, on one line."));
    }
    let store = by.store(&app, "campaign.override", &name, &reason);
    match store.override_waiting(&who, Some(&name), &reason, app.clock.now()).await? {
        Some(_) => stepped(&app, &name, true, "").await,
        None => Err(unacceptable(
            "Nobody of this name waits",
            "Give the id of a notice that waits, or of its agent.",
        )),
    }
}
