//! Who may speak to the agents' routes out of a browser: our extension, from any browser, and our own pages. A site
//! that could would make agents of its visitors by an invitation of its own, and have their homes looked at without
//! their word.
//!
//! An extension's origin differs from browser to browser and, in Firefox, from person to person, so the kind of origin
//! decides. No site has one of that kind, and no extension gets anything here but by an invitation or a token.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_http::cors::{AllowOrigin, CorsLayer};
use tower_http::set_header::SetResponseHeaderLayer;

use super::problem::Problem;
use crate::app::App;

const ORIGINS: [&str; 2] = ["chrome-extension://", "moz-extension://"];

/// Lets extensions in, and keeps other sites out.
pub(super) fn guard(routes: Router<Arc<App>>, app: &Arc<App>) -> Router<Arc<App>> {
    let extensions = CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(|origin, _| is_extension(origin)))
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers([header::ACCEPT, header::AUTHORIZATION, header::CONTENT_TYPE])
        .max_age(Duration::from_secs(3600));
    // Answers are somebody's own: browsers are to keep none of them.
    let personal =
        SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    routes.layer(from_fn_with_state(app.clone(), no_site)).layer(personal).layer(extensions)
}

/// Browsers send some requests of a site without asking first, and only keep the answer from it.
async fn no_site(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    if is_welcome(request.headers(), &app.config.public_url()) {
        return next.run(request).await;
    }
    Problem::new(StatusCode::FORBIDDEN, "Another site cannot do this for you").into_response()
}

/// Apps are no browsers and name no origin.
fn is_welcome(headers: &HeaderMap, site: &str) -> bool {
    let is_own = headers.get("sec-fetch-site").is_some_and(|from| from == "same-origin");
    headers.get(header::ORIGIN).is_none_or(|origin| is_own || origin == site || is_extension(origin))
}

fn is_extension(origin: &HeaderValue) -> bool {
    ORIGINS.iter().any(|start| origin.as_bytes().starts_with(start.as_bytes()))
}
