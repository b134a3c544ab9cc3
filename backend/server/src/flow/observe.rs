//! Observe: what finished scans mean for the notices of their agents. A closure is confirmed here, and a
//! re-opening noticed.

use std::sync::Arc;

use crate::app::App;

/// Settles the notices of every agent with a new scan. True: somebody was told something.
pub async fn run(app: &Arc<App>) -> anyhow::Result<bool> {
    let told = app.store.observe(app.clock.now()).await?;
    let changed = !told.is_empty();
    app.bell.ring(told);
    Ok(changed)
}
