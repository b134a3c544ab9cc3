//! What people will read, before it is sent.

use std::sync::Arc;

use akabeko_core::advice::advise;
use akabeko_shared::Port;
use akabeko_shared::survey::Outcome;
use akabeko_shared::wire::Problem as WireProblem;
use axum::Json;
use axum::extract::State;

use super::super::problem::{Parameters, Problem};
use super::join::unacceptable;
use super::wire::{Wording, WordingQuery};
use crate::app::App;

/// The message of the app and the words of the page, for one port in one wording.
#[utoipa::path(
    get,
    path = "/api/v1/console/wording",
    tag = "console",
    params(WordingQuery),
    responses((status = OK, body = Wording), (status = UNPROCESSABLE_ENTITY, body = WireProblem))
)]
pub(crate) async fn wording(
    State(app): State<Arc<App>>,
    Parameters(query): Parameters<WordingQuery>,
) -> Result<Json<Wording>, Problem> {
    let port: Option<Port> = query.port.parse().ok();
    let port = port.filter(|port| port.is_watched());
    let port = port.ok_or_else(|| unacceptable("This is no port", "Give one of the 23, such as tcp/23."))?;
    let catalogue = app.catalogue(query.language);
    let advice = advise(port, Outcome::CloseIt);
    let keys = advice.iter().flat_map(|advice| advice.keys()).map(|key| catalogue.text(key));
    Ok(Json(Wording {
        title: catalogue.text(&query.variant.key("message-notice-title")),
        message: catalogue.text(&query.variant.key("message-notice-body")),
        headline: catalogue.text_with(&query.variant.key("page-headline"), &[("count", "1")]),
        lead: catalogue.text(&query.variant.key("page-calm")),
        advice: keys.collect(),
    }))
}
