//! The page as its reader gets it. Address and provider are shown only to whoever comes from the app, or from the
//! very line that the notice is about: a link that was passed on must not tell where somebody lives.

use std::net::IpAddr;
use std::sync::Arc;

use akabeko_core::standing::About;
use akabeko_scanner::identify::Guess;
use akabeko_shared::survey::Survey;
use akabeko_shared::wire::{NoticeState, Scan, ScanState};
use akabeko_shared::{Protocol, ScanId};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use jiff::{Timestamp, ToSpan};

use super::super::client_address::ClientAddress;
use super::super::problem::Problem;
use super::grant::Way;
use super::press::sorry;
use super::{Opened, View, language, lost, opened};
use crate::app::App;
use crate::page::{self, Door, NoticePage, Rescan, Spoken};
use crate::store::{Message, Page, ScanRecord};

/// What whoever reads may see.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    /// Where the device is now concerns only whoever holds it.
    pub(super) is_in_app: bool,
    /// Address, provider, and what the device said.
    pub(super) sees_all: bool,
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path(notice): Path<String>,
    Query(view): Query<View>,
    from: Result<ClientAddress, Problem>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Some(Opened { page, way }) = opened(&app, &notice, &headers).await? else {
        return Ok(lost(&app, view.lang.as_deref(), &headers));
    };
    let reader = Reader::of(&page, way, from.ok());
    Ok(Html(render(&app, &view, &page, reader, &headers).await?).into_response())
}

impl Reader {
    pub(super) fn of(page: &Page, way: Way, from: Option<ClientAddress>) -> Self {
        let about = page.address.parse().ok();
        let is_at_home =
            from.zip(about).is_some_and(|(ClientAddress(from), about)| is_same_line(from, about));
        Self { is_in_app: way == Way::App, sees_all: way == Way::App || is_at_home }
    }
}

/// Whether two addresses belong to one line: over IPv6 a home has a whole network (RFC 6177).
fn is_same_line(one: IpAddr, other: IpAddr) -> bool {
    match (one, other) {
        (IpAddr::V6(one), IpAddr::V6(other)) => one.octets()[..8] == other.octets()[..8],
        (IpAddr::V4(_), _) | (_, IpAddr::V4(_)) => one == other,
    }
}

async fn render(
    app: &App,
    view: &View,
    kept: &Page,
    reader: Reader,
    headers: &HeaderMap,
) -> Result<String, Problem> {
    let language = language(view.lang.as_deref(), headers).unwrap_or(kept.language);
    let scan = match view.scan.as_deref().and_then(|scan| scan.parse::<ScanId>().ok()) {
        Some(scan) => app.store.scan(scan).await?.filter(|record| record.agent == kept.agent),
        None => None,
    };
    let provider = kept.address.parse().ok().and_then(|address| app.providers.name(address));
    let thread = if reader.sees_all { app.store.conversation(kept.agent).await? } else { None };
    let thread: Option<Vec<Spoken>> = thread.map(|(_, written)| written.into_iter().map(spoken).collect());
    let path = format!("/notice/{}", kept.notice);
    let unseen = kept.survey == Survey::default();
    let html = page::render(&NoticePage {
        catalogue: app.catalogue(language),
        path: &path,
        organisation: &app.organisation(),
        address: reader.sees_all.then_some(&kept.address),
        provider: provider.filter(|_| reader.sees_all),
        time_zone: &app.config.zone(),
        enrolled_at: kept.enrolled_at,
        sent_at: kept.sent_at,
        word: &app.secret.word(kept.notice, language),
        doors: doors(app, kept, !reader.sees_all).await?,
        survey: &kept.survey,
        variant: kept.variant,
        landing: kept.campaign.landing && unseen && view.page.as_deref() != Some("main"),
        rescan: scan.as_ref().map(|record| rescan_of(record, kept)),
        unavailable: view.sorry.as_deref().and_then(sorry),
        closed_at: kept.closed_at.filter(|_| kept.state == NoticeState::Closed),
        case_open: kept.case_open,
        thread: thread.as_deref(),
        withheld: kept.withheld,
        elsewhere: reader.is_in_app && is_elsewhere(app, kept).await?,
        sample: false,
    });
    html.map_err(|error| {
        tracing::error!(%error, "failed to render a page");
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "The page could not be written")
    })
}

fn spoken(message: Message) -> Spoken {
    Spoken { at: message.at, is_theirs: message.operator.is_empty(), text: message.body }
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

/// What devices say may name addresses and people.
fn kind_alone(guess: Guess) -> Guess {
    Guess { kind: guess.kind, certainty: guess.certainty, ..Guess::default() }
}

/// Whether the device was last heard of from another network than the one that the notice is about.
async fn is_elsewhere(app: &App, kept: &Page) -> Result<bool, Problem> {
    let now = app.store.whereabouts(kept.agent, app.clock.now()).await?;
    Ok(now.is_some_and(|(target, network, _)| match (&kept.network, &network) {
        (Some(then), Some(now)) => then != now,
        (Some(_), None) | (None, Some(_)) | (None, None) => {
            kept.address.parse().is_ok_and(|then| !is_same_line(then, target.address))
        }
    }))
}

/// What was seen of each port in the campaign's window and since; of somebody who waits in a trial now, until this
/// notice was sent.
async fn doors(app: &App, kept: &Page, masked: bool) -> Result<Vec<Door>, Problem> {
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
        let guess = sighting.said.as_deref().and_then(|said| page::guess(*port, said));
        doors.push(Door {
            port: *port,
            open_days: days_of(&sighting.open),
            days: days_of(&sighting.looks),
            last_seen: sighting.open.last().copied().unwrap_or(kept.sent_at),
            replied: sighting.said.is_some() || port.protocol == Protocol::Udp,
            device: if masked { guess.map(kind_alone) } else { guess },
            said: sighting.said.filter(|_| !masked).map(|said| String::from_utf8_lossy(&said).into_owned()),
            state_now: sighting.now,
        });
    }
    Ok(doors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_an_address_or_a_network_of_ipv6() {
        for (one, other, expected) in [
            ("203.0.113.1", "203.0.113.1", true),
            ("203.0.113.1", "203.0.113.2", false),
            ("203.0.113.1", "2001:db8::1", false),
            ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true),
            ("2001:db8:0:1::1", "2001:db8:0:2::1", false),
        ] {
            assert_eq!(is_same_line(one.parse().unwrap(), other.parse().unwrap()), expected, "{one} {other}");
        }
    }
}
