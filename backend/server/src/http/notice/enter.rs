//! The full address of a page: where a link in the app, a mail or a message leads.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::super::problem::Problem;
use super::grant::{Grant, Way};
use super::{count, lost, visitor};
use crate::app::App;
use crate::secret;
use crate::store::Page;

/// How the address is asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Entry {
    lang: Option<String>,
    page: Option<String>,
    ticket: Option<String>,
}

/// Leads on to the page, with a cookie that opens it. Wrong, expired and never given tokens look the same.
pub(super) async fn enter(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    Query(entry): Query<Entry>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let sent_after = app.clock.now() - app.config.page_life();
    let Some(page) = app.store.page_by_token(secret::hash(&token), sent_after).await? else {
        return Ok(lost(&app, entry.lang.as_deref(), &headers));
    };
    // Neither who only looks ahead nor a machine may use a ticket up that its person needs.
    if visitor::looks_ahead(&headers) {
        return Ok(StatusCode::SERVICE_UNAVAILABLE.into_response());
    }
    let way = if method == Method::HEAD {
        Way::Address
    } else {
        let ticket = entry.ticket.as_deref().filter(|_| !visitor::is_machine(&headers));
        way(&app, &page, ticket).await?
    };
    let grant = Grant::new(page.notice, page.serial, way, app.clock.now());
    let mut response = Redirect::to(&onward(&page, &entry)).into_response();
    if let Some(cookie) = grant.cookie(&app.secret, app.config.is_secure()) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// How this visitor came, which uses a ticket up.
async fn way(app: &App, page: &Page, ticket: Option<&str>) -> Result<Way, Problem> {
    let now = app.clock.now();
    app.store.note_fetch(page.notice, now).await?;
    count("fetched");
    let Some(ticket) = ticket else { return Ok(Way::Address) };
    let holds = app.store.take_ticket(page.notice, secret::hash(ticket), now).await?;
    Ok(if holds { Way::App } else { Way::Address })
}

fn onward(page: &Page, entry: &Entry) -> String {
    let is_plain = |text: &&str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let wishes = [("lang", entry.lang.as_deref()), ("page", entry.page.as_deref())];
    let wishes = wishes.into_iter().filter_map(|(name, wish)| Some((name, wish.filter(is_plain)?)));
    let wishes: Vec<String> = wishes.map(|(name, wish)| format!("{name}={wish}")).collect();
    let mark = if wishes.is_empty() { "" } else { "?" };
    format!("/notice/{}{mark}{}", page.notice, wishes.join("&"))
}
