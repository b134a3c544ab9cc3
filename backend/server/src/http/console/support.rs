//! Requests for support: who waits, what was written, how it ended.

use std::sync::Arc;

use akabeko_shared::CaseId;
use akabeko_shared::wire::Problem as WireProblem;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::super::problem::{Body, NoBody, Parameters, Problem, not_found};
use super::gate::Operator;
use super::join::unacceptable;
use super::pages::page;
use super::wire::{
    CaseDetail, CaseEnd, CaseInbox, CaseMessage, CaseRow, CaseSearch, NewMessage, PressedButton,
};
use crate::app::App;
use crate::store::{CaseRecord, Message, PressedAt};

/// How many are shown.
const SHOWN: usize = 200;
/// The longest message, in characters.
pub(in crate::http) const LONGEST: usize = 2000;

/// Those that are open, by how long they wait; or those that are closed, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/console/cases",
    tag = "console",
    params(CaseSearch),
    responses((status = OK, body = CaseInbox))
)]
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    Parameters(search): Parameters<CaseSearch>,
) -> Result<Json<CaseInbox>, Problem> {
    let (open, mut closed): (Vec<_>, Vec<_>) =
        app.store.cases().await?.into_iter().partition(|case| case.closed_at.is_none());
    closed.sort_by_key(|case| std::cmp::Reverse(case.closed_at));
    let counts = (open.len(), closed.len());
    let shown = if search.closed { closed } else { open };
    let (cases, next) = page(shown, SHOWN, search.after, |case| case.case);
    let cases = cases.into_iter().map(|case| row(&app, case)).collect();
    Ok(Json(CaseInbox { open: counts.0, closed: counts.1, cases, next }))
}

/// One case with its thread.
#[utoipa::path(
    get,
    path = "/api/v1/console/cases/{case}",
    tag = "console",
    params(("case" = String, Path, description = "Which")),
    responses((status = OK, body = CaseDetail), (status = NOT_FOUND, body = WireProblem))
)]
pub(crate) async fn detail(
    State(app): State<Arc<App>>,
    Path(case): Path<String>,
) -> Result<Json<CaseDetail>, Problem> {
    let record = found(&app, &case).await?;
    let message = |Message { at, operator, body }| CaseMessage {
        at,
        operator: Some(operator).filter(|name| !name.is_empty()),
        text: body,
    };
    let thread = app.store.thread(record.case).await?.into_iter().map(message).collect();
    let answers = app.store.pressed(record.notice).await?.into_iter();
    let answers = answers.map(|PressedAt { at, button }| PressedButton { at, button }).collect();
    Ok(Json(CaseDetail { case: row(&app, record), thread, answers }))
}

/// Writes to the person, who reads it on the page of their notice.
#[utoipa::path(
    post,
    path = "/api/v1/console/cases/{case}/messages",
    tag = "console",
    params(("case" = String, Path, description = "Which")),
    request_body = NewMessage,
    responses((status = NO_CONTENT), (status = UNPROCESSABLE_ENTITY, body = WireProblem), (status = CONFLICT, body = WireProblem))
)]
pub(crate) async fn write(
    State(app): State<Arc<App>>,
    by: Operator,
    Path(case): Path<String>,
    Body(new): Body<NewMessage>,
) -> Result<StatusCode, Problem> {
    let record = found(&app, &case).await?;
    let body = acceptable(&new.text)?;
    let store = by.store(&app, "case.write", &case, "");
    let message = Message { at: app.clock.now(), operator: by.name().to_owned(), body };
    let written = store.write_in_case(record.case, message).await?;
    done(written, "The case is closed, or its thread is full: go on by mail.")
}

/// Closes a case.
#[utoipa::path(
    post,
    path = "/api/v1/console/cases/{case}/close",
    tag = "console",
    params(("case" = String, Path, description = "Which")),
    request_body = CaseEnd,
    responses((status = NO_CONTENT), (status = UNPROCESSABLE_ENTITY, body = WireProblem), (status = CONFLICT, body = WireProblem))
)]
pub(crate) async fn close(
    State(app): State<Arc<App>>,
    by: Operator,
    Path(case): Path<String>,
    Body(end): Body<CaseEnd>,
) -> Result<StatusCode, Problem> {
    let record = found(&app, &case).await?;
    let outcome = end.outcome.trim().to_owned();
    if outcome.is_empty() || outcome.chars().count() > 120 || outcome.chars().any(char::is_control) {
        return Err(unacceptable("How did it end?", "Say it in at most 120 characters, on one line."));
    }
    let store = by.store(&app, "case.close", &case, &outcome);
    done(store.close_case(record.case, &outcome, app.clock.now()).await?, "It is closed already.")
}

/// Opens a closed case again.
#[utoipa::path(
    post,
    path = "/api/v1/console/cases/{case}/reopen",
    tag = "console",
    params(("case" = String, Path, description = "Which")),
    responses((status = NO_CONTENT), (status = CONFLICT, body = WireProblem))
)]
pub(crate) async fn reopen(
    State(app): State<Arc<App>>,
    by: Operator,
    Path(case): Path<String>,
    NoBody: NoBody,
) -> Result<StatusCode, Problem> {
    let record = found(&app, &case).await?;
    let store = by.store(&app, "case.reopen", &case, "");
    done(store.reopen_case(record.case).await?, "It is open, or its person has another one.")
}

/// A message that can be kept: its lines, without what hides.
pub(in crate::http) fn acceptable(text: &str) -> Result<String, Problem> {
    let text = text.replace("\r\n", "\n");
    let plain: String =
        text.trim().chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect();
    if (1..=LONGEST).contains(&plain.chars().count()) {
        return Ok(plain);
    }
    Err(unacceptable("This message cannot be sent", format!("It has 1 to {LONGEST} characters.")))
}

async fn found(app: &App, case: &str) -> Result<CaseRecord, Problem> {
    let case: CaseId = case.parse().map_err(|_| not_found())?;
    app.store.case(case).await?.ok_or_else(not_found)
}

fn done(is_done: bool, why: &str) -> Result<StatusCode, Problem> {
    if is_done {
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(Problem::new(StatusCode::CONFLICT, "This cannot be done with the case as it is").detail(why))
}

fn row(app: &App, record: CaseRecord) -> CaseRow {
    CaseRow {
        word: app.secret.word(record.notice, record.language),
        wants_answer: record.closed_at.is_none()
            && record.last_writer.as_deref().unwrap_or_default().is_empty(),
        case: record.case,
        agent: record.agent,
        notice: record.notice,
        language: record.language,
        ports: record.ports.iter().map(ToString::to_string).collect(),
        opened_at: record.opened_at,
        closed_at: record.closed_at,
        outcome: record.outcome,
    }
}
