//! Scans: asked for, claimed by one worker at a time, finished once.

use std::collections::BTreeSet;
use std::net::IpAddr;

use akabeko_core::schedule::{PastScan, Progress, Reason};
use akabeko_shared::wire::{Scan, ScanState, SeenPort};
use akabeko_shared::{AgentId, NetworkKey, Port, PortState, ScanId};
use jiff::Timestamp;

use super::engine::Transaction;
use super::error::{Result, StoreError};
use super::row::{self, Row, text};
use super::{Store, notices, observations, opt_outs};

/// A scan to be made.
#[derive(Clone, Debug)]
pub struct ScanRequest {
    /// Its name.
    pub scan: ScanId,
    /// For whom.
    pub agent: AgentId,
    /// What: where the agent was when this was decided.
    pub address: IpAddr,
    /// In which of the agent's networks.
    pub network: Option<NetworkKey>,
    /// Why.
    pub reason: Reason,
    /// Which ports.
    pub ports: Vec<Port>,
}

/// A scan that a worker has claimed.
#[derive(Clone, Debug)]
pub struct DueScan {
    /// Its name.
    pub scan: ScanId,
    /// For whom.
    pub agent: AgentId,
    /// What.
    pub address: IpAddr,
    /// Which ports.
    pub ports: Vec<Port>,
}

/// A scan with all its answers.
#[derive(Clone, Debug)]
pub struct FinishedScan {
    /// Its name.
    pub scan: ScanId,
    /// For whom.
    pub agent: AgentId,
    /// When the last probe ended.
    pub finished_at: Timestamp,
    /// Port, state, time and what an open port said.
    pub seen: Vec<(Port, PortState, Timestamp, Option<Vec<u8>>)>,
}

/// A scan as its agent may see it.
#[derive(Clone, Debug)]
pub struct ScanRecord {
    /// For whom.
    pub agent: AgentId,
    /// In which of the agent's networks.
    pub network: Option<NetworkKey>,
    /// How it stands.
    pub scan: Scan,
}

impl Store {
    /// Puts scans on the list. An agent for which a scan of this kind is waiting keeps that one; for one whose
    /// person no longer agrees, and for an address that is opted out, there is none.
    pub async fn request_scans(&self, mut wanted: Vec<ScanRequest>, now: Timestamp) -> Result<u64> {
        wanted.sort_by_key(|scan| scan.agent);
        self.write(move |tx| {
            let left_alone = opt_outs::in_force(tx, now)?;
            wanted.retain(|scan| !left_alone.contains(scan.address));
            let mut added = 0;
            for scan in wanted {
                notices::hold(tx, scan.agent)?;
                added += tx.execute(
                    "INSERT INTO scans (scan, agent, address, network, reason, ports, progress, requested_at)
                     SELECT $1, $2, $3, $4, $5, $6, 'due', $7 WHERE NOT EXISTS
                         (SELECT 1 FROM scans WHERE agent = $2 AND progress = 'due'
                          AND (reason = 'request') = ($5 = 'request'))
                         AND EXISTS (SELECT 1 FROM agents WHERE agent = $2 AND withdrawn_at IS NULL)",
                    &[
                        text(scan.scan),
                        text(scan.agent),
                        text(scan.address),
                        row::network(scan.network.as_ref()),
                        reason_word(scan.reason).into(),
                        row::ports(&scan.ports),
                        now.into(),
                    ],
                )?;
            }
            Ok(added)
        })
        .await
    }

    /// The scan that waits on the person's request, if there is one.
    pub async fn waiting_request(&self, agent: AgentId) -> Result<Option<ScanId>> {
        self.read(move |tx| {
            let found = tx.query_one(
                "SELECT scan FROM scans WHERE agent = $1 AND progress = 'due' AND reason = 'request'",
                &[text(agent)],
            )?;
            found.map(|row| row.parse(0)).transpose()
        })
        .await
    }

    /// Claims up to `most` scans until `leased_until`, oldest first; `requested` ones or all others. A scan whose
    /// lease ran out is claimed again. While scanning is halted there are none, and what is opted out is given up
    /// instead.
    pub async fn claim_scans(
        &self,
        requested: bool,
        most: i64,
        now: Timestamp,
        leased_until: Timestamp,
    ) -> Result<Vec<DueScan>> {
        self.write(move |tx| {
            let reason = if requested { "reason = 'request'" } else { "reason <> 'request'" };
            // PostgreSQL looks only at this outer condition again after waiting for a row, so it is repeated.
            let rows = tx.query(
                &format!(
                    "UPDATE scans SET leased_until = $2
                     WHERE progress = 'due' AND leased_until < $1
                         AND NOT EXISTS (SELECT 1 FROM scanning WHERE halted_at IS NOT NULL) AND scan IN
                         (SELECT scan FROM scans WHERE progress = 'due' AND leased_until < $1 AND {reason}
                          ORDER BY requested_at, scan LIMIT $3)
                     RETURNING scan, agent, address, ports"
                ),
                &[now.into(), leased_until.into(), most.into()],
            )?;
            let scans = rows.iter().map(|row| {
                let (scan, agent, address) = (row.parse(0)?, row.parse(1)?, row.address(2)?);
                Ok(DueScan { scan, agent, address, ports: row.ports(3)? })
            });
            let scans: Vec<DueScan> = scans.collect::<Result<_>>()?;
            let left_alone = opt_outs::in_force(tx, now)?;
            let (refused, claimed): (Vec<_>, Vec<_>) =
                scans.into_iter().partition(|scan| left_alone.contains(scan.address));
            give_up(tx, refused.into_iter().map(|scan| scan.scan).collect(), now)?;
            Ok(claimed)
        })
        .await
    }

    /// Keeps what scans saw, once: a scan that is no longer due changes nothing.
    pub async fn finish_scans(&self, mut finished: Vec<FinishedScan>) -> Result<()> {
        finished.sort_by_key(|scan| scan.agent);
        self.write(move |tx| finished.into_iter().try_for_each(|scan| finish(tx, scan))).await
    }

    /// Gives scans up: their address is no longer confirmed, or may not be scanned.
    pub async fn drop_scans(&self, scans: Vec<ScanId>, now: Timestamp) -> Result<()> {
        self.write(move |tx| give_up(tx, scans, now)).await
    }

    /// Lets go of claimed scans, so that they are claimed again.
    pub async fn give_back(&self, scans: Vec<ScanId>) -> Result<()> {
        self.write(move |tx| {
            for scan in scans {
                tx.execute(
                    "UPDATE scans SET leased_until = 0 WHERE scan = $1 AND progress = 'due'",
                    &[text(scan)],
                )?;
            }
            Ok(())
        })
        .await
    }

    /// Keeps the claim on scans for longer.
    pub async fn renew_leases(&self, scans: Vec<ScanId>, leased_until: Timestamp) -> Result<()> {
        self.write(move |tx| {
            for scan in scans {
                tx.execute(
                    "UPDATE scans SET leased_until = $2 WHERE scan = $1 AND progress = 'due'",
                    &[text(scan), leased_until.into()],
                )?;
            }
            Ok(())
        })
        .await
    }

    /// A scan as its agent may see it: what was seen is empty while the agent waits in a trial.
    pub async fn scan(&self, scan: ScanId) -> Result<Option<ScanRecord>> {
        self.read(move |tx| {
            let found = tx.query_one(
                "SELECT agent, progress, finished_at, network FROM scans WHERE scan = $1",
                &[text(scan)],
            )?;
            let Some(row) = found else { return Ok(None) };
            let agent = row.parse(0)?;
            let seen =
                if notices::is_withheld(tx, agent)? { vec![] } else { observations::of_scan(tx, scan)? };
            let seen = seen.into_iter().map(|(port, state)| SeenPort { port, state }).collect();
            let scan = Scan { scan, state: state(&row, 1)?, finished_at: row.time_if_any(2)?, seen };
            Ok(Some(ScanRecord { agent, network: row.network(3)?, scan }))
        })
        .await
    }

    /// How many agents have had a scan finished since then.
    pub async fn agents_scanned_since(&self, since: Timestamp) -> Result<i64> {
        self.read(move |tx| {
            let counted = tx.query_one(
                "SELECT COUNT(DISTINCT agent) FROM scans WHERE progress = 'done' AND requested_at >= $1",
                &[since.into()],
            )?;
            counted.map_or(Ok(0), |row| row.integer(0))
        })
        .await
    }

    /// How many scans are waiting, and since when the oldest.
    pub async fn scans_waiting(&self) -> Result<(i64, Option<Timestamp>)> {
        self.read(|tx| {
            let row =
                tx.query_one("SELECT COUNT(*), MIN(requested_at) FROM scans WHERE progress = 'due'", &[])?;
            row.map_or(Ok((0, None)), |row| Ok((row.integer(0)?, row.time_if_any(1)?)))
        })
        .await
    }
}

pub(super) const PAST: &str = "SELECT agent, address, reason, requested_at, progress FROM scans";

pub(super) fn past(row: &Row) -> Result<(AgentId, PastScan)> {
    let scan = PastScan {
        address: row.address(1)?,
        reason: reason(row.text(2)?)?,
        requested_at: row.time(3)?,
        progress: progress(row, 4)?,
    };
    Ok((row.parse(0)?, scan))
}

/// Ends scans without a result, and tells those who asked for them.
pub(super) fn give_up(tx: &mut dyn Transaction, scans: Vec<ScanId>, now: Timestamp) -> Result<()> {
    let mut ended = BTreeSet::new();
    for scan in scans {
        let dropped = tx.query_one(
            "UPDATE scans SET progress = 'dropped', finished_at = $2, observed = 1
             WHERE scan = $1 AND progress = 'due' RETURNING agent, reason",
            &[text(scan), now.into()],
        )?;
        if let Some(row) = dropped {
            ended.insert((row.parse(0)?, scan, row.text(1)? == "request"));
        }
    }
    for (agent, scan, waited_for) in ended {
        if waited_for {
            notices::tell(tx, agent, "scan-finished", &scan.to_string(), now)?;
        }
        look_again(tx, agent, now)?;
    }
    Ok(())
}

/// How a scan stands, as its agent is told.
pub(super) fn state(row: &Row, column: usize) -> Result<ScanState> {
    Ok(match progress(row, column)? {
        Progress::Due => ScanState::Due,
        Progress::Done => ScanState::Done,
        Progress::Dropped => ScanState::Dropped,
    })
}

fn finish(tx: &mut dyn Transaction, finished: FinishedScan) -> Result<()> {
    let FinishedScan { scan, agent, finished_at, seen } = finished;
    let done = tx.query_one(
        "UPDATE scans SET progress = 'done', finished_at = $2 WHERE scan = $1 AND progress = 'due' RETURNING reason",
        &[text(scan), finished_at.into()],
    )?;
    let Some(row) = done else { return Ok(()) };
    for (port, state, at, said) in seen {
        observations::keep(tx, agent, scan, port, state, at)?;
        if let Some(said) = said {
            observations::keep_evidence(tx, agent, port, at, said)?;
        }
    }
    if row.text(0)? == "request" {
        notices::tell(tx, agent, "scan-finished", &scan.to_string(), finished_at)?;
    }
    look_again(tx, agent, finished_at)
}

/// Brings an agent into the schedule's sight, since one of its scans ended. Comes last: a check-in locks the agent's
/// row before its target's.
fn look_again(tx: &mut dyn Transaction, agent: AgentId, now: Timestamp) -> Result<()> {
    tx.execute("UPDATE targets SET look_at = $2 WHERE agent = $1", &[text(agent), now.into()])?;
    Ok(())
}

fn reason_word(reason: Reason) -> &'static str {
    match reason {
        Reason::Daily => "daily",
        Reason::Change => "change",
        Reason::Request => "request",
    }
}

fn reason(word: &str) -> Result<Reason> {
    match word {
        "daily" => Ok(Reason::Daily),
        "change" => Ok(Reason::Change),
        "request" => Ok(Reason::Request),
        other => Err(StoreError::Corrupt(format!("{other:?} is no reason for a scan"))),
    }
}

fn progress(row: &Row, column: usize) -> Result<Progress> {
    match row.text(column)? {
        "due" => Ok(Progress::Due),
        "done" => Ok(Progress::Done),
        "dropped" => Ok(Progress::Dropped),
        other => Err(StoreError::Corrupt(format!("{other:?} is no progress of a scan"))),
    }
}
