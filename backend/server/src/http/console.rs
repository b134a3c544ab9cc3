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
mod pages;
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

pub(super) use support::acceptable as message;

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::{Router, middleware};
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{OpenApi, PathItem};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::MESSAGE_LIMIT;
use super::notice::private;
use crate::app::App;
use crate::desk::permission::{self, Need};

/// All routes, behind the gate.
pub(super) fn router(app: &Arc<App>) -> Router<Arc<App>> {
    let (routes, _) = routes().split_for_parts();
    routes
        .layer(middleware::from_fn_with_state(app.clone(), gate::pass))
        .layer(middleware::map_response(private))
}

/// All routes, as the OpenAPI document describes them.
pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    let messages = OpenApiRouter::new().routes(routes!(support::write)).routes(routes!(guards::complain));
    OpenApiRouter::new()
        .merge(messages.layer(DefaultBodyLimit::max(MESSAGE_LIMIT)))
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
        .routes(routes!(support::close))
        .routes(routes!(support::reopen))
        .routes(routes!(scanner::health))
        .routes(routes!(scanner::halt))
        .routes(routes!(scanner::resume))
        .routes(routes!(guards::list, guards::add))
        .routes(routes!(guards::lift))
        .routes(routes!(guards::settle))
        .routes(routes!(settings::show))
        .routes(routes!(settings::organisation))
        .routes(routes!(operators::list, operators::add))
        .routes(routes!(operators::change))
        .routes(routes!(operators::link))
        .routes(routes!(audit::list))
        .routes(routes!(audit::verify))
}

/// Writes into the document what the table of permissions asks of each route.
pub(super) fn secure(document: &mut OpenApi) {
    let cookie = ApiKeyValue::with_description(gate::COOKIE, "`__Host-` before it where the service has TLS");
    let scheme = SecurityScheme::ApiKey(ApiKey::Cookie(cookie));
    document.components.get_or_insert_default().security_schemes.insert("operator".to_owned(), scheme.into());
    for (method, path, need) in permission::routes() {
        let found = document.paths.paths.get_mut(&path).and_then(|item| operation(item, method));
        let Some(operation) = found else { continue };
        operation.operation_id = Some(named(method, &path));
        operation.description = match need {
            Need::Nobody => continue,
            Need::Session(role) => Some(format!("Takes the role {}.", role.word())),
            Need::Proof(role) => {
                Some(format!("Takes the role {} and a code of the last five minutes.", role.word()))
            }
        };
        operation.security = Some(vec![SecurityRequirement::new("operator", NO_SCOPES)]);
    }
}

/// A name that no other route has, such as `console_post_scanner_halt`.
fn named(method: &str, path: &str) -> String {
    let place = path.trim_start_matches(permission::PREFIX).replace(['{', '}'], "").replace(['/', '-'], "_");
    format!("console_{}{place}", method.to_lowercase())
}

const NO_SCOPES: [&str; 0] = [];

fn operation<'a>(item: &'a mut PathItem, method: &str) -> Option<&'a mut Operation> {
    match method {
        "GET" => item.get.as_mut(),
        "POST" => item.post.as_mut(),
        "PUT" => item.put.as_mut(),
        "DELETE" => item.delete.as_mut(),
        _ => None,
    }
}
