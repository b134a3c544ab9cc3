//! What a person writes about their open request for support, on the page of their notice.

use std::sync::Arc;

use axum::extract::{Form, Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;

use super::super::client_address::ClientAddress;
use super::super::console::message;
use super::super::problem::{Problem, not_found};
use super::press::{back, not_yours};
use super::show::Reader;
use super::{Opened, View, opened, refuse_other_sites};
use crate::app::App;
use crate::store::Message;

/// What they wrote.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    text: String,
}

/// Keeps it. Whoever may not read the thread may not write in it either.
pub(super) async fn write(
    State(app): State<Arc<App>>,
    Path(notice): Path<String>,
    Query(view): Query<View>,
    from: Result<ClientAddress, Problem>,
    headers: HeaderMap,
    Form(written): Form<Written>,
) -> Result<Response, Problem> {
    refuse_other_sites(&headers)?;
    let Some(Opened { page: kept, way }) = opened(&app, &notice, &headers).await? else {
        return Ok(not_yours(&app, &notice, &view, &headers));
    };
    if !Reader::of(&kept, way, from.ok()).sees_all {
        return Err(not_found());
    }
    let (case, _) = app.store.conversation(kept.agent).await?.ok_or_else(not_found)?;
    let message = Message { at: app.clock.now(), operator: String::new(), body: message(&written.text)? };
    if app.store.write_in_case(case, message).await? {
        Ok(back(&notice, &view, "", "help"))
    } else {
        Err(not_found())
    }
}
