//! Enrolment: an invitation and a consent become an agent with a token.

use std::sync::Arc;

use akabeko_shared::wire::{CONSENT_VERSION, EnrolReply, EnrolRequest, Problem as WireProblem};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::super::problem::{Body, Problem};
use crate::app::App;
use crate::secret;
use crate::store::Enrolment;

/// Enrols a device of a person who accepted the consent text.
#[utoipa::path(
    post,
    path = "/api/v1/enrol",
    tag = "agent",
    request_body = EnrolRequest,
    responses(
        (status = CREATED, body = EnrolReply),
        (status = BAD_REQUEST, body = WireProblem, description = "Something unknown in the request, or an old consent text"),
        (status = FORBIDDEN, body = WireProblem, description = "The invitation is wrong, used up or expired")
    )
)]
pub(crate) async fn enrol(
    State(app): State<Arc<App>>,
    Body(request): Body<EnrolRequest>,
) -> Result<(StatusCode, Json<EnrolReply>), Problem> {
    refuse_unless_current(request.consent_version)?;
    let now = app.clock.now();
    let (agent, token) = (app.chance.agent(now), secret::token(&app.chance));
    let enrolment = Enrolment {
        agent,
        token_hash: secret::hash(&token),
        code_hash: secret::code_hash(&request.invite),
        attempt_hash: request.attempt.as_deref().map(secret::hash),
        platform: request.platform,
        language: request.language,
        app_version: request.app_version.chars().take(32).collect(),
        consent_version: request.consent_version,
    };
    let check_in_every = app.config.check_in_seconds;
    if let Some(agent) = app.store.enrolled_before(&enrolment).await? {
        return Ok((StatusCode::CREATED, Json(EnrolReply { agent, token, check_in_every })));
    }
    if !app.store.enrol(enrolment, now).await? {
        return Err(Problem::new(StatusCode::FORBIDDEN, "This invitation does not open anything")
            .detail("It may be mistyped, used up or expired. Ask whoever invited you for a new one."));
    }
    Ok((StatusCode::CREATED, Json(EnrolReply { agent, token, check_in_every })))
}

/// Nobody agrees to a text that is not in force.
pub(super) fn refuse_unless_current(consent_version: u32) -> Result<(), Problem> {
    if consent_version == CONSENT_VERSION {
        return Ok(());
    }
    Err(Problem::new(StatusCode::BAD_REQUEST, "The consent text has changed")
        .detail(format!("Show version {CONSENT_VERSION} of the text and ask again.")))
}
