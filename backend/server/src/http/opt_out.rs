//! “Leave my address alone”: whoever calls from an address may say so for that very address. Where the request came
//! from proves it; no field can name another, and saying it again changes nothing.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::middleware::map_response;
use axum::response::{Html, Redirect};
use axum::routing::get;
use jiff::ToSpan;

use super::client_address::ClientAddress;
use super::notice::{language, private, refuse_other_sites};
use super::problem::{NoBody, Parameters, Problem};
use super::written::{View, written};
use crate::app::App;
use crate::page::{self, OptOutPage};
use crate::store::OptOut;

/// For how long a holder's word counts: by then the address may well be somebody else's.
const MONTHS: i64 = 12;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/opt-out", get(show).post(opt_out)).layer(map_response(private))
}

async fn show(
    State(app): State<Arc<App>>,
    ClientAddress(address): ClientAddress,
    Parameters(view): Parameters<View>,
    headers: HeaderMap,
) -> Result<Html<String>, Problem> {
    let language = language(view.lang.as_deref(), &headers).unwrap_or_default();
    let html = page::opt_out(&OptOutPage {
        catalogue: app.catalogue(language),
        organisation: &app.organisation(),
        address,
        time_zone: &app.config.zone(),
        left_alone: app.store.opt_out_of(address, app.clock.now()).await?,
    });
    written(html, "the page for opting out")
}

async fn opt_out(
    State(app): State<Arc<App>>,
    ClientAddress(address): ClientAddress,
    Parameters(view): Parameters<View>,
    headers: HeaderMap,
    NoBody: NoBody,
) -> Result<Redirect, Problem> {
    refuse_other_sites(&headers)?;
    let now = app.clock.now();
    let end = now.to_zoned_datetime(app.config.zone()).saturating_add(MONTHS.months()).timestamp();
    let wanted = OptOut {
        range: address.into(),
        reason: "asked from the address itself".to_owned(),
        added_by: "its holder".to_owned(),
        ends_at: Some(end),
    };
    if app.store.opt_out(wanted, now).await? {
        tracing::info!("an address was opted out from there");
    }
    let language = language(view.lang.as_deref(), &headers).unwrap_or_default();
    Ok(Redirect::to(&format!("/opt-out?lang={language}")))
}
