//! What an administrator sets, and what the configuration says.

use std::sync::Arc;

use akabeko_shared::wire::Problem as WireProblem;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::super::problem::{Body, Nothing, Parameters, Problem};
use super::gate::Operator;
use super::join::{acceptable_organisation, settings};
use super::wire::{OrganisationSettings, Settings};
use crate::app::App;

/// Who runs the service, and how it is configured.
#[utoipa::path(
    get,
    path = "/api/v1/console/settings",
    tag = "console",
    responses((status = OK, body = Settings))
)]
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Json<Settings> {
    Json(Settings {
        organisation: settings(&app.organisation()),
        is_fixed: app.organisation_is_fixed(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        server: app.config.public_url(),
        time_zone: app.config.time_zone.clone(),
        database: app.store.kind().to_owned(),
        scanned_from: app.config.scan.scanned_from.iter().map(ToString::to_string).collect(),
        check_in_seconds: app.config.check_in_seconds,
        page_days: app.config.page_days,
    })
}

/// Says who runs the service.
#[utoipa::path(
    put,
    path = "/api/v1/console/settings/organisation",
    tag = "console",
    request_body = OrganisationSettings,
    responses((status = NO_CONTENT), (status = CONFLICT, body = WireProblem), (status = UNPROCESSABLE_ENTITY, body = WireProblem))
)]
pub(crate) async fn organisation(
    State(app): State<Arc<App>>,
    by: Operator,
    Body(said): Body<OrganisationSettings>,
) -> Result<StatusCode, Problem> {
    if app.organisation_is_fixed() {
        return Err(Problem::new(StatusCode::CONFLICT, "The configuration file says who runs this service")
            .detail("Change it there, under [organisation]."));
    }
    let organisation = acceptable_organisation(said)?;
    let store = by.store(&app, "settings.organisation", &organisation.name, "");
    app.set_organisation(&store, organisation).await?;
    Ok(StatusCode::NO_CONTENT)
}
