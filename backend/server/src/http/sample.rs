//! What a notice looks like, for anyone: the real page with made-up data, of nobody and for nobody.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::map_response;
use axum::response::Html;
use axum::routing::get;
use serde::Deserialize;

use super::notice::{language, private};
use super::problem::Problem;
use crate::app::App;
use crate::page;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/sample", get(show)).layer(map_response(private))
}

/// How the sample is asked for.
#[derive(Debug, Deserialize)]
struct View {
    language: Option<String>,
}

async fn show(
    State(app): State<Arc<App>>,
    Query(view): Query<View>,
    headers: HeaderMap,
) -> Result<Html<String>, Problem> {
    let language = language(view.language.as_deref(), &headers).unwrap_or_default();
    let (catalogue, organisation) = (app.catalogue(language), &app.organisation());
    let html = page::sample(catalogue, organisation, &app.config.zone(), app.clock.now());
    html.map(Html).map_err(|error| {
        tracing::error!(%error, "failed to render the sample");
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "The page could not be written")
    })
}
