//! Push: whoever can be woken and has news is woken, once for all the news there is. What it is, the device asks the
//! service itself.

use std::sync::Arc;

use akabeko_core::push::{Verdict, verdict};
use futures::future::join_all;
use jiff::SignedDuration;

use crate::app::App;
use crate::store::DuePush;

/// Pushes that are under way at once.
const TOGETHER: i64 = 32;

/// How long a claim lasts: several times as long as a push may take.
const LEASE: SignedDuration = SignedDuration::from_mins(1);

/// Claims what is due and sends it. True: there was something.
pub async fn run(app: &Arc<App>) -> anyhow::Result<bool> {
    if !app.config.push {
        return Ok(false);
    }
    let now = app.clock.now();
    let due = app.store.claim_pushes(TOGETHER, now, now + LEASE).await?;
    if due.is_empty() {
        return Ok(false);
    }
    let verdicts = join_all(due.iter().map(|due| send(app, due))).await;
    app.store.settle_pushes(due.into_iter().zip(verdicts).collect(), app.clock.now()).await?;
    Ok(true)
}

async fn send(app: &App, due: &DuePush) -> Verdict {
    let organisation = app.organisation();
    // Push services live in the world, whatever time it is in a story.
    let answer =
        app.push.send(&due.subscription, &organisation.support_mail, &app.chance, app.clock.outside()).await;
    let verdict = verdict(answer, due.failures);
    let outcome = match verdict {
        Verdict::Sent => "sent",
        Verdict::Gone => "gone",
        Verdict::Refused => "refused",
        Verdict::Later(_) => "later",
    };
    metrics::counter!("akabeko_pushes_total", "outcome" => outcome).increment(1);
    if verdict == Verdict::Refused {
        tracing::warn!(?answer, "gave a push up");
    }
    verdict
}
