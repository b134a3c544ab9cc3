//! What comes back: bounded, told apart, and believed only where it is in the backend's own language.

use std::error::Error;

use akabeko_shared::wire::{self, Problem};
use futures::{Stream, StreamExt, stream};
use reqwest::header::CONTENT_TYPE;
use reqwest::{RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;

use super::events::Parser;
use crate::Failure;

/// No reply is longer than this.
const MOST: usize = 1024 * 1024;

/// Sends a call and reads its reply.
pub(super) async fn read<T: DeserializeOwned>(call: RequestBuilder) -> Result<T, Failure> {
    let body = body(send(call).await?).await?;
    serde_json::from_slice(&body)
        .map_err(|error| Failure::Unreachable(format!("it answered something else: {error}")))
}

/// Sends a call; a reply that is not a success is a failure.
pub(super) async fn send(call: RequestBuilder) -> Result<Response, Failure> {
    let response = call.send().await.map_err(|error| unreachable(&error))?;
    let status = response.status();
    if status.is_success() { Ok(response) } else { Err(refused(status, response).await) }
}

/// The events of an open stream. What cannot be understood is passed over, and an event without end ends the
/// stream; the next check-in tells what was missed.
pub(super) fn listen(response: Response) -> impl Stream<Item = wire::Event> + Send + use<> {
    let chunks = stream::unfold((response, Parser::default()), |(mut response, mut parser)| async move {
        let chunk = response.chunk().await.ok()??;
        let messages = parser.feed(&chunk).ok()?;
        let events: Vec<wire::Event> =
            messages.iter().filter_map(|message| serde_json::from_str(&message.data).ok()).collect();
        Some((stream::iter(events), (response, parser)))
    });
    chunks.flatten()
}

/// Only the backend itself says no in this format. A hotel's login page that answers 401 must not make an agent
/// forget who it is.
async fn refused(status: StatusCode, response: Response) -> Failure {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/problem+json") {
        return Failure::Unreachable(format!("it answered {status}"));
    }
    if status == StatusCode::UNAUTHORIZED {
        return Failure::UnknownToken;
    }
    let body = body(response).await.unwrap_or_default();
    Failure::Refused(serde_json::from_slice(&body).unwrap_or_else(|_| Problem {
        status: status.as_u16(),
        title: status.canonical_reason().unwrap_or("refused").to_owned(),
        detail: None,
    }))
}

async fn body(mut response: Response) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| unreachable(&error))? {
        if body.len() + chunk.len() > MOST {
            return Err(Failure::Unreachable("its answer does not end".to_owned()));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// The error with its causes; the first one alone rarely says what is wrong.
fn unreachable(error: &reqwest::Error) -> Failure {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(deeper) = cause {
        words = format!("{words}: {deeper}");
        cause = deeper.source();
    }
    Failure::Unreachable(words)
}
