//! Consent, given again or withdrawn: without it nothing is scanned for an agent, and nothing new is told to it.

use std::sync::Arc;

use akabeko_shared::wire::{Agreement, Problem as WireProblem};
use axum::extract::State;
use axum::http::StatusCode;

use super::super::problem::{Body, NoBody, Nothing, Parameters, Problem};
use super::super::session::Caller;
use super::enrol::refuse_unless_current;
use crate::app::App;

/// Says that the person agrees to the text that is in force. Scans go on after the next check-in.
#[utoipa::path(
    put,
    path = "/api/v1/consent",
    tag = "agent",
    security(("device" = [])),
    request_body = Agreement,
    responses(
        (status = NO_CONTENT),
        (status = BAD_REQUEST, body = WireProblem, description = "Something unknown in the request, or another consent text"),
        (status = UNAUTHORIZED, body = WireProblem)
    )
)]
pub(crate) async fn agree(
    State(app): State<Arc<App>>,
    Caller(caller): Caller,
    Parameters(Nothing {}): Parameters<Nothing>,
    Body(agreement): Body<Agreement>,
) -> Result<StatusCode, Problem> {
    refuse_unless_current(agreement.consent_version)?;
    app.store.agree(caller.agent, agreement.consent_version, app.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Withdraws the person's consent. From now on nothing is scanned for this device and no notice is sent to it;
/// check-ins are answered, and where they come from is not kept. What was kept so far stays until it is deleted.
#[utoipa::path(
    delete,
    path = "/api/v1/consent",
    tag = "agent",
    security(("device" = [])),
    responses((status = NO_CONTENT), (status = UNAUTHORIZED, body = WireProblem))
)]
pub(crate) async fn withdraw(
    State(app): State<Arc<App>>,
    Caller(caller): Caller,
    Parameters(Nothing {}): Parameters<Nothing>,
    NoBody: NoBody,
) -> Result<StatusCode, Problem> {
    app.store.withdraw(caller.agent, app.clock.now()).await?;
    app.bell.ring([caller.agent]);
    Ok(StatusCode::NO_CONTENT)
}
