//! What is stored about this agent: to read, and to delete.

use std::sync::Arc;

use akabeko_shared::wire::{Problem as WireProblem, Stored};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::super::problem::{NoBody, Nothing, Parameters, Problem};
use super::super::session::{Caller, unknown};
use crate::app::App;

/// Gives everything that is stored about this device and its person in one document.
#[utoipa::path(
    get,
    path = "/api/v1/me",
    tag = "agent",
    security(("device" = [])),
    responses((status = OK, body = Stored), (status = UNAUTHORIZED, body = WireProblem))
)]
pub(crate) async fn me(
    State(app): State<Arc<App>>,
    Caller(caller): Caller,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<Stored>, Problem> {
    let stored = app.store.stored(caller.agent).await?;
    stored.map(Json).ok_or_else(unknown)
}

/// Deletes everything that is stored about this device and its person, for good. Its token is unknown afterwards.
#[utoipa::path(
    delete,
    path = "/api/v1/me",
    tag = "agent",
    security(("device" = [])),
    responses((status = NO_CONTENT), (status = UNAUTHORIZED, body = WireProblem))
)]
pub(crate) async fn forget(
    State(app): State<Arc<App>>,
    Caller(caller): Caller,
    Parameters(Nothing {}): Parameters<Nothing>,
    NoBody: NoBody,
) -> Result<StatusCode, Problem> {
    app.store.erase(caller.agent).await?;
    app.desk.window.forget();
    app.desk.roster.forget();
    Ok(StatusCode::NO_CONTENT)
}
