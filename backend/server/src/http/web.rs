//! The web app as a browser loads it: the same files for everybody, with nothing personal in them. What it knows it
//! keeps in the browser, and asks for as any other agent does.

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

/// Every built file of the app, by its name.
static FILES: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/web.rs"));
static BUILT: Built = Built::new(FILES, || Built::tags(FILES));

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/app", get(async || Redirect::permanent("/app/")))
        .route("/app/", get(page))
        .route("/app/{*path}", get(file))
        .layer(from_fn(|request: Request, next: Next| guarded(POLICY, request, next)))
}

async fn page(State(_): State<Arc<App>>, headers: HeaderMap) -> Result<Response, Problem> {
    BUILT.found("index.html", &headers).ok_or_else(not_built)
}

async fn file(Path(path): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    BUILT.found(&path, &headers).ok_or_else(not_found)
}

fn not_built() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "This build has no web app")
        .detail("Build ui/web with npm before the program, as `cargo xtask` does.")
}

/// Nothing but our own files runs in the app, of which the agent is WebAssembly.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; \
                      manifest-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
