//! Who works here, for administrators.

use std::sync::Arc;

use akabeko_shared::wire::Problem as WireProblem;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;

use super::super::problem::{Body, NoBody, Problem, not_found};
use super::gate::Operator;
use super::join::{acceptable_name, unacceptable};
use super::wire::{JoinLink, NewOperator, OperatorChange, OperatorRow};
use crate::app::App;
use crate::desk::links::{self, Link};
use crate::store::Store;

/// Everybody who works here.
#[utoipa::path(
    get,
    path = "/api/v1/console/operators",
    tag = "console",
    responses((status = OK, body = Vec<OperatorRow>))
)]
pub(crate) async fn list(State(app): State<Arc<App>>) -> Result<Json<Vec<OperatorRow>>, Problem> {
    let operators = app.store.operators().await?.into_iter().map(|operator| OperatorRow {
        operator: operator.operator,
        name: operator.name,
        role: operator.role,
        created_at: operator.created_at,
        has_joined: operator.joined_at.is_some(),
        seen_at: operator.seen_at,
        disabled_at: operator.disabled_at,
    });
    Ok(Json(operators.collect()))
}

/// Adds somebody, and gives the one-time address by which they join.
#[utoipa::path(
    post,
    path = "/api/v1/console/operators",
    tag = "console",
    request_body = NewOperator,
    responses((status = OK, body = JoinLink), (status = UNPROCESSABLE_ENTITY, body = WireProblem))
)]
pub(crate) async fn add(
    State(app): State<Arc<App>>,
    by: Operator,
    Body(new): Body<NewOperator>,
) -> Result<Json<JoinLink>, Problem> {
    let name = new.name.trim().to_owned();
    acceptable_name(&name)?;
    let (now, id) = (app.clock.now(), links::operator_id(&app.chance));
    let store = by.store(&app, "operator.add", &name, new.role.word());
    if !store.add_operator(&id, &name, new.role, now).await? {
        return Err(unacceptable("This name is taken", "Every operator has a name of their own."));
    }
    made(&app, &app.store, id, now).await
}

/// Changes what somebody may do, and ends their sessions.
#[utoipa::path(
    put,
    path = "/api/v1/console/operators/{operator}",
    tag = "console",
    params(("operator" = String, Path, description = "Who")),
    request_body = OperatorChange,
    responses((status = NO_CONTENT), (status = CONFLICT, body = WireProblem))
)]
pub(crate) async fn change(
    State(app): State<Arc<App>>,
    by: Operator,
    Path(id): Path<String>,
    Body(change): Body<OperatorChange>,
) -> Result<StatusCode, Problem> {
    let operator = app.store.operator(&id).await?.ok_or_else(not_found)?;
    let detail =
        format!("{}{}", change.role.word(), if change.may_sign_in { "" } else { ", may not sign in" });
    let store = by.store(&app, "operator.change", &operator.name, &detail);
    if store.change_operator(&id, change.role, change.may_sign_in, app.clock.now()).await? {
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(Problem::new(StatusCode::CONFLICT, "Somebody has to run this installation")
        .detail("Make somebody else an administrator first."))
}

/// Gives a new one-time address, for somebody who lost their password or their codes.
#[utoipa::path(
    post,
    path = "/api/v1/console/operators/{operator}/link",
    tag = "console",
    params(("operator" = String, Path, description = "Who")),
    responses((status = OK, body = JoinLink))
)]
pub(crate) async fn link(
    State(app): State<Arc<App>>,
    by: Operator,
    Path(id): Path<String>,
    NoBody: NoBody,
) -> Result<Json<JoinLink>, Problem> {
    let operator = app.store.operator(&id).await?.ok_or_else(not_found)?;
    let store = by.store(&app, "operator.link", &operator.name, "");
    made(&app, &store, id, app.clock.now()).await
}

async fn made(app: &App, store: &Store, id: String, now: Timestamp) -> Result<Json<JoinLink>, Problem> {
    let Link { address, expires_at } = links::for_operator(app, store, &id, now).await?;
    Ok(Json(JoinLink { operator: id, link: address, expires_at }))
}
