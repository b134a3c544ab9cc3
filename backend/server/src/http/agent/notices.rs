//! How far a notice has come on the device, and tickets to its page.

use std::sync::Arc;

use akabeko_shared::NoticeId;
use akabeko_shared::wire::{Problem as WireProblem, Progress, Ticket};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::SignedDuration;

use super::super::problem::{Body, NoBody, Nothing, Parameters, Problem, not_found};
use super::super::session::Caller;
use crate::app::App;
use crate::secret;

/// How long a ticket opens the page as from the app.
const TICKET_HOLDS: SignedDuration = SignedDuration::from_secs(60);

/// Says that a notice was delivered, drawn or shown in the popup. The first time counts.
#[utoipa::path(
    post,
    path = "/api/v1/notices/{notice}/progress",
    tag = "agent",
    security(("device" = [])),
    params(("notice" = NoticeId, Path)),
    request_body = Progress,
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = WireProblem),
        (status = NOT_FOUND, body = WireProblem, description = "No notice of this device")
    )
)]
pub(crate) async fn progress(
    State(app): State<Arc<App>>,
    Caller(caller): Caller,
    Path(notice): Path<String>,
    Body(progress): Body<Progress>,
) -> Result<StatusCode, Problem> {
    let notice: NoticeId = notice.parse().map_err(|_| not_found())?;
    let noted = app.store.note_progress(caller.agent, notice, progress.stage, app.clock.now()).await?;
    if noted { Ok(StatusCode::NO_CONTENT) } else { Err(not_found()) }
}

/// Gives the page's address with a ticket that is good once and for a minute, so that the visit counts as from
/// the app.
#[utoipa::path(
    post,
    path = "/api/v1/notices/{notice}/ticket",
    tag = "agent",
    security(("device" = [])),
    params(("notice" = NoticeId, Path)),
    responses(
        (status = OK, body = Ticket),
        (status = UNAUTHORIZED, body = WireProblem),
        (status = NOT_FOUND, body = WireProblem, description = "No notice of this device")
    )
)]
pub(crate) async fn ticket(
    State(app): State<Arc<App>>,
    Caller(caller): Caller,
    Path(notice): Path<String>,
    Parameters(Nothing {}): Parameters<Nothing>,
    NoBody: NoBody,
) -> Result<Json<Ticket>, Problem> {
    let notice: NoticeId = notice.parse().map_err(|_| not_found())?;
    let ticket = secret::token(&app.chance);
    let expires_at = app.clock.now() + TICKET_HOLDS;
    let issued = app.store.issue_ticket(caller.agent, notice, secret::hash(&ticket), expires_at).await?;
    let (site, token) =
        (app.config.public_url(), app.secret.page_token(notice, issued.ok_or_else(not_found)?));
    Ok(Json(Ticket { url: format!("{site}/n/{token}?ticket={ticket}") }))
}
