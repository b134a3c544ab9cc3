//! How scanning goes, and the switch that stops it.

use std::sync::Arc;

use akabeko_shared::wire::Problem as WireProblem;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::super::problem::{Body, NoBody, Nothing, Parameters, Problem};
use super::gate::Operator;
use super::join::unacceptable;
use super::wire::{CanaryView, HaltOrder, RoundView, ScannerHealth};
use crate::app::App;
use crate::store::Round;

/// How many rounds are shown.
const ROUNDS: i64 = 200;

/// How scanning goes.
#[utoipa::path(
    get,
    path = "/api/v1/console/scanner",
    tag = "console",
    responses((status = OK, body = ScannerHealth))
)]
pub(crate) async fn health(
    State(app): State<Arc<App>>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<ScannerHealth>, Problem> {
    let (now, scan) = (app.clock.now(), &app.config.scan);
    let standing = app.store.scanning().await?;
    let (due, oldest_due) = app.store.scans_waiting().await?;
    let rounds = app.store.rounds(false, ROUNDS).await?;
    let (halted_since, halt_reason) = standing.halt.map(|halt| (halt.since, halt.reason)).unzip();
    Ok(Json(ScannerHealth {
        now,
        engine: app.scanner.engine().to_owned(),
        halted_since,
        halt_reason: halt_reason.unwrap_or_default(),
        rests_until: Some(standing.rests_until).filter(|until| *until > now),
        void_in_a_row: standing.void_in_a_row,
        due,
        oldest_due,
        packets_today: app.store.packets_on(app.today()).await?,
        loss: app.desk.loss(),
        per_target: scan.per_target,
        overall: scan.overall,
        packets_a_day: scan.packets_a_day,
        canaries: canaries(&app, &rounds),
        rounds: rounds.into_iter().map(view).collect(),
    }))
}

/// Lets nothing leave any more, within a second.
#[utoipa::path(
    post,
    path = "/api/v1/console/scanner/halt",
    tag = "console",
    request_body = HaltOrder,
    responses((status = NO_CONTENT), (status = CONFLICT, body = WireProblem), (status = UNPROCESSABLE_ENTITY, body = WireProblem))
)]
pub(crate) async fn halt(
    State(app): State<Arc<App>>,
    by: Operator,
    Body(order): Body<HaltOrder>,
) -> Result<StatusCode, Problem> {
    let reason = order.reason.trim();
    if reason.is_empty() || reason.chars().count() > 200 || reason.chars().any(char::is_control) {
        return Err(unacceptable("Why?", "Say it in at most 200 characters, for whoever resumes."));
    }
    let store = by.store(&app, "scanner.halt", "", reason);
    if store.halt(reason, app.clock.now()).await? {
        tracing::warn!(reason, "scanning is halted");
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(Problem::new(StatusCode::CONFLICT, "Scanning is halted already"))
}

/// Lets scans go on.
#[utoipa::path(
    post,
    path = "/api/v1/console/scanner/resume",
    tag = "console",
    responses((status = NO_CONTENT), (status = CONFLICT, body = WireProblem))
)]
pub(crate) async fn resume(
    State(app): State<Arc<App>>,
    by: Operator,
    NoBody: NoBody,
) -> Result<StatusCode, Problem> {
    if by.store(&app, "scanner.resume", "", "").resume().await? {
        tracing::warn!("scanning goes on");
        app.work.notify_waiters();
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(Problem::new(StatusCode::CONFLICT, "Scanning is not halted"))
}

fn canaries(app: &App, rounds: &[Round]) -> Vec<CanaryView> {
    let canaries = app.config.scan.canaries.iter().map(|canary| CanaryView {
        address: canary.address.to_string(),
        open: canary.open.iter().map(ToString::to_string).collect(),
        closed: canary.closed.iter().map(ToString::to_string).collect(),
        wrong_at: rounds
            .iter()
            .find(|round| round.canary == Some(canary.address))
            .map(|round| round.ended_at),
    });
    canaries.collect()
}

fn view(round: Round) -> RoundView {
    let Round { started_at, ended_at, scans, probes, answered, void, canary } = round;
    let canary = canary.map(|address| address.to_string());
    RoundView { started_at, ended_at, scans, probes, answered, void, canary }
}
