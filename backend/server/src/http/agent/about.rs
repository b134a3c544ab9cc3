//! Who runs this server, for anyone to read before they enrol.

use std::sync::Arc;

use akabeko_shared::wire::{About, CONSENT_VERSION};
use axum::Json;
use axum::extract::State;

use super::super::problem::{Nothing, Parameters};
use crate::app::App;

/// Says who runs this server and where its scans come from.
#[utoipa::path(
    get,
    path = "/api/v1/about",
    tag = "agent",
    responses((status = OK, body = About))
)]
pub(crate) async fn about(
    State(app): State<Arc<App>>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Json<About> {
    let (organisation, scan) = (&app.organisation(), &app.config.scan);
    Json(About {
        organisation: organisation.name.clone(),
        support_mail: organisation.support_mail.clone(),
        site: organisation.site().map(str::to_owned),
        scanned_from: scan.scanned_from.iter().map(ToString::to_string).collect(),
        consent_version: CONSENT_VERSION,
        kept_days: None,
    })
}
