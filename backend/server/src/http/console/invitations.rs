//! Invitations: whom they are for, and how many have come.

use std::sync::Arc;

use akabeko_shared::wire::Problem as WireProblem;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::SignedDuration;

use super::super::problem::{Body, NoBody, Nothing, Parameters, Problem, not_found};
use super::gate::Operator;
use super::join::unacceptable;
use super::wire::{InvitationMade, InvitationRow, NewInvitation};
use crate::app::App;
use crate::store::{Invitation, InvitationRecord};
use crate::{drawing, secret};

/// All invitations, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/console/invitations",
    tag = "console",
    responses((status = OK, body = Vec<InvitationRow>))
)]
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<Vec<InvitationRow>>, Problem> {
    let row = |InvitationRecord { code_hash, label, created_at, expires_at, uses_left, enrolled }| {
        InvitationRow { invitation: code_hash, label, created_at, expires_at, uses_left, enrolled }
    };
    Ok(Json(app.store.invitations().await?.into_iter().map(row).collect()))
}

/// Makes an invitation. Its code is shown once.
#[utoipa::path(
    post,
    path = "/api/v1/console/invitations",
    tag = "console",
    request_body = NewInvitation,
    responses((status = OK, body = InvitationMade), (status = UNPROCESSABLE_ENTITY, body = WireProblem))
)]
pub(crate) async fn make(
    State(app): State<Arc<App>>,
    by: Operator,
    Body(new): Body<NewInvitation>,
) -> Result<Json<InvitationMade>, Problem> {
    let label = new.label.trim().to_owned();
    if label.chars().count() > 80 || label.chars().any(char::is_control) {
        return Err(unacceptable(
            "This label cannot be used",
            "A label has at most 80 characters, on one line.",
        ));
    }
    if !(1..=1_000_000).contains(&new.uses) {
        return Err(unacceptable("For how many agents?", "Say a number from 1 to 1,000,000."));
    }
    if !(1..=3650).contains(&new.days) {
        return Err(unacceptable("For how many days?", "Say a number from 1 to 3,650."));
    }
    let (now, code) = (app.clock.now(), secret::invitation_code(&app.chance));
    let code_hash = secret::code_hash(&code);
    let detail = format!("{} agents, {} days", new.uses, new.days);
    let invitation = Invitation {
        code_hash: code_hash.clone(),
        label: label.clone(),
        uses: new.uses,
        expires_at: now + SignedDuration::from_hours(24 * new.days),
    };
    by.store(&app, "invitation.make", &label, &detail).invite(invitation, now).await?;
    let server = app.config.public_url();
    let command = format!("akabeko-agent --headless --server {server} --invite {code}");
    let link = akabeko_shared::Invitation { server, code: code.clone() }.to_string();
    Ok(Json(InvitationMade { invitation: code_hash, code, qr: drawing::qr(&link), link, command }))
}

/// Ends an invitation: nobody more enrols with it.
#[utoipa::path(
    post,
    path = "/api/v1/console/invitations/{invitation}/end",
    tag = "console",
    params(("invitation" = String, Path, description = "Which")),
    responses((status = NO_CONTENT), (status = NOT_FOUND, body = WireProblem))
)]
pub(crate) async fn end(
    State(app): State<Arc<App>>,
    by: Operator,
    Path(invitation): Path<String>,
    NoBody: NoBody,
) -> Result<StatusCode, Problem> {
    let label = app.store.invitation_label(&invitation).await?.ok_or_else(not_found)?;
    let store = by.store(&app, "invitation.end", &label, "");
    let ended = store.end_invitation(&invitation, app.clock.now()).await?;
    if ended { Ok(StatusCode::NO_CONTENT) } else { Err(not_found()) }
}
