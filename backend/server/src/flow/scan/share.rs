//! Which claimed scans their address may still bear today, and what it was sent.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use akabeko_core::budget;
use akabeko_core::schedule::Reason;
use akabeko_scanner::Record;
use akabeko_shared::{PortState, Protocol, ScanId};
use jiff::civil::Date;

use super::gate::Gate;
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

/// Puts right what was set aside for a round that has ended or was halted: the gate knows what has left, the records
/// what else it took. A round counts for the day on which it began.
pub(super) async fn put_right(
    app: &Arc<App>,
    day: Date,
    claimed: &[DueScan],
    gate: &Gate,
    seen: &Seen,
) -> anyhow::Result<()> {
    let budget = app.config.scan.budget();
    let packets = ports(claimed).into_iter().map(|(address, ports)| {
        let answers = seen.get(&address).into_iter().flatten().map(beyond_requests).sum::<u32>();
        (address, i64::from(gate.let_through(address)) + i64::from(answers) - i64::from(budget.cost(ports)))
    });
    Ok(app.store.put_right(day, packets.collect()).await?)
}

fn beyond_requests(record: &Record) -> u32 {
    match (record.state, record.port.protocol) {
        (PortState::Open, Protocol::Tcp) => budget::beyond_requests(record.conversations),
        (
            PortState::Open | PortState::Closed | PortState::Filtered | PortState::OpenFiltered,
            Protocol::Tcp | Protocol::Udp,
        ) => 0,
    }
}

/// How many ports of each address these scans ask.
fn ports(claimed: &[DueScan]) -> BTreeMap<IpAddr, usize> {
    let mut ports = BTreeMap::new();
    for probe in probes(claimed) {
        *ports.entry(probe.target).or_default() += 1;
    }
    ports
}
