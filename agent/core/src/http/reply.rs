//! What comes back: bounded, told apart, and believed only where it is in the backend's own language.

use std::error::Error;

use akabeko_shared::wire::{self, Problem};
use futures::{Stream, StreamExt, stream};
use reqwest::header::CONTENT_TYPE;
use reqwest::{RequestBuilder, Response, StatusCode};
use serde::de::{DeserializeOwned, IgnoredAny};

use super::blame;
use super::events::Parser;
use crate::Failure;

/// No reply is longer than this.
const MOST: usize = 1024 * 1024;

/// Sends a call and reads its reply.
pub(super) async fn read<T: DeserializeOwned>(call: RequestBuilder) -> Result<T, Failure> {
    let body = body(send(call).await?, MOST).await?;
    serde_json::from_slice(&body)
        .map_err(|error| Failure::Unreachable(format!("it answered something else: {error}")))
}

/// Sends a call and reads its reply as the JSON that it is, at most so many bytes of it.
pub(super) async fn text(call: RequestBuilder, most: usize) -> Result<String, Failure> {
    let something_else =
        |error: &dyn Error| Failure::Unreachable(format!("it answered something else: {error}"));
    let text =
        String::from_utf8(body(send(call).await?, most).await?).map_err(|error| something_else(&error))?;
    serde_json::from_str::<IgnoredAny>(&text).map_err(|error| something_else(&error))?;
    Ok(text)
}

/// Sends a call; a reply that is not a success, or not the server's, is a failure.
pub(super) async fn send(call: RequestBuilder) -> Result<Response, Failure> {
    let response = call.send().await.map_err(|error| blame::failure(&error))?;
    let status = response.status();
    if is_intercepted(status, kind(&response)) {
        tracing::info!("something answered {status} in the server's place");
        return Err(Failure::Intercepted);
    }
    if status.is_success() { Ok(response) } else { Err(refused(status, response).await) }
}

/// The backend neither sends agents elsewhere nor shows them pages; a network that wants people to sign in does
/// (RFC 8952). A gateway before the backend has pages of its own for when the backend is down.
fn is_intercepted(status: StatusCode, kind: &str) -> bool {
    let is_page = kind.starts_with("text/html") && !status.is_server_error();
    status.is_redirection() || status == StatusCode::NETWORK_AUTHENTICATION_REQUIRED || is_page
}

fn kind(response: &Response) -> &str {
    response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default()
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
    if !kind(&response).starts_with("application/problem+json") {
        return Failure::Unreachable(format!("it answered {status}"));
    }
    if status == StatusCode::UNAUTHORIZED {
        return Failure::UnknownToken;
    }
    let body = body(response, MOST).await.unwrap_or_default();
    Failure::Refused(serde_json::from_slice(&body).unwrap_or_else(|_| Problem {
        status: status.as_u16(),
        title: status.canonical_reason().unwrap_or("refused").to_owned(),
        detail: None,
    }))
}

async fn body(mut response: Response, most: usize) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| blame::failure(&error))? {
        if body.len() + chunk.len() > most {
            return Err(Failure::Unreachable("its answer does not end".to_owned()));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
