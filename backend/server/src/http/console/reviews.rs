//! The review queue: web ports whose content a person has to look at (section 3.2), with what they said.

use std::sync::Arc;

use akabeko_core::plan::{A_WORD_HOLDS, WebVerdict};
use akabeko_scanner::identify::facts;
use akabeko_shared::wire::Problem as WireProblem;
use akabeko_shared::{AgentId, Port};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::SignedDuration;

use super::super::problem::{Body, NoBody, Parameters, Problem, not_found};
use super::gate::Operator;
use super::pages::page;
use super::wire::{Fact, Judgement, Review, ReviewQueue, ReviewSearch, VerdictView, WebWord};
use crate::app::App;
use crate::page::{device_named, lines};
use crate::store::{WebPort, Word};

/// Ports that were not seen open for longer than this are no longer asked about.
pub(super) const SEEN_WITHIN: SignedDuration = SignedDuration::from_hours(24 * 30);
/// How many are shown.
const SHOWN: usize = 50;
/// How much of an answer is shown, in characters.
const SAID: usize = 4096;
/// How much of a fact.
const FACT: usize = 256;

/// Those that wait, or those that were judged.
#[utoipa::path(
    get,
    path = "/api/v1/console/reviews",
    tag = "console",
    params(ReviewSearch),
    responses((status = OK, body = ReviewQueue))
)]
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    Parameters(search): Parameters<ReviewSearch>,
) -> Result<Json<ReviewQueue>, Problem> {
    let now = app.clock.now();
    let ports = app.store.web_ports(now - SEEN_WITHIN, now).await?;
    let waiting = ports.iter().filter(|port| port.waits()).count();
    let judged = ports.len() - waiting;
    let wanted = ports
        .into_iter()
        .filter(|port| port.waits() != search.judged && search.agent.is_none_or(|agent| port.agent == agent));
    let (shown, next) = page(wanted.collect(), SHOWN, search.after, |WebPort { agent, port, .. }| {
        format!("{agent}/{}-{}", port.protocol, port.number)
    });
    let mut reviews = Vec::new();
    for port in shown {
        reviews.push(review(&app, port).await?);
    }
    Ok(Json(ReviewQueue { waiting, judged, reviews, next }))
}

/// Keeps a word on the evidence that was looked at, for six months.
#[utoipa::path(
    put,
    path = "/api/v1/console/reviews/{agent}/{port}",
    tag = "console",
    params(("agent" = String, Path, description = "Whose"), ("port" = String, Path, description = "Such as tcp-80")),
    request_body = Judgement,
    responses((status = NO_CONTENT), (status = CONFLICT, body = WireProblem), (status = NOT_FOUND, body = WireProblem))
)]
pub(crate) async fn judge(
    State(app): State<Arc<App>>,
    by: Operator,
    Path((agent, port)): Path<(String, String)>,
    Body(said): Body<Judgement>,
) -> Result<StatusCode, Problem> {
    let (agent, port, now) = (known(&app, &agent).await?, web_port(&port)?, app.clock.now());
    let verdict = match said.verdict {
        WebWord::Public => WebVerdict::Public,
        WebWord::Private => WebVerdict::Private,
    };
    let word = Word {
        verdict,
        reviewer: by.name().to_owned(),
        at: now,
        expires_at: now + A_WORD_HOLDS,
        evidence_hash: said.evidence_hash,
    };
    let detail = match verdict {
        WebVerdict::Public => "public",
        WebVerdict::Private => "private",
    };
    let store = by.store(&app, "review.judge", &format!("{} {port}", app.in_the_log(agent)), detail);
    if !store.judge((agent, port), word).await? {
        return Err(Problem::new(StatusCode::CONFLICT, "This port says something else by now")
            .detail("Look at the new evidence, then judge again."));
    }
    app.desk.window.forget();
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a word back.
#[utoipa::path(
    delete,
    path = "/api/v1/console/reviews/{agent}/{port}",
    tag = "console",
    params(("agent" = String, Path, description = "Whose"), ("port" = String, Path, description = "Such as tcp-80")),
    responses((status = NO_CONTENT), (status = NOT_FOUND, body = WireProblem))
)]
pub(crate) async fn unjudge(
    State(app): State<Arc<App>>,
    by: Operator,
    Path((agent, port)): Path<(String, String)>,
    NoBody: NoBody,
) -> Result<StatusCode, Problem> {
    let (agent, port) = (known(&app, &agent).await?, web_port(&port)?);
    let store = by.store(&app, "review.undo", &format!("{} {port}", app.in_the_log(agent)), "");
    let taken = store.unjudge(agent, port).await?;
    app.desk.window.forget();
    if taken { Ok(StatusCode::NO_CONTENT) } else { Err(not_found()) }
}

async fn review(app: &App, found: WebPort) -> Result<Review, Problem> {
    let WebPort { agent, port, seen_at, verdict, has_changed } = found;
    let evidence = app.store.evidence(agent, port).await?;
    let since = app.clock.now() - SEEN_WITHIN;
    let open_days = app.store.open_days(agent, port, since).await?;
    let (body, hash) = evidence.as_ref().map(|found| (&*found.body, &*found.hash)).unwrap_or_default();
    let fact = |fact: akabeko_scanner::identify::Fact| Fact {
        name: fact.kind.name().to_owned(),
        value: lines(&fact.text, FACT),
    };
    Ok(Review {
        agent,
        port: port.to_string(),
        seen_at,
        open_days,
        evidence_at: evidence.as_ref().map(|found| found.at),
        facts: facts(port, body).into_iter().map(fact).collect(),
        device: device_named(port, body).unwrap_or_default(),
        said: lines(&String::from_utf8_lossy(body), SAID),
        evidence_hash: hash.to_owned(),
        alike: evidence.as_ref().map_or(0, |found| found.alike),
        verdict: verdict.map(|word| view(word, has_changed)),
    })
}

fn view(word: Word, has_changed: bool) -> VerdictView {
    let verdict = match word.verdict {
        WebVerdict::Public => WebWord::Public,
        WebVerdict::Private => WebWord::Private,
    };
    let Word { reviewer, at, expires_at, evidence_hash, .. } = word;
    VerdictView { verdict, reviewer, at, expires_at, evidence_hash, has_changed }
}

async fn known(app: &App, agent: &str) -> Result<AgentId, Problem> {
    let agent = agent.parse().map_err(|_| not_found())?;
    let now = app.clock.now();
    app.store
        .agents_listed(vec![agent], now, now)
        .await?
        .pop()
        .map(|listed| listed.agent)
        .ok_or_else(not_found)
}

fn web_port(text: &str) -> Result<Port, Problem> {
    let port: Option<Port> = text.replacen('-', "/", 1).parse().ok();
    port.filter(|port| port.is_web()).ok_or_else(not_found)
}
