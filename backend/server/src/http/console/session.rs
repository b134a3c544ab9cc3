//! Signing in and out, and proving again that it is still the same person.

use std::sync::Arc;

use akabeko_shared::wire::Problem as WireProblem;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::super::client_address::ClientAddress;
use super::super::problem::{Body, Problem};
use super::gate::{Operator, cookie, unknown};
use super::wire::{Me, Proof, SignIn};
use crate::app::App;
use crate::desk::code::Codes;
use crate::desk::throttle::line;
use crate::desk::{Act, IDLE, PROOF, WHOLE};
use crate::secret;
use crate::store::{OperatorRecord, SessionRecord};

/// Begins a session by name, password and code.
#[utoipa::path(
    post,
    path = "/api/v1/console/session",
    tag = "console",
    request_body = SignIn,
    responses(
        (status = OK, body = Me),
        (status = UNAUTHORIZED, body = WireProblem),
        (status = TOO_MANY_REQUESTS, body = WireProblem)
    )
)]
pub(crate) async fn sign_in(
    State(app): State<Arc<App>>,
    ClientAddress(from): ClientAddress,
    Body(said): Body<SignIn>,
) -> Result<Response, Problem> {
    let (now, line) = (app.clock.now(), line(from));
    if !app.desk.tries.may_try(line.clone(), now) {
        return Err(too_many());
    }
    let found = app.store.operator_named(said.name.trim()).await?;
    let may = found.filter(|operator| operator.joined_at.is_some() && operator.disabled_at.is_none());
    let kept = may.as_ref().map(|operator| operator.password.clone());
    let is_right = app.desk.passwords.verify(said.password, kept).await.map_err(|_| too_many())?;
    let Some(operator) = may.filter(|_| is_right) else { return Err(wrong()) };
    accept_code(&app, &operator, &said.code).await?;
    app.desk.tries.take_back(&line);
    begin(&app, operator).await
}

/// Says who is signed in.
#[utoipa::path(
    get,
    path = "/api/v1/console/session",
    tag = "console",
    responses((status = OK, body = Me), (status = UNAUTHORIZED, body = WireProblem))
)]
pub(crate) async fn me(State(app): State<Arc<App>>, operator: Operator) -> Json<Me> {
    Json(described(&app, &operator.0))
}

/// Ends the session.
#[utoipa::path(
    delete,
    path = "/api/v1/console/session",
    tag = "console",
    responses((status = NO_CONTENT), (status = UNAUTHORIZED, body = WireProblem))
)]
pub(crate) async fn sign_out(State(app): State<Arc<App>>, operator: Operator) -> Result<Response, Problem> {
    let store = operator.store(&app, "session.end", "", "");
    store.end_session(operator.0.token_hash).await?;
    Ok((StatusCode::NO_CONTENT, with_cookie(&app, "")).into_response())
}

/// Takes a code as proof that it is still the same person, and gives the session a new token.
#[utoipa::path(
    post,
    path = "/api/v1/console/session/proof",
    tag = "console",
    request_body = Proof,
    responses(
        (status = OK, body = Me),
        (status = UNAUTHORIZED, body = WireProblem),
        (status = FORBIDDEN, body = WireProblem),
        (status = TOO_MANY_REQUESTS, body = WireProblem)
    )
)]
pub(crate) async fn prove(
    State(app): State<Arc<App>>,
    ClientAddress(from): ClientAddress,
    Operator(mut session): Operator,
    Body(proof): Body<Proof>,
) -> Result<Response, Problem> {
    let (now, line) = (app.clock.now(), line(from));
    if !app.desk.tries.may_try(line.clone(), now) {
        return Err(too_many());
    }
    accept_code(&app, &session.operator, &proof.code).await.map_err(|refused| match refused.status() {
        StatusCode::UNAUTHORIZED => Problem::new(StatusCode::FORBIDDEN, "This code is not right")
            .detail("Codes change every 30 seconds and count once: wait for the next one."),
        _ => refused,
    })?;
    app.desk.tries.take_back(&line);
    let token = secret::token(&app.chance);
    if !app.store.prove_session(session.token_hash, secret::hash(&token), now).await? {
        return Err(unknown());
    }
    session.token_hash = secret::hash(&token);
    session.proven_at = Some(now);
    Ok((with_cookie(&app, &token), Json(described(&app, &session))).into_response())
}

/// Begins a session for somebody who has proved who they are.
pub(super) async fn begin(app: &App, operator: OperatorRecord) -> Result<Response, Problem> {
    let (now, token) = (app.clock.now(), secret::token(&app.chance));
    let who = operator.name.clone();
    let act = Act { at: now, who, action: "session.begin", about: String::new(), detail: String::new() };
    app.store.by(act).begin_session(secret::hash(&token), &operator.operator, now).await?;
    let token_hash = secret::hash(&token);
    let session = SessionRecord { token_hash, operator, created_at: now, proven_at: Some(now) };
    Ok((with_cookie(app, &token), Json(described(app, &session))).into_response())
}

/// The codes of an operator.
pub(super) fn codes(app: &App, operator: &str, serial: i64, name: &str) -> Result<Codes, Problem> {
    let service = app.organisation().name.clone();
    Codes::new(&app.secret, operator, serial, &service, name)
        .ok_or_else(|| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "The codes could not be made"))
}

async fn accept_code(app: &App, operator: &OperatorRecord, code: &str) -> Result<(), Problem> {
    // Guesses at one operator's codes are counted from wherever they come.
    let guesses = format!("code {}", operator.operator).into_bytes();
    if !app.desk.tries.may_try(guesses.clone(), app.clock.now()) {
        return Err(too_many());
    }
    let codes = codes(app, &operator.operator, operator.code_serial, &operator.name)?;
    let step = codes.step(code, app.clock.outside()).ok_or_else(wrong)?;
    if !app.store.use_code(&operator.operator, step).await? {
        return Err(wrong());
    }
    app.desk.tries.take_back(&guesses);
    Ok(())
}

fn described(app: &App, session: &SessionRecord) -> Me {
    let (now, operator) = (app.clock.now(), &session.operator);
    Me {
        operator: operator.operator.clone(),
        name: operator.name.clone(),
        role: operator.role,
        proven_until: session.proven_at.map(|at| at + PROOF).filter(|until| *until > now),
        ends_at: session.created_at + WHOLE,
        idle_minutes: IDLE.as_mins(),
        organisation: app.organisation().name.clone(),
        time_zone: app.config.time_zone.clone(),
        now,
    }
}

fn with_cookie(app: &App, token: &str) -> HeaderMap {
    cookie(app, token).map(|value| (header::SET_COOKIE, value)).into_iter().collect()
}

/// The same whatever was wrong, so that nobody learns who is known here.
fn wrong() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "Name, password or code is not right")
        .detail("Codes change every 30 seconds and count once: wait for the next one.")
}

fn too_many() -> Problem {
    Problem::new(StatusCode::TOO_MANY_REQUESTS, "Too many tries").detail("Wait ten minutes, then try again.")
}
