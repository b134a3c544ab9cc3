//! “Scan again now”: the person's own wish, answered within seconds.

use std::sync::Arc;

use akabeko_core::schedule::{Unavailable, may_request};
use akabeko_scanner::special_address;
use akabeko_shared::wire::{Problem as WireProblem, Scan, ScanState};
use akabeko_shared::{AgentId, PORTS, Port, ScanId};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::super::problem::{NoBody, Nothing, Parameters, Problem, not_found};
use super::super::session::Caller;
use crate::app::App;
use crate::flow::schedule::{HISTORY, within_budget};
use crate::store::{ScanRequest, StoreError};

/// Asks for a scan of where this device is now. While one waits, that one is given.
#[utoipa::path(
    post,
    path = "/api/v1/scans",
    tag = "agent",
    security(("device" = [])),
    responses(
        (status = ACCEPTED, body = Scan),
        (status = CONFLICT, body = WireProblem, description = "The device has not checked in lately or does not want to be scanned, or its person no longer agrees"),
        (status = FORBIDDEN, body = WireProblem, description = "Its address was opted out"),
        (status = TOO_MANY_REQUESTS, body = WireProblem, description = "Its person asked, or its address was looked at, often enough today"),
        (status = SERVICE_UNAVAILABLE, body = WireProblem, description = "Nobody is scanned for the moment")
    )
)]
pub(crate) async fn ask(
    State(app): State<Arc<App>>,
    Caller(caller): Caller,
    Parameters(Nothing {}): Parameters<Nothing>,
    NoBody: NoBody,
) -> Result<(StatusCode, Json<Scan>), Problem> {
    let scan = request(&app, caller.agent, &PORTS).await?.map_err(unavailable)?;
    let due = Scan { scan, state: ScanState::Due, finished_at: None, seen: Vec::new() };
    Ok((StatusCode::ACCEPTED, Json(due)))
}

/// Says how a scan of this device stands and what it saw. Whoever waits in a trial is told what it saw when that
/// is over.
#[utoipa::path(
    get,
    path = "/api/v1/scans/{scan}",
    tag = "agent",
    security(("device" = [])),
    params(("scan" = ScanId, Path)),
    responses(
        (status = OK, body = Scan),
        (status = UNAUTHORIZED, body = WireProblem),
        (status = NOT_FOUND, body = WireProblem, description = "No scan of this device")
    )
)]
pub(crate) async fn look(
    State(app): State<Arc<App>>,
    Caller(caller): Caller,
    Path(scan): Path<String>,
) -> Result<Json<Scan>, Problem> {
    let scan: ScanId = scan.parse().map_err(|_| not_found())?;
    let record = app.store.scan(scan).await?.filter(|record| record.agent == caller.agent);
    record.map(|record| Json(record.scan)).ok_or_else(not_found)
}

/// Puts a scan of these ports on the list, wherever the agent is now, unless one waits already.
pub(in super::super) async fn request(
    app: &App,
    agent: AgentId,
    ports: &[Port],
) -> Result<Result<ScanId, Unavailable>, StoreError> {
    let (now, rules) = (app.clock.now(), app.config.schedule());
    if app.store.has_withdrawn(agent).await? {
        return Ok(Err(Unavailable::Withdrawn));
    }
    if app.store.is_halted().await? {
        return Ok(Err(Unavailable::Halted));
    }
    if let Some(waiting) = app.store.waiting_request(agent).await? {
        return Ok(Ok(waiting));
    }
    let Some((target, network, scans)) = app.store.whereabouts(agent, now - HISTORY).await? else {
        return Ok(Err(Unavailable::NotHere));
    };
    if let Err(reason) = may_request(&target, &scans, &rules, now) {
        return Ok(Err(reason));
    }
    if special_address::refuse(target.address, &app.config.scan.lab()).is_err() {
        return Ok(Err(Unavailable::NotHere));
    }
    if app.store.opted_out(now).await?.contains(target.address) {
        return Ok(Err(Unavailable::OptedOut));
    }
    let (scan, address, ports) = (app.chance.scan(now), target.address, ports.to_vec());
    let reason = akabeko_core::schedule::Reason::Request;
    let wanted = vec![ScanRequest { scan, agent, address, network, reason, ports }];
    let wanted = within_budget(app, wanted).await?;
    if wanted.is_empty() {
        return Ok(Err(Unavailable::TooMany));
    }
    let added = app.store.request_scans(wanted, now).await?;
    app.work.notify_waiters();
    // Somebody else asked at the same moment: that scan will do.
    let other = if added == 0 { app.store.waiting_request(agent).await? } else { None };
    Ok(Ok(other.unwrap_or(scan)))
}

fn unavailable(reason: Unavailable) -> Problem {
    match reason {
        Unavailable::NotHere => Problem::new(StatusCode::CONFLICT, "This device has not checked in lately")
            .detail("Check in first; then its address is known and may be scanned."),
        Unavailable::Vetoed => {
            Problem::new(StatusCode::CONFLICT, "This device does not want to be scanned now")
                .detail("Scans are paused, or were not agreed to in this network.")
        }
        Unavailable::Withdrawn => {
            Problem::new(StatusCode::CONFLICT, "The person no longer agrees to be scanned")
                .detail("Nothing is scanned until they agree again in the app.")
        }
        Unavailable::TooMany => Problem::new(StatusCode::TOO_MANY_REQUESTS, "That is enough scans for today")
            .detail("This address was looked at often enough today; the daily scan goes on by itself."),
        Unavailable::OptedOut => Problem::new(StatusCode::FORBIDDEN, "This address was opted out of scans")
            .detail(
                "Somebody at this address asked to be left alone. Whoever runs this service can lift that.",
            ),
        Unavailable::Halted => {
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, "Nobody is scanned for the moment")
                .detail("Whoever runs this service has stopped all scans. Try again later.")
        }
    }
}
