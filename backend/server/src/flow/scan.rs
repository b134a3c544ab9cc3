//! Scan: probes go out to addresses that a fresh check-in has just confirmed, and what they saw is kept.
//!
//! Agents that share an address share its probes: a home sees each probe once.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use akabeko_scanner::{Gate, Probe, Record, Refusal, Targets};
use futures::StreamExt;
use jiff::{SignedDuration, Timestamp};

use crate::app::App;
use crate::clock::Clock;
use crate::store::{DueScan, FinishedScan};

/// Scans on a person's request do not wait behind the day's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Somebody waits for the answer.
    Requested,
    /// The daily ones and those after a change of address.
    Routine,
}

/// Scans taken together: enough for every home to be left alone between two of its probes.
const TOGETHER: i64 = 256;

/// How long a claim lasts unless it is renewed: a worker that died is replaced after so long.
const LEASE: SignedDuration = SignedDuration::from_mins(1);

/// How often claims are renewed and the gate looks again who is where.
const BEAT: Duration = Duration::from_secs(1);

/// Claims what is due in a lane and scans it. Gives the number of scans that ended.
pub async fn run(app: &Arc<App>, lane: Lane) -> anyhow::Result<usize> {
    let now = app.clock.now();
    let claimed = app.store.claim_scans(lane == Lane::Requested, TOGETHER, now, now + LEASE).await?;
    if claimed.is_empty() {
        return Ok(0);
    }
    let gate = Arc::new(Confirmed::load(app).await?);
    let seen = probe(app, &claimed, gate).await;
    let ended = claimed.len();
    keep(app, claimed, &seen).await?;
    metrics::counter!("akabeko_scans_total").increment(ended as u64);
    app.work.notify_waiters();
    Ok(ended)
}

type Seen = BTreeMap<IpAddr, Vec<Record>>;

async fn probe(app: &Arc<App>, claimed: &[DueScan], gate: Arc<Confirmed>) -> Seen {
    let probes: BTreeSet<_> =
        claimed.iter().flat_map(|scan| scan.ports.iter().map(|port| (scan.address, *port))).collect();
    let probes: Targets = probes.into_iter().map(|(target, port)| Probe { target, port }).collect();
    let mut records = std::pin::pin!(app.scanner.scan(probes, gate.clone()));
    let mut seen = Seen::new();
    let mut beat = tokio::time::interval(BEAT);
    loop {
        tokio::select! {
            record = records.next() => match record {
                Some(record) => seen.entry(record.target).or_default().push(record),
                None => return seen,
            },
            _ = beat.tick() => go_on(app, claimed, &gate).await,
        }
    }
}

/// What the gate knows ages by itself, so a store that is away for a moment stops nothing.
async fn go_on(app: &Arc<App>, claimed: &[DueScan], gate: &Confirmed) {
    let scans = claimed.iter().map(|scan| scan.scan).collect();
    let renewed = app.store.renew_leases(scans, app.clock.now() + LEASE).await;
    if let Err(error) = renewed.map_err(anyhow::Error::from).and(gate.reload(app).await) {
        tracing::warn!(error = format!("{error:#}"), "failed to look who is where while scanning");
    }
}

/// A scan counts only when every one of its ports has its answer and its agent is still at that address: what was
/// seen there would be a stranger's otherwise. What does not count is dropped, and asked for again in a while.
async fn keep(app: &Arc<App>, claimed: Vec<DueScan>, seen: &Seen) -> anyhow::Result<()> {
    let now = app.clock.now();
    let holders = app.store.holders(now - app.config.schedule().freshness).await?;
    let (mut finished, mut dropped) = (Vec::new(), Vec::new());
    for scan in claimed {
        let answers: Vec<_> = seen
            .get(&scan.address)
            .into_iter()
            .flatten()
            .filter(|record| scan.ports.contains(&record.port))
            .map(|record| (record.port, record.state, record.at, record.evidence.clone()))
            .collect();
        if answers.len() == scan.ports.len() && holders.contains(&(scan.agent, scan.address)) {
            finished.push(FinishedScan {
                scan: scan.scan,
                agent: scan.agent,
                finished_at: now,
                seen: answers,
            });
        } else {
            dropped.push(scan.scan);
        }
    }
    let agents: Vec<_> = finished.iter().map(|scan| scan.agent).collect();
    app.store.finish_scans(finished).await?;
    app.bell.ring(agents);
    if !dropped.is_empty() {
        tracing::info!(
            scans = dropped.len(),
            "gave scans up: not confirmed any more, or not every probe was sent"
        );
        app.store.drop_scans(dropped, now).await?;
    }
    Ok(())
}

/// Which addresses may be dialled, asked again for every packet.
struct Confirmed {
    clock: Clock,
    freshness: SignedDuration,
    addresses: RwLock<BTreeMap<IpAddr, Timestamp>>,
}

impl Confirmed {
    async fn load(app: &Arc<App>) -> anyhow::Result<Self> {
        let freshness = app.config.schedule().freshness;
        let gate = Self { clock: app.clock.clone(), freshness, addresses: RwLock::default() };
        gate.reload(app).await?;
        Ok(gate)
    }

    async fn reload(&self, app: &Arc<App>) -> anyhow::Result<()> {
        let addresses = app.store.confirmed_addresses(self.clock.now() - self.freshness).await?;
        *self.addresses.write().unwrap_or_else(PoisonError::into_inner) = addresses;
        Ok(())
    }
}

impl Gate for Confirmed {
    fn may_dial(&self, target: IpAddr) -> Result<(), Refusal> {
        let addresses = self.addresses.read().unwrap_or_else(PoisonError::into_inner);
        let confirmed_at = addresses.get(&target);
        let is_fresh = confirmed_at.is_some_and(|at| self.clock.now().duration_since(*at) <= self.freshness);
        if is_fresh { Ok(()) } else { Err(Refusal::because("no fresh check-in from there")) }
    }
}
