//! The check-in: the device is here, and where it calls from is the only address that may be scanned for it.

use std::sync::Arc;

use akabeko_shared::AgentId;
use akabeko_shared::wire::{CheckIn, CheckInReply, Problem as WireProblem, Push, PushSubscription};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;

use super::super::client_address::ClientOrigin;
use super::super::problem::{Body, Nothing, Parameters, Problem};
use super::super::session::Caller;
use crate::app::App;
use crate::push::{Fault, Subscription};

/// Says that this device is here. The request's own source address is noted; no field can name another.
#[utoipa::path(
    post,
    path = "/api/v1/check-in",
    tag = "agent",
    security(("device" = [])),
    request_body = CheckIn,
    responses(
        (status = OK, body = CheckInReply),
        (status = BAD_REQUEST, body = WireProblem, description = "Something unknown in the request, or a subscription that cannot be used"),
        (status = UNAUTHORIZED, body = WireProblem)
    )
)]
pub(crate) async fn check_in(
    State(app): State<Arc<App>>,
    Caller(caller): Caller,
    ClientOrigin(from): ClientOrigin,
    Parameters(Nothing {}): Parameters<Nothing>,
    Body(mut said): Body<CheckIn>,
) -> Result<Json<CheckInReply>, Problem> {
    let now = app.clock.now();
    // First, so that no news falls between the two: what comes after this is pushed, or told in the reply.
    if let Some(push) = said.push.take() {
        note(&app, caller.agent, push, now).await?;
    }
    let confirmed = app.store.confirm(caller.agent, from, said, now).await?;
    if confirmed.moved {
        app.work.notify_waiters();
    }
    Ok(Json(CheckInReply {
        address: from.address.to_string(),
        provider: app.providers.name(from.address).map(str::to_owned),
        now,
        check_in_every: app.config.check_in_seconds,
        last_event: confirmed.last_event,
        push_key: app.config.push.then(|| app.push.key().to_owned()),
    }))
}

/// Notes how a device can be woken, or that it cannot.
async fn note(app: &App, agent: AgentId, push: Push, now: Timestamp) -> Result<(), Problem> {
    match push {
        Push::Off => app.store.unsubscribe(agent).await?,
        Push::Subscribed(_) if !app.config.push => {}
        Push::Subscribed(said) => {
            let subscription = understood(app, &said).map_err(|fault| {
                Problem::new(StatusCode::BAD_REQUEST, "This subscription cannot be used")
                    .detail(fault.to_string())
            })?;
            app.store.subscribe(agent, &subscription, now).await?;
        }
    }
    Ok(())
}

fn understood(app: &App, said: &PushSubscription) -> Result<Subscription, Fault> {
    let subscription = Subscription::parse(said)?;
    app.push.check(&subscription)?;
    Ok(subscription)
}
