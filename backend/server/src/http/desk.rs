//! The console as a browser loads it: one page for every address below `/console`, and its files.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{Redirect, Response};
use axum::routing::get;

use super::built::{Built, guarded};
use super::problem::{Problem, not_found};
use crate::app::App;

/// Every built file of the console, by its name.
static FILES: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/console.rs"));
static BUILT: Built = Built::new(FILES, || Built::tags(FILES));

/// The page that stands at every address.
const PAGE: &str = "index.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/console", get(async || Redirect::permanent("/console/")))
        .route("/console/", get(page))
        .route("/console/{*path}", get(file))
        .layer(from_fn(|request: Request, next: Next| guarded(POLICY, request, next)))
}

async fn page(State(_): State<Arc<App>>, headers: HeaderMap) -> Result<Response, Problem> {
    BUILT.found(PAGE, &headers).ok_or_else(not_built)
}

/// A file, or the page for whatever is no file: the console knows its own addresses.
async fn file(Path(path): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    if path.starts_with("assets/") {
        return BUILT.found(&path, &headers).ok_or_else(not_found);
    }
    BUILT.found(PAGE, &headers).ok_or_else(not_built)
}

fn not_built() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "This build has no console")
        .detail("Build ui/console with npm before the program, as `cargo xtask` does.")
}

/// Nothing but our own files runs in the console.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
                      connect-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'; \
                      frame-ancestors 'none'";
