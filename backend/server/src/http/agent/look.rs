//! The latest look at this device from outside.

use std::sync::Arc;

use akabeko_shared::wire::{LastLook, Problem as WireProblem};
use axum::Json;
use axum::extract::State;

use super::super::problem::{Nothing, Parameters, Problem};
use super::super::session::Caller;
use crate::app::App;

/// Says what the latest finished scan of this device saw. Whoever waits in a trial is told when it is over.
#[utoipa::path(
    get,
    path = "/api/v1/look",
    tag = "agent",
    security(("device" = [])),
    responses((status = OK, body = LastLook), (status = UNAUTHORIZED, body = WireProblem))
)]
pub(crate) async fn last_look(
    State(app): State<Arc<App>>,
    Caller(caller): Caller,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<LastLook>, Problem> {
    Ok(Json(app.store.last_look(caller.agent).await?))
}
