//! Which claimed scans their address may still bear today, and what it was sent.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use akabeko_core::budget::CONVERSATION;
use akabeko_core::schedule::Reason;
use akabeko_shared::{PortState, Protocol, ScanId};

use super::{Lane, Seen, probes};
use crate::app::App;
use crate::store::DueScan;

/// Parts what may be made from what would be too much for one day. The schedule knows the budget too; a scan that
/// was begun and not ended, however often, is caught here.
pub(super) async fn split(
    app: &Arc<App>,
    lane: Lane,
    claimed: Vec<DueScan>,
) -> anyhow::Result<(Vec<DueScan>, Vec<ScanId>)> {
    let wanted = ports(&claimed);
    let spent = app.store.spent(app.today(), wanted.keys().copied().collect()).await?;
    let budget = app.config.scan.budget();
    let reason = match lane {
        Lane::Requested => Reason::Request,
        Lane::Routine => Reason::Daily,
    };
    let allowed = |scan: &DueScan| {
        let before = spent.get(&scan.address).copied().unwrap_or_default();
        budget.allows(before, wanted.get(&scan.address).copied().unwrap_or_default(), reason)
    };
    let (made, refused): (Vec<_>, Vec<_>) = claimed.into_iter().partition(allowed);
    if !refused.is_empty() {
        tracing::info!(scans = refused.len(), "gave scans up: their addresses were sent enough today");
        metrics::counter!("akabeko_scans_over_budget_total").increment(refused.len() as u64);
    }
    Ok((made, refused.into_iter().map(|scan| scan.scan).collect()))
}

/// Counts the most that these scans can send, before they do.
pub(super) async fn spend(app: &Arc<App>, claimed: &[DueScan]) -> anyhow::Result<()> {
    let budget = app.config.scan.budget();
    let most = ports(claimed).into_iter().map(|(address, ports)| (address, budget.cost(ports)));
    Ok(app.store.spend(app.today(), most.collect()).await?)
}

/// Counts the conversations with open ports, which nobody could foresee.
pub(super) async fn spend_on_conversations(app: &Arc<App>, seen: &Seen) -> anyhow::Result<()> {
    let mut packets: BTreeMap<IpAddr, u32> = BTreeMap::new();
    for record in seen.values().flatten() {
        if record.state == PortState::Open && record.port.protocol == Protocol::Tcp {
            *packets.entry(record.target).or_default() += CONVERSATION;
        }
    }
    Ok(app.store.spend(app.today(), packets).await?)
}

/// How many ports of each address these scans ask.
fn ports(claimed: &[DueScan]) -> BTreeMap<IpAddr, usize> {
    let mut ports = BTreeMap::new();
    for probe in probes(claimed) {
        *ports.entry(probe.target).or_default() += 1;
    }
    ports
}
