//! What was done, by whom.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use super::super::problem::{Nothing, Parameters, Problem};
use super::wire::{AuditPage, AuditRow, AuditVerdict};
use crate::app::App;

/// How many rows a page has.
const PAGE: i64 = 100;

/// Which rows.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct AuditSearch {
    /// Those before this number: what `before` said.
    before: Option<i64>,
    /// A part of a person's name, an action or what it was done to; or an agent's id.
    search: Option<String>,
}

/// A page of the audit log, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/console/audit",
    tag = "console",
    params(AuditSearch),
    responses((status = OK, body = AuditPage))
)]
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    Parameters(wanted): Parameters<AuditSearch>,
) -> Result<Json<AuditPage>, Problem> {
    let search = wanted.search.unwrap_or_default();
    // Whoever looks for an agent does so by its id, which the log does not hold.
    let search = search.trim().parse().map_or(search, |agent| app.in_the_log(agent));
    let found = app.store.audit(wanted.before, &search, PAGE + 1).await?;
    let more = found.len() > PAGE as usize;
    let rows: Vec<AuditRow> = found.into_iter().take(PAGE as usize).map(row).collect();
    let before = rows.last().map(|row| row.number).filter(|_| more);
    Ok(Json(AuditPage { rows, before, total: app.store.audit_size().await? }))
}

/// Checks every row of the audit log.
#[utoipa::path(
    get,
    path = "/api/v1/console/audit/verify",
    tag = "console",
    responses((status = OK, body = AuditVerdict))
)]
pub(crate) async fn verify(
    State(app): State<Arc<App>>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<AuditVerdict>, Problem> {
    let checked = app.store.check_audit().await?;
    let (broken, what) = checked.broken.unzip();
    Ok(Json(AuditVerdict { rows: checked.rows, broken, what, head: checked.head }))
}

fn row(record: crate::store::AuditRecord) -> AuditRow {
    let crate::store::AuditRecord { number, at, who, action, about, detail, hash } = record;
    AuditRow { number, at, who, action, about, detail, hash }
}
