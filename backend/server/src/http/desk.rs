//! The console as a browser loads it: one page for every address below `/console`, and its files.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use super::problem::{Problem, not_found};
use crate::app::App;
use crate::secret;

/// Every built file of the console, by its name.
static FILES: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/console.rs"));

/// What tells each file from an older one of the same name.
static TAGS: LazyLock<BTreeMap<&str, String>> = LazyLock::new(|| {
    let tag = |body: &[u8]| format!("\"{:.16}\"", secret::hash(&String::from_utf8_lossy(body)));
    FILES.iter().map(|(name, body)| (*name, tag(body))).collect()
});

/// The page that stands at every address.
const PAGE: &str = "index.html";

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/console", get(async || Redirect::permanent("/console/")))
        .route("/console/", get(page))
        .route("/console/{*path}", get(file))
        .layer(from_fn(guarded))
}

async fn page(State(_): State<Arc<App>>, headers: HeaderMap) -> Result<Response, Problem> {
    found(PAGE, &headers).ok_or_else(not_built)
}

/// A file, or the page for whatever is no file: the console knows its own addresses.
async fn file(Path(path): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    if path.starts_with("assets/") {
        return found(&path, &headers).ok_or_else(not_found);
    }
    found(PAGE, &headers).ok_or_else(not_built)
}

/// A browser that has the file is told so, and none keeps it without asking.
fn found(name: &str, headers: &HeaderMap) -> Option<Response> {
    let (_, body) = FILES.iter().find(|(known, _)| *known == name)?;
    let tag = TAGS.get(name)?.clone();
    let kept = headers.get(header::IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes());
    let about = [(header::ETAG, tag), (header::CACHE_CONTROL, "no-cache".to_owned())];
    if kept {
        return Some((StatusCode::NOT_MODIFIED, about).into_response());
    }
    Some((about, [(header::CONTENT_TYPE, kind(name))], *body).into_response())
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

fn not_built() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "This build has no console")
        .detail("Build ui/console with npm before the program, as `cargo xtask` does.")
}

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
                      connect-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'; \
                      frame-ancestors 'none'";

/// Nothing but our own files runs in the console, and nobody frames it.
async fn guarded(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let set = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in set {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
