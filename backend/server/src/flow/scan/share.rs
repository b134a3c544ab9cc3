//! Which claimed scans their address may still bear today, and what it was sent.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use akabeko_core::budget;
use akabeko_core::schedule::Reason;
use akabeko_scanner::Probe;
use akabeko_shared::ScanId;
use jiff::civil::Date;

use super::{Lane, Seen, probes};
use crate::app::App;
use crate::store::DueScan;

/// Sets aside the most that these scans can send, and parts them from those that would be too much for this day. The
/// schedule knows the budget too; a scan that was begun and not ended, however often, is caught here.
pub(super) async fn set_aside(
    app: &Arc<App>,
    day: Date,
    lane: Lane,
    claimed: Vec<DueScan>,
) -> anyhow::Result<(Vec<DueScan>, Vec<ScanId>)> {
    let reason = match lane {
        Lane::Requested => Reason::Request,
        Lane::Routine => Reason::Daily,
    };
    let borne = app.store.set_aside(day, ports(&claimed), app.config.scan.budget(), reason).await?;
    let (made, refused): (Vec<_>, Vec<_>) =
        claimed.into_iter().partition(|scan| borne.contains(&scan.address));
    if !refused.is_empty() {
        tracing::info!(scans = refused.len(), "gave scans up: their addresses were sent enough today");
        metrics::counter!("akabeko_scans_over_budget_total").increment(refused.len() as u64);
    }
    Ok((made, refused.into_iter().map(|scan| scan.scan).collect()))
}

/// Puts right what was set aside for a round that has ended, by what it sent; conversations nobody could foresee.
/// Where a probe has no record, it stays with the most that it can have taken.
pub(super) async fn put_right(
    app: &Arc<App>,
    day: Date,
    claimed: &[DueScan],
    seen: &Seen,
) -> anyhow::Result<()> {
    let (asked, most) = (probes(claimed), i64::from(app.config.scan.budget().cost(1)));
    let mut packets: BTreeMap<IpAddr, i64> = BTreeMap::new();
    for record in seen.values().flatten() {
        if asked.contains(&Probe { target: record.target, port: record.port }) {
            let sent = i64::from(budget::sent(record.tries, record.conversations));
            *packets.entry(record.target).or_default() += sent - most;
        }
    }
    Ok(app.store.put_right(day, packets).await?)
}

/// How many ports of each address these scans ask.
fn ports(claimed: &[DueScan]) -> BTreeMap<IpAddr, usize> {
    let mut ports = BTreeMap::new();
    for probe in probes(claimed) {
        *ports.entry(probe.target).or_default() += 1;
    }
    ports
}
