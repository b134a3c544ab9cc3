//! Pages that were built by npm and compiled in, as a browser loads them: their files, each told from an older one of the
//! same name, and what the pages may do.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::secret;

/// Every file of some pages.
pub(super) struct Built {
    files: &'static [(&'static str, &'static [u8])],
    tags: LazyLock<BTreeMap<&'static str, String>>,
}

impl Built {
    /// These files; `tags` is [`Built::tags`] of them, worked out when somebody first asks.
    pub(super) const fn new(
        files: &'static [(&'static str, &'static [u8])],
        tags: fn() -> BTreeMap<&'static str, String>,
    ) -> Self {
        Self { files, tags: LazyLock::new(tags) }
    }

    /// What tells each file from an older one of the same name.
    pub(super) fn tags(files: &[(&'static str, &'static [u8])]) -> BTreeMap<&'static str, String> {
        let tag = |body: &[u8]| format!("\"{:.16}\"", secret::hash(body));
        files.iter().map(|(name, body)| (*name, tag(body))).collect()
    }

    /// A file by its name. A browser that has it is told so, and none keeps it without asking.
    pub(super) fn found(&self, name: &str, headers: &HeaderMap) -> Option<Response> {
        let (_, body) = self.files.iter().find(|(known, _)| *known == name)?;
        let tag = self.tags.get(name)?.clone();
        let kept = headers.get(header::IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes());
        let about = [(header::ETAG, tag), (header::CACHE_CONTROL, "no-cache".to_owned())];
        if kept {
            return Some((StatusCode::NOT_MODIFIED, about).into_response());
        }
        Some((about, [(header::CONTENT_TYPE, kind(name))], *body).into_response())
    }
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// Has browsers run nothing in these pages but what the policy names, and nobody frame them.
pub(super) async fn guarded(policy: &'static str, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let set = [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in set {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
