//! Notify: every notice whose time has come is sent once, through the agent's events and its inbox, and ends when
//! its page can no longer be opened.

use std::sync::Arc;

use crate::app::App;

/// Sends what is due and ends what is old. True: there was something.
pub async fn run(app: &Arc<App>) -> anyhow::Result<bool> {
    let now = app.clock.now();
    let sent = app.store.send_due_notices(now).await?;
    metrics::counter!("akabeko_notices_total").increment(sent.len() as u64);
    app.bell.ring(sent.iter().map(|due| due.agent));
    let ended = app.store.end_old_notices(now - app.config.page_life(), now).await?;
    let changed = !sent.is_empty() || !ended.is_empty();
    app.bell.ring(ended);
    Ok(changed)
}
