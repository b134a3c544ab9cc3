//! Ranges that are left alone, and complaints.

use std::net::IpAddr;
use std::sync::Arc;

use akabeko_shared::wire::Problem as WireProblem;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use ipnet::IpNet;
use jiff::SignedDuration;

use super::super::problem::{Body, Nothing, Parameters, Problem, not_found};
use super::gate::Operator;
use super::join::unacceptable;
use super::wire::{Complaint, Guards, LiftOptOut, NewComplaint, NewOptOut, OptOutView, Settlement};
use crate::app::App;
use crate::store::{ComplaintRecord, OptOut, OptOutRecord};

/// All opt-outs that ever were, and all complaints.
#[utoipa::path(
    get,
    path = "/api/v1/console/opt-outs",
    tag = "console",
    responses((status = OK, body = Guards))
)]
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<Guards>, Problem> {
    let now = app.clock.now();
    let records = app.store.opt_outs().await?;
    let addresses = app.store.addresses().await?;
    let opt_outs = records.into_iter().map(|record| {
        let is_in_force = record.is_in_force(now);
        let OptOutRecord { opt_out: OptOut { range, reason, added_by, ends_at }, since, lifted_at } = record;
        let inside = |address: &&std::net::IpAddr| range.contains(*address);
        let agents = if is_in_force { addresses.iter().filter(inside).count() } else { 0 };
        OptOutView {
            range: range.to_string(),
            reason,
            added_by,
            since,
            ends_at,
            lifted_at,
            is_in_force,
            agents: i64::try_from(agents).unwrap_or(i64::MAX),
        }
    });
    let complaint = |record: ComplaintRecord| Complaint {
        number: record.number,
        received_at: record.received_at,
        sender: record.sender,
        text: record.body,
        outcome: record.outcome,
        settled_at: record.settled_at,
    };
    let complaints = app.store.complaints().await?.into_iter().map(complaint).collect();
    Ok(Json(Guards { opt_outs: opt_outs.collect(), complaints }))
}

/// Leaves a range alone from now on.
#[utoipa::path(
    post,
    path = "/api/v1/console/opt-outs",
    tag = "console",
    request_body = NewOptOut,
    responses((status = NO_CONTENT), (status = CONFLICT, body = WireProblem), (status = UNPROCESSABLE_ENTITY, body = WireProblem))
)]
pub(crate) async fn add(
    State(app): State<Arc<App>>,
    by: Operator,
    Body(new): Body<NewOptOut>,
) -> Result<StatusCode, Problem> {
    let (range, reason) = (range(&new.range)?, line(&new.reason, "Why?")?);
    if new.days.is_some_and(|days| !(1..=3650).contains(&days)) {
        return Err(unacceptable("For how many days?", "Say a number from 1 to 3,650, or leave it out."));
    }
    let now = app.clock.now();
    let ends_at = new.days.map(|days| now + SignedDuration::from_hours(24 * days));
    let store = by.store(&app, "opt-out.add", &range.to_string(), &reason);
    let wanted = OptOut { range, reason, added_by: by.name().to_owned(), ends_at };
    if store.opt_out(wanted, now).await? {
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(Problem::new(StatusCode::CONFLICT, "This range is left alone already"))
}

/// Takes an opt-out back.
#[utoipa::path(
    post,
    path = "/api/v1/console/opt-outs/lift",
    tag = "console",
    request_body = LiftOptOut,
    responses((status = NO_CONTENT), (status = NOT_FOUND, body = WireProblem))
)]
pub(crate) async fn lift(
    State(app): State<Arc<App>>,
    by: Operator,
    Body(wanted): Body<LiftOptOut>,
) -> Result<StatusCode, Problem> {
    let range = range(&wanted.range)?;
    let store = by.store(&app, "opt-out.lift", &range.to_string(), "");
    if store.lift_opt_out(range, app.clock.now()).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(not_found())
    }
}

/// Writes a complaint down.
#[utoipa::path(
    post,
    path = "/api/v1/console/complaints",
    tag = "console",
    request_body = NewComplaint,
    responses((status = NO_CONTENT), (status = UNPROCESSABLE_ENTITY, body = WireProblem))
)]
pub(crate) async fn complain(
    State(app): State<Arc<App>>,
    by: Operator,
    Body(new): Body<NewComplaint>,
) -> Result<StatusCode, Problem> {
    let sender = line(&new.sender, "From whom?")?;
    let body = super::support::acceptable(&new.text)?;
    by.store(&app, "complaint.add", &sender, "").complain(&sender, &body, app.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Settles a complaint.
#[utoipa::path(
    post,
    path = "/api/v1/console/complaints/{number}/settle",
    tag = "console",
    params(("number" = i64, Path, description = "Which")),
    request_body = Settlement,
    responses((status = NO_CONTENT), (status = NOT_FOUND, body = WireProblem))
)]
pub(crate) async fn settle(
    State(app): State<Arc<App>>,
    by: Operator,
    Path(number): Path<String>,
    Body(end): Body<Settlement>,
) -> Result<StatusCode, Problem> {
    let number: i64 = number.parse().map_err(|_| not_found())?;
    let outcome = line(&end.outcome, "What was done?")?;
    let store = by.store(&app, "complaint.settle", &number.to_string(), &outcome);
    if store.settle(number, &outcome, app.clock.now()).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(not_found())
    }
}

/// An address or a range, without bits beyond its mask.
fn range(text: &str) -> Result<IpNet, Problem> {
    let text = text.trim();
    let range = text.parse::<IpAddr>().map(IpNet::from).or_else(|_| text.parse::<IpNet>());
    range.map(|range| range.trunc()).map_err(|_| {
        unacceptable("This is no range", "Give an address or a range, such as 192.0.2.0/24 or 2001:db8::/48.")
    })
}

fn line(text: &str, what: &str) -> Result<String, Problem> {
    let text = text.trim();
    if (1..=120).contains(&text.chars().count()) && !text.chars().any(char::is_control) {
        return Ok(text.to_owned());
    }
    Err(unacceptable(what, "Say it in 1 to 120 characters, on one line."))
}
