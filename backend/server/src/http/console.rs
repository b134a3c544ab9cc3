//! What operators ask and do (`/api/v1/console/…`), one file for each part of the console. Nothing gets past the gate
//! unless the table of permissions names it.

mod audit;
mod gate;
mod join;
mod operators;
mod session;
pub(crate) mod wire;

use std::sync::Arc;

use axum::{Router, middleware};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::notice::private;
use crate::app::App;

/// All routes, behind the gate.
pub(super) fn router(app: &Arc<App>) -> Router<Arc<App>> {
    let (routes, _) = routes().split_for_parts();
    routes
        .layer(middleware::map_response(private))
        .layer(middleware::from_fn_with_state(app.clone(), gate::pass))
}

/// All routes, as the OpenAPI document describes them.
pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(join::look))
        .routes(routes!(join::join))
        .routes(routes!(session::sign_in, session::me, session::sign_out))
        .routes(routes!(session::prove))
        .routes(routes!(operators::list, operators::add))
        .routes(routes!(operators::change))
        .routes(routes!(operators::link))
        .routes(routes!(audit::list))
        .routes(routes!(audit::verify))
}
