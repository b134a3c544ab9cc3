//! The gate before every route of the console: who calls, from which page, and whether they may.

use std::sync::Arc;

use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use jiff::Timestamp;

use super::super::problem::{Problem, not_found};
use crate::app::App;
use crate::desk::permission::{Need, PREFIX, need};
use crate::desk::{Act, PROOF, Role, WHOLE};
use crate::secret;
use crate::store::{SessionRecord, Store};

/// Lets a request pass, with the operator it is from, or says why not.
pub(super) async fn pass(
    State(app): State<Arc<App>>,
    mut request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let route = route.unwrap_or_default();
    let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
    let wanted = need(method.as_str(), route.strip_prefix(PREFIX).unwrap_or_default());
    let wanted = wanted.ok_or_else(not_found)?;
    from_our_own_pages(method, request.headers(), &app.config.public_url())?;
    if let Need::Session(role) | Need::Proof(role) = wanted {
        let session = session(&app, request.headers()).await?.ok_or_else(unknown)?;
        allowed(&session, role, wanted, app.clock.now())?;
        request.extensions_mut().insert(Operator(session));
    }
    Ok(next.run(request).await)
}

/// The operator that a request is from, once it has passed.
#[derive(Clone)]
pub(super) struct Operator(pub(super) SessionRecord);

impl Operator {
    /// Their name.
    pub(super) fn name(&self) -> &str {
        &self.0.operator.name
    }

    /// The store in their hands: what changes stands in the audit log.
    pub(super) fn store(&self, app: &App, action: &'static str, about: &str, detail: &str) -> Store {
        app.store.by(self.act(app, action, about, detail))
    }

    /// What they do, for the audit log.
    pub(super) fn act(&self, app: &App, action: &'static str, about: &str, detail: &str) -> Act {
        Act {
            at: app.clock.now(),
            who: self.name().to_owned(),
            action,
            about: about.to_owned(),
            detail: detail.to_owned(),
        }
    }
}

impl FromRequestParts<Arc<App>> for Operator {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(unknown)
    }
}

/// What a session's cookie is called.
pub(super) const COOKIE: &str = "akabeko-operator";

/// Without TLS no browser takes a `__Host-` cookie from everywhere, and such a service is a trial on one machine.
fn cookie_name(app: &App) -> String {
    if app.config.is_secure() { format!("__Host-{COOKIE}") } else { COOKIE.to_owned() }
}

/// The header that has a browser keep a session's token.
pub(super) fn cookie(app: &App, token: &str) -> Option<HeaderValue> {
    let (name, secure) = (cookie_name(app), if app.config.is_secure() { "; Secure" } else { "" });
    let life = if token.is_empty() { 0 } else { WHOLE.as_secs() };
    let cookie = format!("{name}={token}; Path=/; Max-Age={life}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&cookie).ok()
}

async fn session(app: &App, headers: &HeaderMap) -> Result<Option<SessionRecord>, Problem> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let wanted = cookie_name(app);
    match pairs.find(|(name, _)| *name == wanted) {
        Some((_, token)) => Ok(app.store.session(secret::hash(token), app.clock.now()).await?),
        None => Ok(None),
    }
}

fn allowed(session: &SessionRecord, role: Role, wanted: Need, now: Timestamp) -> Result<(), Problem> {
    if session.operator.role < role {
        return Err(Problem::new(StatusCode::FORBIDDEN, "Your role does not allow this")
            .detail(format!("It takes the role {}.", role.word())));
    }
    let is_proven = session.proven_at.is_some_and(|at| now.duration_since(at) < PROOF);
    if matches!(wanted, Need::Proof(_)) && !is_proven {
        return Err(Problem::new(StatusCode::PRECONDITION_REQUIRED, "Prove that it is you")
            .detail("Send a code from your authenticator app to session/proof, then try again."));
    }
    Ok(())
}

/// Other sites make browsers send what they like. Nothing here is for them: not even to read, and what changes
/// something has to be JSON as well, which no form can send.
fn from_our_own_pages(method: &Method, headers: &HeaderMap, site: &str) -> Result<(), Problem> {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    let from = text("sec-fetch-site").is_none_or(|from| matches!(from, "same-origin" | "none"));
    let origin = text("origin").is_none_or(|origin| origin == site) || text("sec-fetch-site").is_some();
    if !from || !origin {
        return Err(Problem::new(StatusCode::FORBIDDEN, "Another site cannot do this for you"));
    }
    let is_json = text("content-type").is_some_and(|kind| {
        kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
    });
    if *method == Method::GET || is_json {
        return Ok(());
    }
    Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "The request is not understood")
        .detail("Send JSON, with `Content-Type: application/json`."))
}

/// Nobody is signed in here, or not any more.
pub(super) fn unknown() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "Nobody is signed in")
        .detail("Sign in again; sessions end after a while without use.")
}
