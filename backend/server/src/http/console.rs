//! What operators ask and do (`/api/v1/console/…`), one file for each part of the console. Nothing gets past the gate
//! unless the table of permissions names it.

mod audit;
mod campaigns;
mod gate;
mod guards;
mod invitations;
mod join;
mod operators;
mod overview;
mod people;
mod results;
mod reviews;
mod scanner;
mod selection;
mod session;
mod settings;
mod support;
pub(crate) mod wire;
mod wording;

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
        .layer(middleware::from_fn_with_state(app.clone(), gate::pass))
        .layer(middleware::map_response(private))
}

/// All routes, as the OpenAPI document describes them.
pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(join::look))
        .routes(routes!(join::join))
        .routes(routes!(session::sign_in, session::me, session::sign_out))
        .routes(routes!(session::prove))
        .routes(routes!(overview::overview))
        .routes(routes!(people::list))
        .routes(routes!(people::detail, people::erase))
        .routes(routes!(invitations::list, invitations::make))
        .routes(routes!(invitations::end))
        .routes(routes!(selection::selection))
        .routes(routes!(reviews::list))
        .routes(routes!(reviews::judge, reviews::unjudge))
        .routes(routes!(campaigns::list, campaigns::create))
        .routes(routes!(campaigns::detail, campaigns::rewrite, campaigns::discard))
        .routes(routes!(campaigns::preview))
        .routes(routes!(campaigns::propose))
        .routes(routes!(campaigns::recall))
        .routes(routes!(campaigns::approve))
        .routes(routes!(campaigns::pause))
        .routes(routes!(campaigns::go_on))
        .routes(routes!(campaigns::debrief))
        .routes(routes!(campaigns::close))
        .routes(routes!(campaigns::tell_at_once))
        .routes(routes!(wording::wording))
        .routes(routes!(results::results))
        .routes(routes!(results::sheet))
        .routes(routes!(results::whole))
        .routes(routes!(support::list))
        .routes(routes!(support::detail))
        .routes(routes!(support::write))
        .routes(routes!(support::close))
        .routes(routes!(support::reopen))
        .routes(routes!(scanner::health))
        .routes(routes!(scanner::halt))
        .routes(routes!(scanner::resume))
        .routes(routes!(guards::list, guards::add))
        .routes(routes!(guards::lift))
        .routes(routes!(guards::complain))
        .routes(routes!(guards::settle))
        .routes(routes!(settings::show))
        .routes(routes!(settings::organisation))
        .routes(routes!(operators::list, operators::add))
        .routes(routes!(operators::change))
        .routes(routes!(operators::link))
        .routes(routes!(audit::list))
        .routes(routes!(audit::verify))
}
