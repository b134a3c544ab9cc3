//! Pages that anyone may read: asked for in a language, and written or not.

use axum::http::StatusCode;
use axum::response::Html;
use serde::Deserialize;

use super::problem::Problem;

/// How such a page is asked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct View {
    pub(super) lang: Option<String>,
}

/// A page that was rendered; `what` names it in the log when it was not.
pub(super) fn written(html: Result<String, askama::Error>, what: &str) -> Result<Html<String>, Problem> {
    html.map(Html).map_err(|error| {
        tracing::error!(%error, "failed to render {what}");
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "The page could not be written")
    })
}
