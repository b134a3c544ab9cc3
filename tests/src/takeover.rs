//! A backend whose pages were taken over: each runs a stranger's script, as does a frame in it, and tells the
//! stranger what came of it. Nothing of what protects a page from its own server is left.

use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::Value;

/// What the stranger's scripts reported.
#[derive(Clone, Debug, Default)]
pub struct Reports(Arc<Mutex<Vec<Value>>>);

impl Reports {
    /// All of it, oldest first.
    pub fn all(&self) -> Vec<Value> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts the stranger before a router. The script reports by posting JSON to `/takeover`; a frame of its own
    /// is at `/takeover/frame`.
    pub(super) fn before(&self, router: Router, script: &'static str) -> Router {
        let heard = self.clone();
        let takes = async move |Json(report): Json<Value>| {
            heard.0.lock().unwrap_or_else(PoisonError::into_inner).push(report);
        };
        let frame = async move || Html(format!("<!doctype html><script>{script}</script>"));
        let theirs = Router::new().route("/takeover", post(takes)).route("/takeover/frame", get(frame));
        router.merge(theirs).layer(from_fn_with_state(script, infect))
    }
}

async fn infect(State(script): State<&'static str>, request: Request, next: Next) -> Response {
    let is_page = request.uri().path().starts_with("/notice/");
    let (mut head, body) = next.run(request).await.into_parts();
    head.headers.remove(header::CONTENT_SECURITY_POLICY);
    if !is_page {
        return Response::from_parts(head, body);
    }
    head.headers.remove(header::CONTENT_LENGTH);
    let page = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let script = format!("<script>{script}</script>");
    Response::from_parts(head, Body::from([page.as_ref(), script.as_bytes()].concat()))
}
