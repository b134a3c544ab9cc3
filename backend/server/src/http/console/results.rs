//! The evaluation of what is stored, as figures, tables and sheets; and everything as a dataset, under pseudonyms.

use std::sync::Arc;

use akabeko_core::report::{Parts, Stamp, parts};
use akabeko_shared::wire::Problem as WireProblem;
use axum::Json;
use axum::body::Body as Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::super::problem::{Nothing, Parameters, Problem, not_found};
use super::gate::Operator;
use super::wire::{ResultPart, Results, ResultsQuery};
use crate::app::App;
use crate::command::evaluate::sheet::sheets;
use crate::command::exchange::pseudonymised;
use crate::dataset;
use crate::desk::evaluating::{Evaluating, Standing};

/// Every figure and table, as they were last computed.
#[utoipa::path(
    get,
    path = "/api/v1/console/results",
    tag = "console",
    params(ResultsQuery),
    responses((status = OK, body = Results))
)]
pub(crate) async fn results(
    State(app): State<Arc<App>>,
    Parameters(query): Parameters<ResultsQuery>,
) -> Result<Json<Results>, Problem> {
    let Standing { results, running_since, failed } = Evaluating::standing(&app, query.fresh);
    let stamp = Stamp { source: String::new(), version: env!("CARGO_PKG_VERSION").to_owned() };
    let written =
        results.as_ref().map(|(_, evaluation)| parts(evaluation, app.catalogue(query.language), &stamp));
    let Parts { summary, figures, tables, methods } = written.unwrap_or_default();
    let sheets = results.as_ref().map(|(_, evaluation)| sheets(evaluation, false)).transpose();
    let part = |(name, html): (&'static str, String)| ResultPart { name: name.to_owned(), html };
    Ok(Json(Results {
        computed_at: results.map(|(at, _)| at),
        is_running: running_since.is_some(),
        running_since,
        failed,
        summary,
        figures: figures.into_iter().map(part).collect(),
        tables: tables.into_iter().map(part).collect(),
        methods,
        sheets: sheets.map_err(unwritten)?.into_iter().flatten().map(|(name, _)| name.to_owned()).collect(),
    }))
}

/// One sheet as CSV.
#[utoipa::path(
    get,
    path = "/api/v1/console/results/{sheet}",
    tag = "console",
    params(("sheet" = String, Path, description = "Such as figure9.csv")),
    responses((status = OK, content_type = "text/csv", body = String), (status = NOT_FOUND, body = WireProblem))
)]
pub(crate) async fn sheet(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let (_, evaluation) = Evaluating::standing(&app, false).results.ok_or_else(not_found)?;
    let sheets = sheets(&evaluation, false).map_err(unwritten)?;
    let wanted = sheets.into_iter().find(|(known, _)| Some(*known) == name.strip_suffix(".csv"));
    let (known, text) = wanted.ok_or_else(not_found)?;
    let kind = [(header::CONTENT_TYPE, "text/csv; charset=utf-8")];
    let name = [(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{known}.csv\""))];
    Ok((kind, name, text).into_response())
}

/// Everything as a dataset under pseudonyms, in one archive (tar).
#[utoipa::path(
    get,
    path = "/api/v1/console/dataset",
    tag = "console",
    responses((status = OK, content_type = "application/x-tar", body = Vec<u8>))
)]
pub(crate) async fn whole(
    State(app): State<Arc<App>>,
    by: Operator,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Response, Problem> {
    app.store.note(by.act(&app, "dataset.export", "", "under pseudonyms")).await?;
    let _turn = app.desk.heavy.acquire().await;
    let everything = pseudonymised(app.store.dataset(app.config.zone()).await?, &app.secret);
    let packed = tokio::task::spawn_blocking(move || packed(&everything)).await;
    let packed = packed.map_err(anyhow::Error::from).flatten().map_err(unwritten)?;
    let kind = [(header::CONTENT_TYPE, "application/x-tar")];
    let day = app.today();
    let name = [(header::CONTENT_DISPOSITION, format!("attachment; filename=\"akabeko-{day}.tar\""))];
    Ok((kind, name, Bytes::from(packed)).into_response())
}

fn packed(everything: &akabeko_core::evaluate::Dataset) -> anyhow::Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let inside = folder.path().join("akabeko");
    dataset::write(everything, &inside)?;
    let mut archive = tar::Builder::new(Vec::new());
    archive.append_dir_all("akabeko", &inside)?;
    Ok(archive.into_inner()?)
}

fn unwritten(error: impl Into<anyhow::Error>) -> Problem {
    tracing::error!(error = format!("{:#}", error.into()), "failed to write results");
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "The results could not be written")
}
