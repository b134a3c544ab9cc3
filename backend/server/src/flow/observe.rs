//! Observe: what finished scans mean for the notices of their agents. A closure is confirmed here, and a
//! re-opening noticed.

use std::sync::Arc;

use akabeko_core::schedule::Reason;

use super::schedule::within_budget;
use crate::app::App;
use crate::store::ScanRequest;

/// Settles the notices of every agent with a new scan, and looks again where silence wants a second look. True:
/// there was something to do.
pub async fn run(app: &Arc<App>) -> anyhow::Result<bool> {
    let now = app.clock.now();
    let told = app.store.observe(now).await?;
    let changed = !told.is_empty();
    app.bell.ring(told);
    let mut wanted = Vec::new();
    for (agent, ports) in app.store.take_doubts().await? {
        if let Some((target, network, _)) = app.store.whereabouts(agent, now).await? {
            let (scan, address, reason) = (app.chance.scan(now), target.address, Reason::Request);
            wanted.push(ScanRequest { scan, agent, address, network, reason, ports });
        }
    }
    let wanted = within_budget(app, wanted).await?;
    Ok(app.store.request_scans(wanted, now).await? > 0 || changed)
}
