//! The page's style, script and ox: the same bytes for everybody, so a cache may keep them.

use std::sync::Arc;

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

use crate::app::App;
use crate::page::{OX, SCRIPT, STYLE};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/assets/notice.css", get(async || asset("text/css; charset=utf-8", STYLE)))
        .route("/assets/notice.js", get(async || asset("text/javascript; charset=utf-8", SCRIPT)))
        .route("/assets/ox.svg", get(async || asset("image/svg+xml", OX)))
}

fn asset(kind: &'static str, body: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=3600")], body)
}
