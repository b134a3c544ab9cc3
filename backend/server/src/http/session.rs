//! Who is calling: the agent that a bearer token belongs to.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};

use super::problem::Problem;
use crate::app::App;
use crate::secret;
use crate::store::AgentRecord;

/// The agent that sent this request.
pub(super) struct Caller(pub(super) AgentRecord);

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let token = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .ok_or_else(unknown)?;
        let agent = app.store.agent_by_token(secret::hash(token)).await?;
        agent.map(Self).ok_or_else(unknown)
    }
}

/// Nobody has this token, or not any more.
pub(super) fn unknown() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "This device is not known here").detail(
        "Send the token from the enrolment as `Authorization: Bearer …`, or enrol again with an invitation.",
    )
}
