//! Scan: probes go out to addresses that a fresh check-in has just confirmed, and what they saw is kept.
//!
//! Agents that share an address share its probes: a home sees each probe once. A round of scans counts when the
//! operator's canaries looked as they must and nobody halted it; else nothing of it is kept.

mod gate;
mod measure;
mod round;
mod share;

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use akabeko_scanner::{Probe, Record, Tally};
use futures::StreamExt;
use jiff::SignedDuration;

use crate::app::App;
use crate::store::{DueScan, FinishedScan};
use gate::Gate;

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

/// How often claims are renewed.
const BEAT: Duration = Duration::from_secs(1);

/// Claims what is due in a lane and scans it. Gives the number of scans that ended.
pub async fn run(app: &Arc<App>, lane: Lane) -> anyhow::Result<usize> {
    let (now, standing) = (app.clock.now(), app.store.scanning().await?);
    let rests = lane == Lane::Routine && now < standing.rests_until;
    if rests || standing.halt.is_some() {
        return Ok(0);
    }
    let claimed = app.store.claim_scans(lane == Lane::Requested, TOGETHER, now, now + LEASE).await?;
    if claimed.is_empty() {
        return Ok(0);
    }
    // After a void round the canaries are asked alone first: no home is to be bothered for nothing.
    let believed = standing.void_in_a_row == 0 || round::make(app, app.today(), &[]).await?.is_some();
    let ended = if believed { scan(app, lane, claimed).await? } else { let_go(app, lane, claimed).await? };
    metrics::counter!("akabeko_scans_total").increment(ended as u64);
    app.work.notify_waiters();
    Ok(ended)
}

/// Makes those of the scans that their address may still bear. Gives the number of scans that ended.
async fn scan(app: &Arc<App>, lane: Lane, claimed: Vec<DueScan>) -> anyhow::Result<usize> {
    let day = app.today();
    let (claimed, refused) = share::set_aside(app, day, lane, claimed).await?;
    let ended = refused.len();
    app.store.drop_scans(refused, app.clock.now()).await?;
    if claimed.is_empty() {
        return Ok(ended);
    }
    let kept = match round::make(app, day, &claimed).await? {
        Some(seen) => keep(app, claimed, &seen).await?,
        None => let_go(app, lane, claimed).await?,
    };
    Ok(ended + kept)
}

type Seen = BTreeMap<IpAddr, Vec<Record>>;

/// Sends the probes of a round. None: scanning was halted meanwhile, and nothing leaves any more.
async fn probe(
    app: &Arc<App>,
    claimed: &[DueScan],
    probes: Vec<Probe>,
    gate: Arc<Gate>,
) -> Option<(Seen, Tally)> {
    let mut records = std::pin::pin!(app.scanner.scan(probes, gate.clone()));
    let collected = async {
        let mut seen = Seen::new();
        while let Some(record) = records.next().await {
            seen.entry(record.target).or_default().push(record);
        }
        (seen, records.tally())
    };
    tokio::select! {
        biased;
        () = gate.halted(app) => None,
        collected = collected => Some(collected),
        never = renew(app, claimed) => match never {},
    }
}

/// A store that is away for a moment stops nothing: claims last longer than that.
async fn renew(app: &Arc<App>, claimed: &[DueScan]) -> Infallible {
    let mut beat = tokio::time::interval(BEAT);
    loop {
        beat.tick().await;
        let scans = claimed.iter().map(|scan| scan.scan).collect();
        if let Err(error) = app.store.renew_leases(scans, app.clock.now() + LEASE).await {
            let error = anyhow::Error::from(error);
            tracing::warn!(error = format!("{error:#}"), "failed to renew claims while scanning");
        }
    }
}

/// Scans whose round does not count: whoever waits for one is told that nobody could look, and the others are made
/// again later.
async fn let_go(app: &Arc<App>, lane: Lane, claimed: Vec<DueScan>) -> anyhow::Result<usize> {
    let scans: Vec<_> = claimed.iter().map(|scan| scan.scan).collect();
    match lane {
        Lane::Routine => {
            app.store.give_back(scans).await?;
            Ok(0)
        }
        Lane::Requested => {
            app.store.drop_scans(scans, app.clock.now()).await?;
            app.bell.ring(claimed.iter().map(|scan| scan.agent));
            Ok(claimed.len())
        }
    }
}

/// A scan counts only when every one of its ports has its answer and its agent is still at that address: what was
/// seen there would be a stranger's otherwise. What does not count is dropped, and asked for again in a while.
async fn keep(app: &Arc<App>, claimed: Vec<DueScan>, seen: &Seen) -> anyhow::Result<usize> {
    let (now, ended) = (app.clock.now(), claimed.len());
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
    Ok(ended)
}

/// What these scans want to ask: each port of an address once, whoever asks.
fn probes(claimed: &[DueScan]) -> BTreeSet<Probe> {
    let of_scan = |scan: &DueScan| {
        let target = scan.address;
        scan.ports.clone().into_iter().map(move |port| Probe { target, port })
    };
    claimed.iter().flat_map(of_scan).collect()
}
