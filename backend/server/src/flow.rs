//! The stages in their order. Each is an idempotent function over what is stored: it loads, lets the core
//! decide, stores the decision, and says whether it changed anything.
//!
//! A timer wakes them all, and whoever stores a fact may wake them sooner: a lost hint only costs time. There is
//! no second path for retries.

pub mod gauge;
pub mod notify;
pub mod observe;
pub mod push;
pub mod scan;
pub mod schedule;
pub mod select;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use crate::app::App;
use scan::Lane;

/// How long a stage sleeps when nothing wakes it.
const PULSE: Duration = Duration::from_secs(1);

/// Runs every stage until nothing is left to do: the demo's and the tests' way, where the clock stands still.
pub async fn settle(app: &Arc<App>) -> anyhow::Result<()> {
    loop {
        let decided = decide(app).await?;
        let scanned = scan::run(app, Lane::Requested).await? + scan::run(app, Lane::Routine).await?;
        let pushed = push::run(app).await?;
        if !decided && scanned == 0 && !pushed {
            return Ok(());
        }
    }
}

/// Keeps the stages going until `stop` says so. Scans on a person's request have a lane of their own.
pub async fn run(app: Arc<App>, stop: watch::Receiver<bool>) {
    let deciding = repeat(app.clone(), stop.clone(), async |app| decide(app).await);
    let requested =
        repeat(app.clone(), stop.clone(), async |app| Ok(scan::run(app, Lane::Requested).await? > 0));
    let routine = repeat(app.clone(), stop.clone(), async |app| Ok(scan::run(app, Lane::Routine).await? > 0));
    let pushing = repeat(app.clone(), stop.clone(), async |app| push::run(app).await);
    let gauging = repeat(app, stop, async |app| gauge::run(app).await.map(|()| false));
    tokio::join!(deciding, requested, routine, pushing, gauging);
}

/// One round of all stages that only decide. True: something changed. A stage that fails keeps no other from its
/// work; the first failure is told in the end.
async fn decide(app: &Arc<App>) -> anyhow::Result<bool> {
    let outcomes =
        [schedule::run(app).await, observe::run(app).await, select::run(app).await, notify::run(app).await];
    let changed = outcomes.iter().any(|outcome| matches!(outcome, Ok(true)));
    let failed = outcomes.into_iter().find_map(Result::err);
    failed.map_or(Ok(changed), Err)
}

async fn repeat(
    app: Arc<App>,
    mut stop: watch::Receiver<bool>,
    stage: impl AsyncFn(&Arc<App>) -> anyhow::Result<bool>,
) {
    while !*stop.borrow_and_update() {
        let woken = app.work.notified();
        let outcome = tokio::select! {
            outcome = stage(&app) => outcome,
            // What a stage has begun is claimed for a minute only, and begun again by whoever comes next.
            _ = stop.changed() => return,
        };
        match outcome {
            Ok(true) => {
                app.work.notify_waiters();
                continue;
            }
            Ok(false) => {}
            Err(error) => tracing::error!(error = format!("{error:#}"), "failed to run a stage"),
        }
        tokio::select! {
            () = woken => {}
            () = tokio::time::sleep(PULSE) => {}
            _ = stop.changed() => {}
        }
    }
}
