//! The streams of news that agents open, counted; each of them begins with all news that there ever was, as those of
//! a backend do that does not know what was heard.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderName, Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;

/// How many streams were opened so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Streams(Arc<AtomicUsize>);

const NEWS: &str = "/api/v1/events";
const LAST_HEARD: HeaderName = HeaderName::from_static("last-event-id");

impl Streams {
    /// The number.
    pub(super) fn opened(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }

    /// Counts before a router.
    pub(super) fn before(&self, router: Router) -> Router {
        router.layer(from_fn_with_state(self.clone(), repeat))
    }
}

async fn repeat(State(streams): State<Streams>, mut request: Request, next: Next) -> Response {
    let wants_stream =
        request.headers().get(header::ACCEPT).is_some_and(|wanted| wanted == "text/event-stream");
    if request.uri().path() != NEWS || !wants_stream {
        return next.run(request).await;
    }
    request.headers_mut().remove(LAST_HEARD);
    *request.uri_mut() = Uri::from_static(NEWS);
    let response = next.run(request).await;
    if response.status().is_success() {
        streams.0.fetch_add(1, Ordering::SeqCst);
    }
    response
}
