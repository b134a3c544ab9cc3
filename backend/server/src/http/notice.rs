//! The notification page (section 3.3). Its full address, `/n/{token}`, is a key: whoever comes by it is given a
//! cookie for a day and led on to `/notice/{notice}`, whose address tells nothing. A GET is no visit: a visit is what
//! a page that was really seen reports, or the first button that is pressed.

mod enter;
mod grant;
mod message;
mod press;
mod show;
mod visitor;

use std::sync::Arc;

use akabeko_shared::{Language, NoticeId};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::map_response;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;

use super::MESSAGE_LIMIT;
use super::problem::Problem;
use crate::app::App;
use crate::page;
use crate::store::Page;
use grant::{Grant, Way};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/n/{token}", get(enter::enter))
        .route("/notice/{notice}", get(show::show))
        .route("/notice/{notice}/seen", post(press::seen))
        .route("/notice/{notice}/answer", post(press::answer))
        .route("/notice/{notice}/message", post(message::write).layer(DefaultBodyLimit::max(MESSAGE_LIMIT)))
        .route("/notice/{notice}/rescan", post(press::rescan))
        .route("/notice/{notice}/scan/{scan}", get(press::scan))
        .layer(map_response(private))
}

/// How the page is asked for.
#[derive(Debug, Default, Deserialize)]
struct View {
    lang: Option<String>,
    page: Option<String>,
    scan: Option<String>,
    sorry: Option<String>,
}

/// A page that its reader may see, and how they came to it.
struct Opened {
    page: Page,
    way: Way,
}

/// The page of a notice, for whoever brings a grant to it. Without one, and whatever else is wrong, it looks as if
/// there were none.
async fn opened(app: &App, notice: &str, headers: &HeaderMap) -> Result<Option<Opened>, Problem> {
    let Ok(notice) = notice.parse::<NoticeId>() else { return Ok(None) };
    let now = app.clock.now();
    let grant = Grant::read(headers, notice, &app.secret, app.config.is_secure(), now);
    let Some(Grant { serial, way, .. }) = grant else { return Ok(None) };
    let page = app.store.page(notice, now - app.config.page_life()).await?;
    Ok(page.filter(|page| page.serial == serial).map(|page| Opened { page, way }))
}

fn lost(app: &App, lang: Option<&str>, headers: &HeaderMap) -> Response {
    let catalogue = app.catalogue(language(lang, headers).unwrap_or_default());
    let html = page::not_found(catalogue).unwrap_or_default();
    (StatusCode::NOT_FOUND, Html(html)).into_response()
}

/// Refuses what a page elsewhere has its visitors' browsers send. They leave the cookie at home as well, but a
/// person's own words must not hang on one thing alone.
pub(super) fn refuse_other_sites(headers: &HeaderMap) -> Result<(), Problem> {
    let from = headers.get("sec-fetch-site").map(|value| value.as_bytes());
    if from.is_none_or(|from| [&b"same-origin"[..], b"none"].contains(&from)) {
        return Ok(());
    }
    Err(Problem::new(StatusCode::FORBIDDEN, "Another site cannot press this button for you")
        .detail("Open the page here and press the button there."))
}

fn count(view: &'static str) {
    metrics::counter!("akabeko_page_views_total", "view" => view).increment(1);
}

/// The language that was chosen on the page, else the browser's; the person's own comes after both.
pub(super) fn language(chosen: Option<&str>, headers: &HeaderMap) -> Option<Language> {
    let chosen = chosen.and_then(|language| language.parse().ok());
    chosen.or_else(|| {
        let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        Language::accepted(accepted)
    })
}

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Nobody keeps, frames, indexes or passes on a page whose address is its key.
pub(super) async fn private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let set = [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::HeaderName::from_static("x-robots-tag"), "noindex"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    for (name, value) in set {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
