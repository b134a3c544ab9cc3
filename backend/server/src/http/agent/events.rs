//! News for an agent: a stream of server-sent events that can be resumed, or the same by plain polling.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use akabeko_shared::AgentId;
use akabeko_shared::wire::{Event, Events, Problem as WireProblem};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::sse::{self, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::Stream;
use serde::Deserialize;

use super::super::problem::{Parameters, Problem};
use super::super::session::Caller;
use crate::app::App;

/// How often a stream looks by itself, for news that another process stored.
const LOOK: Duration = Duration::from_secs(5);

/// From where to go on.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct After {
    /// The number of the last event that was heard; 0 for all.
    #[serde(default)]
    after: i64,
}

/// News since an event. With `Accept: text/event-stream` the connection stays open and each event's id is its
/// number, so that `Last-Event-ID` resumes where a connection broke; otherwise up to 100 events as JSON.
#[utoipa::path(
    get,
    path = "/api/v1/events",
    tag = "agent",
    security(("device" = [])),
    params(After),
    responses((status = OK, body = Events), (status = UNAUTHORIZED, body = WireProblem))
)]
pub(crate) async fn events(
    State(app): State<Arc<App>>,
    Caller(caller): Caller,
    Parameters(After { after }): Parameters<After>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if text(header::ACCEPT).is_some_and(|accept| accept.contains("text/event-stream")) {
        let resumed = text(header::HeaderName::from_static("last-event-id")).and_then(|id| id.parse().ok());
        let stream = stream(app, caller.agent, resumed.unwrap_or(after));
        return Ok(Sse::new(stream)
            .keep_alive(KeepAlive::new().interval(Duration::from_secs(20)))
            .into_response());
    }
    Ok(Json(Events { events: app.store.events_after(caller.agent, after).await? }).into_response())
}

fn stream(app: Arc<App>, agent: AgentId, after: i64) -> impl Stream<Item = Result<sse::Event, Infallible>> {
    let bell = app.bell.of(agent);
    let waiting: Vec<Event> = Vec::new();
    futures::stream::unfold(
        (app, bell, after, waiting.into_iter()),
        move |(app, bell, mut after, mut waiting)| async move {
            loop {
                if let Some(event) = waiting.next() {
                    after = event.number;
                    return Some((Ok(told(&event)), (app, bell, after, waiting)));
                }
                // Listen before looking, so that news between the two is not slept through.
                let rung = bell.notified();
                match app.store.events_after(agent, after).await {
                    Ok(news) if !news.is_empty() => waiting = news.into_iter(),
                    Ok(_) => {
                        // A ring and the timer mean the same: look again.
                        let _ = tokio::time::timeout(LOOK, rung).await;
                    }
                    // The agent reconnects and resumes.
                    Err(_) => return None,
                }
            }
        },
    )
}

fn told(event: &Event) -> sse::Event {
    let body = serde_json::to_string(event).unwrap_or_default();
    sse::Event::default().id(event.number.to_string()).data(body)
}
