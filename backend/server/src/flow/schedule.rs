//! Schedule: who is here and was not looked at today, or has moved.
//!
//! Whoever is not due is left out of sight until its time may have come, so that a hundred thousand agents cost no
//! more than those to whom something happens.

use std::collections::BTreeSet;
use std::sync::Arc;

use akabeko_core::schedule::{Reason, ask_again_at, due};
use akabeko_scanner::special_address;
use akabeko_shared::{AgentId, PORTS};
use jiff::{SignedDuration, Timestamp};

use crate::app::App;
use crate::store::{Present, ScanRequest, StoreError};

/// How far back scans matter for a local day, whatever its length.
pub(crate) const HISTORY: SignedDuration = SignedDuration::from_hours(50);

/// How long whoever is due and may not be scanned is left out of sight: opted out, or sent enough today.
const NOT_NOW: SignedDuration = SignedDuration::from_mins(1);

/// Puts a scan on the list for every agent that is due one. True: there were some.
pub async fn run(app: &Arc<App>) -> anyhow::Result<bool> {
    let (now, rules) = (app.clock.now(), app.config.schedule());
    let present = app.store.present(now - rules.freshness, now - HISTORY, now).await?;
    if present.is_empty() {
        return Ok(false);
    }
    let reasons: Vec<_> = present.iter().map(|here| due(&here.target, &here.scans, &rules, now)).collect();
    let wishes = present.iter().zip(&reasons);
    let wishes = wishes.filter_map(|(here, reason)| reason.map(|reason| wish(app, here, reason, now)));
    let wanted = allowed(app, wishes.collect(), now).await?;
    let asked: BTreeSet<AgentId> = wanted.iter().map(|scan| scan.agent).collect();
    let until = |here: &Present, reason: Option<Reason>| match reason {
        Some(_) if !asked.contains(&here.agent) => now + NOT_NOW,
        Some(_) | None => ask_again_at(&here.target, &here.scans, &rules, now),
    };
    let until: Vec<_> = present.iter().zip(reasons).map(|(here, reason)| until(here, reason)).collect();
    let added = app.store.request_scans(wanted, now).await?;
    app.store.put_off(present.into_iter().zip(until).collect()).await?;
    Ok(added > 0)
}

fn wish(app: &App, here: &Present, reason: Reason, now: Timestamp) -> ScanRequest {
    let (scan, address, network) = (app.chance.scan(now), here.target.address, here.network.clone());
    ScanRequest { scan, agent: here.agent, address, network, reason, ports: PORTS.to_vec() }
}

/// Those scans that go to the internet, to nobody who opted out, and within the budget of the day.
async fn allowed(
    app: &App,
    mut wanted: Vec<ScanRequest>,
    now: Timestamp,
) -> Result<Vec<ScanRequest>, StoreError> {
    let (lab, left_alone) = (app.config.scan.lab(), app.store.opted_out(now).await?);
    wanted.retain(|scan| special_address::refuse(scan.address, &lab).is_ok());
    wanted.retain(|scan| !left_alone.contains(scan.address));
    within_budget(app, wanted).await
}

/// Those scans that their address may still bear today.
pub(crate) async fn within_budget(
    app: &App,
    wanted: Vec<ScanRequest>,
) -> Result<Vec<ScanRequest>, StoreError> {
    let budget = app.config.scan.budget();
    let addresses = wanted.iter().map(|scan| scan.address).collect();
    let spent = app.store.spent(app.today(), addresses).await?;
    let allows = |scan: &ScanRequest| {
        budget.allows(spent.get(&scan.address).copied().unwrap_or_default(), scan.ports.len(), scan.reason)
    };
    Ok(wanted.into_iter().filter(allows).collect())
}
