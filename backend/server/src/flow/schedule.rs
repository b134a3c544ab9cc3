//! Schedule: who is here and was not looked at today, or has moved.

use std::sync::Arc;

use akabeko_core::schedule::due;
use akabeko_scanner::special_address;
use akabeko_shared::PORTS;
use jiff::SignedDuration;

use crate::app::App;
use crate::store::ScanRequest;

/// How far back scans matter for a local day, whatever its length.
pub(crate) const HISTORY: SignedDuration = SignedDuration::from_hours(50);

/// Puts a scan on the list for every agent that is due one. True: there were some.
pub async fn run(app: &Arc<App>) -> anyhow::Result<bool> {
    let (now, rules, lab) = (app.clock.now(), app.config.schedule(), app.config.scan.lab());
    let present = app.store.present(now - rules.freshness, now - HISTORY).await?;
    let wanted: Vec<ScanRequest> = present
        .into_iter()
        .filter(|here| special_address::refuse(here.target.address, &lab).is_ok())
        .filter_map(|here| {
            let reason = due(&here.target, &here.scans, &rules, now)?;
            let (agent, address, network) = (here.agent, here.target.address, here.network);
            Some(ScanRequest {
                scan: app.chance.scan(now),
                agent,
                address,
                network,
                reason,
                ports: PORTS.to_vec(),
            })
        })
        .collect();
    if wanted.is_empty() {
        return Ok(false);
    }
    Ok(app.store.request_scans(wanted, now).await? > 0)
}
