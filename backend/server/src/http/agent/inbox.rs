//! The inbox: every message to this agent, the one truth about what was sent.

use std::sync::Arc;

use akabeko_shared::wire::{Inbox, InboxNotice, NoticeState, Problem as WireProblem};
use axum::Json;
use axum::extract::State;

use super::super::problem::{Nothing, Parameters, Problem};
use super::super::session::Caller;
use crate::app::App;

/// Every message that was sent to this device, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/inbox",
    tag = "agent",
    security(("device" = [])),
    responses((status = OK, body = Inbox), (status = UNAUTHORIZED, body = WireProblem))
)]
pub(crate) async fn inbox(
    State(app): State<Arc<App>>,
    Caller(caller): Caller,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<Inbox>, Problem> {
    let kept = app.store.inbox(caller.agent).await?;
    let valid_after = app.clock.now() - app.config.page_life();
    let notices = kept.into_iter().map(|kept| InboxNotice {
        notice: kept.notice,
        sent_at: kept.sent_at,
        state: if kept.sent_at > valid_after { kept.state } else { NoticeState::Ended },
        ports: kept.ports,
        url: format!(
            "{}/n/{}",
            app.config.public_url(),
            app.secret.page_token(kept.notice, kept.page_serial)
        ),
        word: app.secret.word(kept.notice, caller.language),
        answered: kept.answered,
        variant: kept.variant,
    });
    Ok(Json(Inbox { notices: notices.collect() }))
}
