//! What an agent asks and tells, one route a file.

mod about;
mod check_in;
mod consent;
mod enrol;
mod events;
mod inbox;
mod look;
mod me;
mod notices;
mod scans;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

pub(super) use scans::request as request_scan;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(about::about))
        .routes(routes!(enrol::enrol))
        .routes(routes!(consent::agree, consent::withdraw))
        .routes(routes!(check_in::check_in))
        .routes(routes!(events::events))
        .routes(routes!(inbox::inbox))
        .routes(routes!(notices::progress))
        .routes(routes!(notices::ticket))
        .routes(routes!(scans::ask))
        .routes(routes!(scans::look))
        .routes(routes!(look::last_look))
        .routes(routes!(me::me, me::forget))
}
