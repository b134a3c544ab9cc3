//! What comes back, bounded; what it means is for [`answer`] to tell.

use akabeko_shared::wire;
use futures::{Stream, StreamExt, stream};
use reqwest::header::CONTENT_TYPE;
use reqwest::{RequestBuilder, Response};

use super::blame;
use super::events::Parser;
use crate::Failure;
use crate::call::{Answer, Size, answer};

/// Sends a call and reads its answer, at most so many bytes of it.
pub(super) async fn read(call: RequestBuilder, most: usize) -> Result<Answer, Failure> {
    let response = send(call).await?;
    let (status, kind) = (response.status().as_u16(), kind(&response).to_owned());
    Ok(Answer { status, kind, body: body(response, most).await? })
}

/// Sends a call whose answer does not end; one that is not a success is a failure.
pub(super) async fn open(call: RequestBuilder) -> Result<Response, Failure> {
    let response = send(call).await?;
    let (status, kind) = (response.status().as_u16(), kind(&response).to_owned());
    if answer::is_success(status) {
        return Ok(response);
    }
    let body = body(response, Size::Usual.most()).await.unwrap_or_default();
    Err(answer::refused(status, &kind, &body))
}

/// Sends a call. What somebody else answers is not even read.
async fn send(call: RequestBuilder) -> Result<Response, Failure> {
    let response = call.send().await.map_err(|error| blame::failure(&error))?;
    if answer::is_intercepted(response.status().as_u16(), kind(&response)) {
        tracing::info!("something answered {} in the server's place", response.status());
        return Err(Failure::Intercepted);
    }
    Ok(response)
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
