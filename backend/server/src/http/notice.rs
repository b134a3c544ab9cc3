//! The notification page under `/n/{token}` (section 3.3). A GET changes nothing: a visit is what a page that
//! was really seen reports, or the first button that is pressed.

use std::collections::BTreeSet;
use std::sync::Arc;

use akabeko_core::schedule::Unavailable;
use akabeko_core::standing::About;
use akabeko_shared::survey::Button;
use akabeko_shared::wire::{NoticeState, Scan, ScanState};
use akabeko_shared::{Language, Port, ScanId};
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::map_response;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use jiff::{Timestamp, ToSpan};
use serde::Deserialize;

use super::agent::request_scan;
use super::problem::{Problem, not_found};
use crate::app::App;
use crate::page::{Door, NoticePage, Rescan};
use crate::store::{Page, Pressed, ScanRecord};
use crate::{page, secret};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/n/{token}", get(show))
        .route("/n/{token}/seen", post(seen))
        .route("/n/{token}/answer", post(answer))
        .route("/n/{token}/rescan", post(rescan))
        .route("/n/{token}/scan/{scan}", get(scan))
        .layer(map_response(private))
}

/// How the page is asked for.
#[derive(Debug, Default, Deserialize)]
struct View {
    lang: Option<String>,
    page: Option<String>,
    scan: Option<String>,
    sorry: Option<String>,
    ticket: Option<String>,
}

async fn show(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    Query(view): Query<View>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    match find(&app, &token).await? {
        Some(kept) => Ok(Html(render(&app, &token, &view, &kept, &headers).await?).into_response()),
        None => Ok(lost(&app, &view, &headers)),
    }
}

async fn render(
    app: &App,
    token: &str,
    view: &View,
    kept: &Page,
    headers: &HeaderMap,
) -> Result<String, Problem> {
    let language = language(view.lang.as_deref(), headers).unwrap_or(kept.language);
    let scan = match view.scan.as_deref().and_then(|scan| scan.parse::<ScanId>().ok()) {
        Some(scan) => app.store.scan(scan).await?.filter(|record| record.agent == kept.agent),
        None => None,
    };
    let provider = kept.address.parse().ok().and_then(|address| app.providers.name(address));
    let path = format!("/n/{token}");
    let unseen = kept.survey.place().is_none();
    let html = page::render(&NoticePage {
        catalogue: app.catalogue(language),
        path: &path,
        organisation: &app.config.organisation,
        address: &kept.address,
        provider,
        time_zone: &app.config.zone(),
        enrolled_at: kept.enrolled_at,
        sent_at: kept.sent_at,
        word: &app.secret.word(kept.notice, language),
        doors: doors(app, kept).await?,
        survey: &kept.survey,
        variant: kept.variant,
        landing: kept.campaign.landing && unseen && view.page.as_deref() != Some("main"),
        ticket: view.ticket.as_deref(),
        rescan: scan.as_ref().map(|record| rescan_of(record, kept)),
        unavailable: view.sorry.as_deref().and_then(sorry),
        closed_at: kept.closed_at.filter(|_| kept.state == NoticeState::Closed),
        case_open: kept.case_open,
        withheld: kept.withheld,
        sample: false,
    });
    html.map_err(|error| {
        tracing::error!(%error, "failed to render a page");
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "The page could not be written")
    })
}

/// A scan as the page shows it: one from another network, or of other ports, says nothing about this notice.
fn rescan_of<'a>(record: &'a ScanRecord, kept: &Page) -> Rescan<'a> {
    let Scan { scan, state, finished_at, seen } = &record.scan;
    let about = About { ports: &kept.ports, network: kept.network.as_ref() };
    let covers = kept.ports.iter().all(|port| seen.iter().any(|seen| seen.port == *port));
    let tells = kept.withheld || covers && about.is_in(record.network.as_ref());
    let state = if *state == ScanState::Done && !tells { ScanState::Dropped } else { *state };
    Rescan { scan: *scan, state, finished_at: *finished_at, seen }
}

/// What was seen of each port in the campaign's window and since; of somebody who waits in a trial now, until this
/// notice was sent.
async fn doors(app: &App, kept: &Page) -> Result<Vec<Door>, Problem> {
    let zone = kept.campaign.zone();
    let from = kept
        .campaign
        .from
        .to_zoned_datetime(zone.clone())
        .map(|first| first.timestamp())
        .unwrap_or(kept.sent_at);
    let until = kept
        .campaign
        .until
        .saturating_add(1.day())
        .to_zoned_datetime(zone.clone())
        .map(|end| end.timestamp());
    let until = until.unwrap_or(kept.sent_at);
    let days_of = |times: &[Timestamp]| {
        let within = times.iter().filter(|time| **time < until);
        let mut days: Vec<_> = within.map(|time| time.to_zoned_datetime(zone.clone()).date()).collect();
        days.dedup();
        u32::try_from(days.len()).unwrap_or(u32::MAX)
    };
    let mut doors = Vec::new();
    for port in &kept.ports {
        let mut sighting = app.store.sighting(kept.agent, *port, from).await?;
        if kept.withheld {
            sighting.end(kept.sent_at);
        }
        doors.push(Door {
            port: *port,
            open_days: days_of(&sighting.open),
            days: days_of(&sighting.looks),
            last_seen: sighting.open.last().copied().unwrap_or(kept.sent_at),
            said: sighting.said.map(|said| String::from_utf8_lossy(&said).into_owned()),
            state_now: sighting.now,
        });
    }
    Ok(doors)
}

/// What a page that was really seen reports.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seen {
    page: String,
    #[serde(default)]
    ticket: String,
}

async fn seen(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    Form(seen): Form<Seen>,
) -> Result<StatusCode, Problem> {
    let kept = find(&app, &token).await?.ok_or_else(not_found)?;
    let landing = match seen.page.as_str() {
        "landing" => true,
        "main" => false,
        _ => return Err(Problem::new(StatusCode::BAD_REQUEST, "A page is landing or main")),
    };
    let ticket = (!seen.ticket.is_empty()).then(|| secret::hash(&seen.ticket));
    app.store.visit(kept.notice, landing, ticket, app.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A press of a button.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Press {
    button: String,
}

async fn answer(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    Query(view): Query<View>,
    headers: HeaderMap,
    Form(press): Form<Press>,
) -> Result<Response, Problem> {
    let Some(kept) = find(&app, &token).await? else { return Ok(lost(&app, &view, &headers)) };
    let wrong =
        |what: String| Problem::new(StatusCode::BAD_REQUEST, "This button is not on the page").detail(what);
    let button: Button = press.button.parse().map_err(|error| wrong(format!("{error}")))?;
    let now = app.clock.now();
    // The page by its notice, not by its token: a copy of the database must open no page.
    let page = format!("/n/{}", kept.notice);
    match app.store.press(&kept, page, button, app.chance.case(now), now).await? {
        Pressed::Kept => {
            app.bell.ring([kept.agent]);
            Ok(back(&token, &view, "", "next"))
        }
        Pressed::NotOffered => Err(wrong(format!("{button} does not follow from the answers so far"))),
    }
}

async fn rescan(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    Query(view): Query<View>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Some(kept) = find(&app, &token).await? else { return Ok(lost(&app, &view, &headers)) };
    let ports: BTreeSet<Port> =
        app.store.inbox(kept.agent).await?.into_iter().flat_map(|notice| notice.ports).collect();
    let asked = request_scan(&app, kept.agent, &Vec::from_iter(ports)).await?;
    let query = match asked {
        Ok(scan) => format!("scan={scan}"),
        Err(reason) => format!("sorry={}", sorry_word(reason)),
    };
    Ok(back(&token, &view, &query, "rescan"))
}

async fn scan(
    State(app): State<Arc<App>>,
    Path((token, scan)): Path<(String, String)>,
) -> Result<Json<Scan>, Problem> {
    let kept = find(&app, &token).await?.ok_or_else(not_found)?;
    let scan: ScanId = scan.parse().map_err(|_| not_found())?;
    let record = app.store.scan(scan).await?.filter(|record| record.agent == kept.agent);
    record.map(|record| Json(record.scan)).ok_or_else(not_found)
}

/// The page of a token; wrong, expired and never given tokens look the same.
async fn find(app: &App, token: &str) -> Result<Option<Page>, Problem> {
    let sent_after = app.clock.now() - app.config.page_life();
    Ok(app.store.page(secret::hash(token), sent_after).await?)
}

fn lost(app: &App, view: &View, headers: &HeaderMap) -> Response {
    let catalogue = app.catalogue(language(view.lang.as_deref(), headers).unwrap_or_default());
    let html = page::not_found(catalogue).unwrap_or_default();
    (StatusCode::NOT_FOUND, Html(html)).into_response()
}

fn back(token: &str, view: &View, query: &str, place: &str) -> Response {
    let language = view.lang.as_deref().and_then(|lang| lang.parse::<Language>().ok());
    let mut parts = vec!["page=main".to_owned()];
    parts.extend(language.map(|language| format!("lang={language}")));
    parts.extend((!query.is_empty()).then(|| query.to_owned()));
    Redirect::to(&format!("/n/{token}?{}#{place}", parts.join("&"))).into_response()
}

/// The language that was chosen on the page, else the browser's; the person's own comes after both.
pub(super) fn language(chosen: Option<&str>, headers: &HeaderMap) -> Option<Language> {
    let chosen = chosen.and_then(|language| language.parse().ok());
    chosen.or_else(|| {
        let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        Language::accepted(accepted)
    })
}

fn sorry(word: &str) -> Option<Unavailable> {
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
