//! The check-in: the device is here, and where it calls from is the only address that may be scanned for it.

use std::sync::Arc;

use akabeko_shared::wire::{CheckIn, CheckInReply, Problem as WireProblem};
use axum::Json;
use axum::extract::State;

use super::super::client_address::ClientAddress;
use super::super::problem::{Body, Nothing, Parameters, Problem};
use super::super::session::Caller;
use crate::app::App;

/// Says that this device is here. The request's own source address is noted; no field can name another.
#[utoipa::path(
    post,
    path = "/api/v1/check-in",
    tag = "agent",
    security(("device" = [])),
    request_body = CheckIn,
    responses(
        (status = OK, body = CheckInReply),
        (status = BAD_REQUEST, body = WireProblem, description = "Something unknown in the request"),
        (status = UNAUTHORIZED, body = WireProblem)
    )
)]
pub(crate) async fn check_in(
    State(app): State<Arc<App>>,
    Caller(caller): Caller,
    ClientAddress(address): ClientAddress,
    Parameters(Nothing {}): Parameters<Nothing>,
    Body(said): Body<CheckIn>,
) -> Result<Json<CheckInReply>, Problem> {
    let now = app.clock.now();
    let confirmed = app.store.confirm(caller.agent, address, said, now).await?;
    if confirmed.moved {
        app.work.notify_waiters();
    }
    Ok(Json(CheckInReply {
        address: address.to_string(),
        provider: app.providers.name(address).map(str::to_owned),
        now,
        check_in_every: app.config.check_in_seconds,
        last_event: confirmed.last_event,
    }))
}
