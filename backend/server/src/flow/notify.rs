//! Notify: every notice whose time has come is sent once, through the agent's events and its inbox.

use std::sync::Arc;

use crate::app::App;

/// Sends what is due. True: there was something.
pub async fn run(app: &Arc<App>) -> anyhow::Result<bool> {
    let sent = app.store.send_due_notices(app.clock.now()).await?;
    metrics::counter!("akabeko_notices_total").increment(sent.len() as u64);
    app.bell.ring(sent.iter().map(|due| due.agent));
    Ok(!sent.is_empty())
}
