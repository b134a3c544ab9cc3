//! The evaluation of what is stored, computed in the background: it may take minutes, and nobody waits for it.

use std::sync::{Arc, Mutex, PoisonError};

use akabeko_core::evaluate::{Evaluation, Options, evaluate};
use jiff::{SignedDuration, Timestamp};

use crate::app::App;

/// How old results may be before they are computed anew by themselves.
const FRESH: SignedDuration = SignedDuration::from_mins(10);

/// How the evaluation stands.
#[derive(Clone, Default)]
pub struct Standing {
    /// The latest results, and when they were computed.
    pub results: Option<(Timestamp, Arc<Evaluation>)>,
    /// Since when new ones are computed.
    pub running_since: Option<Timestamp>,
    /// Why the latest try failed.
    pub failed: Option<String>,
}

/// Computes the evaluation, one at a time.
#[derive(Default)]
pub struct Evaluating(Mutex<Standing>);

impl Evaluating {
    /// How it stands; begins anew if the results are old or `wanted` says so.
    pub fn standing(app: &Arc<App>, wanted: bool) -> Standing {
        let now = app.clock.now();
        let mut standing = app.desk.evaluating.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_old = standing.results.as_ref().is_none_or(|(at, _)| now.duration_since(*at).abs() >= FRESH);
        let is_due = wanted || (is_old && standing.failed.is_none());
        if is_due && standing.running_since.is_none() {
            (standing.running_since, standing.failed) = (Some(now), None);
            tokio::spawn(compute(app.clone()));
        }
        standing.clone()
    }
}

async fn compute(app: Arc<App>) {
    let began = app.clock.now();
    let outcome = results(&app).await;
    let mut standing = app.desk.evaluating.0.lock().unwrap_or_else(PoisonError::into_inner);
    standing.running_since = None;
    match outcome {
        Ok(evaluation) => standing.results = Some((began, Arc::new(evaluation))),
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "failed to evaluate");
            standing.failed = Some(format!("{error:#}"));
        }
    }
}

async fn results(app: &App) -> anyhow::Result<Evaluation> {
    let _turn = app.desk.heavy.acquire().await;
    let dataset = app.store.dataset(app.config.zone()).await?;
    Ok(tokio::task::spawn_blocking(move || evaluate(&dataset, &Options::default())).await?)
}
