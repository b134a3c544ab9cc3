//! What a page tells and asks: that it was really seen, which button was pressed, and for another scan.

use std::collections::BTreeSet;
use std::sync::Arc;

use akabeko_core::evaluate::dataset::Device;
use akabeko_core::schedule::Unavailable;
use akabeko_shared::survey::Button;
use akabeko_shared::wire::Scan;
use akabeko_shared::{Language, NoticeId, Port, ScanId};
use axum::Json;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::super::agent::request_scan;
use super::super::problem::{Problem, not_found};
use super::grant::Way;
use super::{Opened, View, count, lost, opened, refuse_other_sites, visitor};
use crate::app::App;
use crate::page::step_id;
use crate::store::Pressed;

/// What a page that was really seen reports.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Seen {
    page: String,
    /// Whether the person does more than look.
    #[serde(default)]
    engaged: bool,
}

pub(super) async fn seen(
    State(app): State<Arc<App>>,
    Path(notice): Path<String>,
    headers: HeaderMap,
    Form(seen): Form<Seen>,
) -> Result<StatusCode, Problem> {
    refuse_other_sites(&headers)?;
    let Opened { page, way } = opened(&app, &notice, &headers).await?.ok_or_else(not_found)?;
    let landing = match seen.page.as_str() {
        "landing" => true,
        "main" => false,
        _ => return Err(Problem::new(StatusCode::BAD_REQUEST, "A page is landing or main")),
    };
    if visitor::is_machine(&headers) {
        return Ok(StatusCode::NO_CONTENT);
    }
    let now = app.clock.now();
    if seen.engaged {
        count("engaged");
        app.store.note_engagement(page.notice, now).await?;
    } else {
        count(if way == Way::App { "app" } else { "rendered" });
        app.store.visit(page.notice, landing, device(way), now).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

fn device(way: Way) -> Device {
    match way {
        Way::App => Device::App,
        Way::Address => Device::Browser,
    }
}

/// A press of a button.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Press {
    button: String,
}

pub(super) async fn answer(
    State(app): State<Arc<App>>,
    Path(notice): Path<String>,
    Query(view): Query<View>,
    headers: HeaderMap,
    Form(press): Form<Press>,
) -> Result<Response, Problem> {
    refuse_other_sites(&headers)?;
    let Some(Opened { page: kept, way }) = opened(&app, &notice, &headers).await? else {
        return Ok(not_yours(&app, &notice, &view, &headers));
    };
    let wrong =
        |what: String| Problem::new(StatusCode::BAD_REQUEST, "This button is not on the page").detail(what);
    let button: Button = press.button.parse().map_err(|error| wrong(format!("{error}")))?;
    let now = app.clock.now();
    match app
        .store
        .press(&kept, path(&kept.notice.to_string()), button, device(way), app.chance.case(now), now)
        .await?
    {
        Pressed::Kept => {
            app.bell.ring([kept.agent]);
            Ok(back(&notice, &view, "", &place(button)))
        }
        Pressed::NotOffered => Err(wrong(format!("{button} does not follow from the answers so far"))),
    }
}

pub(super) async fn rescan(
    State(app): State<Arc<App>>,
    Path(notice): Path<String>,
    Query(view): Query<View>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    refuse_other_sites(&headers)?;
    let Some(Opened { page: kept, .. }) = opened(&app, &notice, &headers).await? else {
        return Ok(not_yours(&app, &notice, &view, &headers));
    };
    let ports: BTreeSet<Port> =
        app.store.inbox(kept.agent).await?.into_iter().flat_map(|notice| notice.ports).collect();
    let asked = request_scan(&app, kept.agent, &Vec::from_iter(ports)).await?;
    let query = match asked {
        Ok(scan) => format!("scan={scan}"),
        Err(reason) => format!("sorry={}", sorry_word(reason)),
    };
    Ok(back(&notice, &view, &query, "rescan"))
}

pub(super) async fn scan(
    State(app): State<Arc<App>>,
    Path((notice, scan)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<Scan>, Problem> {
    let Opened { page: kept, .. } = opened(&app, &notice, &headers).await?.ok_or_else(not_found)?;
    let scan: ScanId = scan.parse().map_err(|_| not_found())?;
    let record = app.store.scan(scan).await?.filter(|record| record.agent == kept.agent);
    record.map(|record| Json(record.scan)).ok_or_else(not_found)
}

/// The address of a page, which is no key.
fn path(notice: &str) -> String {
    format!("/notice/{notice}")
}

/// Where on the page somebody reads on after a press.
fn place(button: Button) -> String {
    match button {
        Button::Network(_) | Button::Intent(..) | Button::Ability(..) | Button::Here(_) | Button::Mine(_) => {
            "next".to_owned()
        }
        Button::Later => "later".to_owned(),
        Button::Step(port, number, _) => step_id(port, number),
    }
}

/// Whoever may not see the page any more, after a day say, is told there how to open it again.
pub(super) fn not_yours(app: &App, notice: &str, view: &View, headers: &HeaderMap) -> Response {
    match notice.parse::<NoticeId>() {
        Ok(notice) => back(&notice.to_string(), view, "", ""),
        Err(_) => lost(app, view.lang.as_deref(), headers),
    }
}

pub(super) fn back(notice: &str, view: &View, query: &str, place: &str) -> Response {
    let language = view.lang.as_deref().and_then(|lang| lang.parse::<Language>().ok());
    let mut parts = vec!["page=main".to_owned()];
    parts.extend(language.map(|language| format!("lang={language}")));
    parts.extend((!query.is_empty()).then(|| query.to_owned()));
    let mark = if place.is_empty() { "" } else { "#" };
    Redirect::to(&format!("{}?{}{mark}{place}", path(notice), parts.join("&"))).into_response()
}

pub(super) fn sorry(word: &str) -> Option<Unavailable> {
    use Unavailable::{Halted, NotHere, OptedOut, TooMany, Vetoed, Withdrawn};
    let reasons = [NotHere, Vetoed, Withdrawn, TooMany, OptedOut, Halted];
    reasons.into_iter().find(|reason| sorry_word(*reason) == word)
}

fn sorry_word(reason: Unavailable) -> &'static str {
    match reason {
        Unavailable::NotHere => "not-here",
        Unavailable::Vetoed => "vetoed",
        Unavailable::Withdrawn => "withdrawn",
        Unavailable::TooMany => "too-many",
        Unavailable::OptedOut => "opted-out",
        Unavailable::Halted => "halted",
    }
}
