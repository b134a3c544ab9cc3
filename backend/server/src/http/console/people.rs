//! People and their agents: the list, and the days of one.

use std::collections::BTreeSet;
use std::sync::Arc;

use akabeko_shared::wire::Problem as WireProblem;
use akabeko_shared::{AgentId, PORTS, PortState};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::super::problem::{NoBody, Parameters, Problem, not_found};
use super::gate::Operator;
use super::join::unacceptable;
use super::overview::LATELY;
use super::wire::{
    AddressStay, AgentDetail, AgentPage, AgentRow, AgentSearch, AgentStanding, Happening, HappeningKind,
    NoticeSummary, PortDays, TimelineSpan,
};
use crate::app::App;
use crate::desk::roster::{Roster, Wanted};
use crate::page::device_named;
use crate::store::{AnyPort, Deed, Listed, NoticeOf, Seen, Standing};

/// How many agents a page has.
const PAGE: usize = 50;
/// How many days are shown, unless somebody asks for more or fewer.
const DAYS: u32 = 42;

/// A page of agents, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/console/agents",
    tag = "console",
    params(AgentSearch),
    responses((status = OK, body = AgentPage), (status = UNPROCESSABLE_ENTITY, body = WireProblem))
)]
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    Parameters(search): Parameters<AgentSearch>,
) -> Result<Json<AgentPage>, Problem> {
    let now = app.clock.now();
    let (fresh, open) = (fresh_since(&app, now), now - LATELY);
    let port = port(search.port.as_deref())?;
    let among = match port {
        Some(port) => Some(app.store.agents_with_open(port, open).await?),
        None => None,
    };
    let (total, mut found) = roster(&app, now).await?.find(&wanted(search, among), fresh, PAGE + 1);
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().copied().filter(|_| more);
    let listed = app.store.agents_listed(found, fresh, open).await?;
    let total = i64::try_from(total).unwrap_or(i64::MAX);
    Ok(Json(AgentPage { total, agents: listed.into_iter().map(row).collect(), next }))
}

/// Everything about one agent within some days.
#[utoipa::path(
    get,
    path = "/api/v1/console/agents/{agent}",
    tag = "console",
    params(("agent" = String, Path, description = "Who"), TimelineSpan),
    responses((status = OK, body = AgentDetail), (status = NOT_FOUND, body = WireProblem))
)]
pub(crate) async fn detail(
    State(app): State<Arc<App>>,
    Path(agent): Path<String>,
    Parameters(span): Parameters<TimelineSpan>,
) -> Result<Json<AgentDetail>, Problem> {
    let agent: AgentId = agent.parse().map_err(|_| not_found())?;
    let now = app.clock.now();
    let listed = app.store.agents_listed(vec![agent], fresh_since(&app, now), now - LATELY).await?;
    let listed = listed.into_iter().next().ok_or_else(not_found)?;
    let days = span.days.unwrap_or(DAYS).clamp(7, 120);
    let until = span.until.unwrap_or_else(|| app.today());
    let from = until.saturating_sub((i64::from(days) - 1).days());
    let (start, end) = (midnight(&app, from), midnight(&app, until.saturating_add(1.day())));
    let seen = app.store.seen(agent, start, end).await?;
    let said = app.store.evidence_of(agent).await?;
    let device = |port| {
        let said = said.iter().find(|(known, _)| *known == port);
        said.and_then(|(port, body)| device_named(*port, body)).unwrap_or_default()
    };
    let addresses = stays(app.store.scanned_at(agent, start, end).await?);
    let happenings = happenings(app.store.deeds(agent, start, end).await?, &addresses);
    let notices = app.store.notices_of(agent).await?.into_iter().map(|notice| summary(&app, &listed, notice));
    let place = listed.place.as_ref();
    let shared = match place {
        Some((address, ..)) => app.store.shared_ports(agent, *address).await?,
        None => Vec::new(),
    };
    Ok(Json(AgentDetail {
        provider: place.and_then(|(address, ..)| app.providers.name(*address)).unwrap_or_default().to_owned(),
        shared: shared.iter().map(ToString::to_string).collect(),
        from,
        until,
        ports: PORTS.iter().map(|port| port_days(&app, *port, &seen, from, until, device(*port))).collect(),
        addresses,
        happenings,
        notices: notices.collect(),
        agent: row(listed),
    }))
}

/// Erases an agent and everything about it, for good.
#[utoipa::path(
    delete,
    path = "/api/v1/console/agents/{agent}",
    tag = "console",
    params(("agent" = String, Path, description = "Who")),
    responses((status = NO_CONTENT), (status = NOT_FOUND, body = WireProblem))
)]
pub(crate) async fn erase(
    State(app): State<Arc<App>>,
    by: Operator,
    Path(agent): Path<String>,
    NoBody: NoBody,
) -> Result<StatusCode, Problem> {
    let agent: AgentId = agent.parse().map_err(|_| not_found())?;
    // Not even the log names whom nothing is to be known of any more.
    let store = by.store(&app, "agent.erase", "", "");
    let erased = store.erase(agent).await?;
    app.desk.window.forget();
    app.desk.roster.forget();
    if erased { Ok(StatusCode::NO_CONTENT) } else { Err(not_found()) }
}

/// Since when a check-in counts as lately.
pub(super) fn fresh_since(app: &App, now: Timestamp) -> Timestamp {
    now - app.config.schedule().freshness
}

/// Everybody, as of a while ago where there are many.
pub(super) async fn roster(app: &App, now: Timestamp) -> Result<Arc<Roster>, Problem> {
    let members = async { app.store.members().await.map(Roster::of) };
    Ok(app.desk.roster.get((), now, members).await?.1)
}

fn port(wanted: Option<&str>) -> Result<Option<AnyPort>, Problem> {
    match wanted {
        None | Some("") => Ok(None),
        Some("any") => Ok(Some(AnyPort::Any)),
        Some(port) => {
            let port = port.parse().map_err(|error| unacceptable("This is no port", format!("{error}")))?;
            Ok(Some(AnyPort::One(port)))
        }
    }
}

fn wanted(search: AgentSearch, among: Option<BTreeSet<AgentId>>) -> Wanted {
    let standing = search.standing.map(|standing| match standing {
        AgentStanding::Online => Standing::Online,
        AgentStanding::Paused => Standing::Paused,
        AgentStanding::Away => Standing::Away,
        AgentStanding::Withdrawn => Standing::Withdrawn,
    });
    let AgentSearch { platform, after, .. } = search;
    Wanted { search: search.search.unwrap_or_default(), platform, standing, among, after }
}

fn row(listed: Listed) -> AgentRow {
    let standing = match listed.standing {
        Standing::Online => AgentStanding::Online,
        Standing::Paused => AgentStanding::Paused,
        Standing::Away => AgentStanding::Away,
        Standing::Withdrawn => AgentStanding::Withdrawn,
    };
    let place = listed.place.filter(|_| listed.standing != Standing::Withdrawn);
    AgentRow {
        agent: listed.agent,
        platform: listed.platform,
        language: listed.language,
        app_version: listed.app_version,
        label: listed.label,
        enrolled_at: listed.enrolled_at,
        standing,
        address: place.as_ref().map(|(address, ..)| address.to_string()),
        network: place.as_ref().map(|(_, kind, _)| *kind),
        confirmed_at: place.as_ref().map(|(.., at)| *at),
        open_ports: listed.open.iter().map(ToString::to_string).collect(),
        notices: listed.notices,
    }
}

fn midnight(app: &App, day: Date) -> Timestamp {
    day.to_zoned_datetime(app.config.zone()).map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}

fn port_days(
    app: &App,
    port: akabeko_shared::Port,
    seen: &[Seen],
    from: Date,
    until: Date,
    device: String,
) -> PortDays {
    let count = usize::try_from((until - from).get_days()).unwrap_or_default() + 1;
    let (mut looks, mut open) = (vec![0_u32; count], vec![false; count]);
    for one in seen.iter().filter(|one| one.port == port) {
        let day = one.at.to_zoned_datetime(app.config.zone()).date();
        let Ok(index) = usize::try_from((day - from).get_days()) else { continue };
        if let (Some(looks), Some(open)) = (looks.get_mut(index), open.get_mut(index)) {
            *looks += 1;
            *open |= one.state == PortState::Open;
        }
    }
    let letter = |(looks, open): (&u32, &bool)| match (*looks, *open) {
        (0, _) => '-',
        (_, true) => 'o',
        (_, false) => 'c',
    };
    PortDays { port: port.to_string(), days: looks.iter().zip(&open).map(letter).collect(), looks, device }
}

fn stays(scanned: Vec<(std::net::IpAddr, Timestamp)>) -> Vec<AddressStay> {
    let mut stays: Vec<AddressStay> = Vec::new();
    for (address, at) in scanned {
        let address = address.to_string();
        match stays.last_mut() {
            Some(stay) if stay.address == address => stay.until = at,
            Some(_) | None => stays.push(AddressStay { address, from: at, until: at }),
        }
    }
    stays
}

fn happenings(deeds: Vec<Deed>, stays: &[AddressStay]) -> Vec<Happening> {
    let moved = stays.iter().skip(1).map(|stay| Happening {
        at: stay.from,
        kind: HappeningKind::Moved,
        about: stay.address.clone(),
    });
    let mut happenings: Vec<Happening> = deeds
        .into_iter()
        .filter_map(|Deed { at, kind, about }| Some(Happening { at, kind: kind_of(kind)?, about }))
        .chain(moved)
        .collect();
    happenings.sort_by_key(|happening| (happening.at, happening.kind));
    happenings
}

fn kind_of(word: &str) -> Option<HappeningKind> {
    match word {
        "enrolled" => Some(HappeningKind::Enrolled),
        "notified" => Some(HappeningKind::Notified),
        "visited" => Some(HappeningKind::Visited),
        "answered" => Some(HappeningKind::Answered),
        "closed" => Some(HappeningKind::Closed),
        "reopened" => Some(HappeningKind::Reopened),
        "case_opened" => Some(HappeningKind::CaseOpened),
        "case_closed" => Some(HappeningKind::CaseClosed),
        "judged" => Some(HappeningKind::Judged),
        _ => None,
    }
}

fn summary(app: &App, agent: &Listed, notice: NoticeOf) -> NoticeSummary {
    NoticeSummary {
        word: app.secret.word(notice.notice, agent.language),
        notice: notice.notice,
        campaign: notice.campaign,
        ports: notice.ports.iter().map(ToString::to_string).collect(),
        arm: notice.arm,
        variant: notice.variant,
        sent_at: notice.sent_at,
        due_at: notice.due_at,
        state: notice.state,
    }
}
