//! What can be asked for over HTTP: agents under `/api/v1`, people under `/n` and `/notice`, machines under `/healthz`.

mod about;
mod agent;
mod assets;
mod built;
mod client_address;
mod console;
mod desk;
mod extension;
mod health;
mod notice;
mod opt_out;
mod probing;
mod problem;
mod really;
mod sample;
mod session;
mod web;
mod written;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use akabeko_shared::view::{Ask, View};
use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::http::{HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::OpenApi;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use problem::not_found;

/// No request of an agent or a page is larger.
const BODY_LIMIT: usize = 8 * 1024;
/// Nor one with a message of 2,000 characters, each of which may take a dozen bytes on the way.
const MESSAGE_LIMIT: usize = 32 * 1024;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Akabeko",
        description = "Tells people that something in their home can be reached from the internet. No request \
                       names an address: what may be scanned is where an authenticated check-in came from. The \
                       schemas `View` and `Ask` belong to no request: by them an app and its windows speak to \
                       each other, and the windows take their types from here."
    ),
    components(schemas(View, Ask)),
    tags(
        (name = "agent", description = "What an agent asks and tells"),
        (name = "console", description = "What an operator asks and does, behind a session cookie")
    )
)]
struct Document;

/// All routes.
pub fn router(app: Arc<App>) -> Router {
    let (api, _) = agent::routes().split_for_parts();
    let api = extension::guard(api, &app);
    let pages = console::router(&app).merge(desk::routes()).merge(web::routes());
    let pages = pages.layer(CompressionLayer::new());
    api.merge(pages)
        .merge(notice::routes())
        .merge(sample::routes())
        .merge(opt_out::routes())
        .merge(probing::routes())
        .merge(about::routes())
        .merge(really::routes())
        .merge(assets::routes())
        .merge(health::routes())
        .fallback(async || not_found())
        .layer(middleware::from_fn(measure))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ))
        .with_state(app)
}

/// The OpenAPI document, as it is checked in.
pub fn document() -> String {
    let mut text = described().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// Answers requests until `stop` says so; those under way are finished first.
pub async fn serve(
    app: Arc<App>,
    listener: TcpListener,
    mut stop: watch::Receiver<bool>,
) -> std::io::Result<()> {
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    let stopped = async move {
        // A sender that is gone means the same as a word from it.
        let _ = stop.wait_for(|stop| *stop).await;
    };
    let graceful = axum::serve(listener, service).with_graceful_shutdown(stopped);
    graceful.await
}

fn described() -> utoipa::openapi::OpenApi {
    let mut document = Document::openapi();
    document.info.version = env!("CARGO_PKG_VERSION").to_owned();
    let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    document.components.get_or_insert_default().security_schemes.insert("device".to_owned(), scheme.into());
    let routes = OpenApiRouter::with_openapi(document).merge(agent::routes()).merge(console::routes());
    let mut document = routes.into_openapi();
    console::secure(&mut document);
    document
}

/// Counts by the route's pattern, never by the path, which holds tokens.
async fn measure(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let began = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    metrics::counter!("akabeko_requests_total", "route" => route.clone(), "status" => status).increment(1);
    let took: Duration = began.elapsed();
    metrics::histogram!("akabeko_request_seconds", "route" => route).record(took.as_secs_f64());
    response
}
