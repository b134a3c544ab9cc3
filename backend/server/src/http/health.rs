//! Whether the process is up, and whether it can do its work.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;

use crate::app::App;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/healthz", get(async || "ok\n")).route("/readyz", get(ready))
}

/// Ready means that an answer would be on disk before it is acknowledged.
async fn ready(State(app): State<Arc<App>>) -> (StatusCode, &'static str) {
    if app.store.is_ready(app.clock.now()).await {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the store cannot be written\n")
    }
}
