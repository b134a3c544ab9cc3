//! Errors as clients see them (RFC 9457), and bodies that are refused whole when anything in them is unknown.

use akabeko_shared::wire;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::store::StoreError;

/// An error on the way to a client.
#[derive(Debug)]
pub(super) struct Problem(Box<wire::Problem>);

impl Problem {
    pub(super) fn new(status: StatusCode, title: &str) -> Self {
        Self(Box::new(wire::Problem { status: status.as_u16(), title: title.to_owned(), detail: None }))
    }

    pub(super) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    pub(super) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }
}

/// Nothing is here, or nothing that the caller may know of: both look the same.
pub(super) fn not_found() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "There is nothing here")
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status();
        let mut response = (status, Json(self.0)).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let error = anyhow::Error::from(error);
        tracing::error!(error = format!("{error:#}"), "failed to use the store");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "The service cannot keep anything right now")
            .detail("Nothing was changed. Try again in a minute.")
    }
}

/// A JSON body in which every field is known.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "The request is too large"))?;
        if bytes.trim_ascii_start().first() != Some(&b'{') {
            return Err(not_understood("expected a JSON object"));
        }
        serde_json::from_slice(&bytes).map(Self).map_err(|error| not_understood(&error.to_string()))
    }
}

/// The query of a request, in which every name is known.
pub(super) struct Parameters<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Parameters<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let query = Query::<T>::from_request_parts(parts, state).await;
        query.map(|Query(parameters)| Self(parameters)).map_err(|error| not_understood(&error.body_text()))
    }
}

/// No query at all: what is not asked for is refused, so that nobody believes it had an effect.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

/// No body, or an empty object.
pub(super) struct NoBody;

impl<S: Send + Sync> FromRequest<S> for NoBody {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let bytes =
            Bytes::from_request(request, state).await.map_err(|_| not_understood("expected no body"))?;
        if bytes.trim_ascii().is_empty() {
            return Ok(Self);
        }
        let empty = serde_json::from_slice::<Nothing>(&bytes);
        empty.map(|_| Self).map_err(|error| not_understood(&error.to_string()))
    }
}

fn not_understood(what: &str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "The request is not understood").detail(what)
}
