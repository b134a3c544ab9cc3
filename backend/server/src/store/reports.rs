//! Reports by address: what was seen open where, and what others saw.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use akabeko_core::whereabouts::{FRESH, GAP, Sighting, was_at};
use akabeko_shared::{AgentId, Port, PortState};
use jiff::{SignedDuration, Timestamp};

use super::engine::Transaction;
use super::error::Result;
use super::row::{Row, text};
use super::{Store, lines, notices, opt_outs};

/// A port that a scan of ours saw open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPort {
    /// When, the last time on that day.
    pub at: Timestamp,
    /// Where.
    pub address: IpAddr,
    /// Which.
    pub port: Port,
    /// What it said then.
    pub said: Option<Vec<u8>>,
}

/// A port that somebody else saw open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reported {
    /// When, to the second.
    pub at: Timestamp,
    /// Where.
    pub address: IpAddr,
    /// Which.
    pub port: Port,
}

/// What became of what others reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Observations that are new.
    pub kept: usize,
    /// Those that were known.
    pub known: usize,
    /// Reports of addresses that no enrolled agent had then, or of ports there that may be a neighbour's.
    pub strangers: usize,
}

const DAY: SignedDuration = SignedDuration::from_hours(24);

impl Store {
    /// Every port that a scan saw open from `from` until before `until`, once for each address and day of UTC, by time.
    /// People who no longer agree and addresses that are opted out are left out.
    pub async fn open_ports(
        &self,
        from: Timestamp,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Vec<OpenPort>> {
        self.read(move |tx| {
            let left_alone = opt_outs::in_force(tx, now)?;
            let rows = tx.query(
                "SELECT observations.agent, scans.address, observations.protocol, observations.port,
                     observations.observed_at
                 FROM observations JOIN scans ON scans.scan = observations.scan
                     JOIN agents ON agents.agent = observations.agent
                 WHERE observations.state = 'open' AND observations.observed_at >= $1
                     AND observations.observed_at < $2 AND agents.withdrawn_at IS NULL
                 ORDER BY observations.observed_at",
                &[from.into(), until.into()],
            )?;
            // Several devices behind one address see the same: the last word of a day stands for it.
            let mut last: BTreeMap<(i64, IpAddr, Port), (Timestamp, AgentId)> = BTreeMap::new();
            for row in rows {
                let (agent, address, port, at) = (row.parse(0)?, row.address(1)?, row.port(2)?, row.time(4)?);
                if !left_alone.contains(address) {
                    last.insert((at.as_second().div_euclid(DAY.as_secs()), address, port), (at, agent));
                }
            }
            let open = last.into_iter().map(|((_, address, port), (at, agent))| {
                Ok(OpenPort { at, address, port, said: said(tx, agent, port, at)? })
            });
            let mut open = open.collect::<Result<Vec<_>>>()?;
            open.sort_by_key(|open| (open.at, open.address, open.port));
            Ok(open)
        })
        .await
    }

    /// Keeps what others saw of enrolled agents, each once, all of it or nothing.
    pub async fn take_reports(&self, reported: Vec<Reported>) -> Result<Taken> {
        self.write(move |tx| {
            let mut taken = Taken::default();
            let mut seen = BTreeSet::new();
            for report in reported {
                let holders = holders(tx, &report)?;
                taken.strangers += usize::from(holders.is_empty());
                seen.extend(holders.into_iter().map(|agent| (agent, report)));
            }
            let agents: BTreeSet<AgentId> = seen.iter().map(|(agent, _)| *agent).collect();
            agents.into_iter().try_for_each(|agent| notices::hold(tx, agent))?;
            for (agent, report) in seen {
                let is_new = take(tx, agent, &report)?;
                *(if is_new { &mut taken.kept } else { &mut taken.known }) += 1;
            }
            Ok(taken)
        })
        .await
    }
}

/// What a port said at a time: what is kept, if it was said from before then until after.
fn said(tx: &mut dyn Transaction, agent: AgentId, port: Port, at: Timestamp) -> Result<Option<Vec<u8>>> {
    let found = tx.query_one(
        "SELECT body FROM evidence
         WHERE agent = $1 AND protocol = $2 AND port = $3 AND changed_at <= $4 AND at >= $4",
        &[text(agent), text(port.protocol), i64::from(port.number).into(), at.into()],
    )?;
    found.map(|row| row.bytes(0)).transpose()
}

/// The agents that were at the address of a report then and do not share its port, in the order of their ids.
fn holders(tx: &mut dyn Transaction, report: &Reported) -> Result<Vec<AgentId>> {
    let rows = tx.query(
        "SELECT agents.agent FROM agents
         WHERE agents.withdrawn_at IS NULL AND agents.enrolled_at <= $2 AND (
             EXISTS (SELECT 1 FROM targets WHERE targets.agent = agents.agent AND targets.address = $1)
             OR EXISTS (SELECT 1 FROM scans WHERE scans.agent = agents.agent AND scans.address = $1))
         ORDER BY agents.agent",
        &[text(report.address), report.at.into()],
    )?;
    let (address, mut holders) = (report.address.to_string(), Vec::new());
    for row in rows {
        let agent = row.parse(0)?;
        let is_shared = lines::shared_ports(tx, agent, &address)?.contains(&report.port);
        if !is_shared && was_at(&sightings(tx, agent, report.at)?, report.address, report.at) {
            holders.push(agent);
        }
    }
    Ok(holders)
}

/// Where an agent was known to be around a time: by its scans, and by its latest check-ins.
fn sightings(tx: &mut dyn Transaction, agent: AgentId, at: Timestamp) -> Result<Vec<Sighting>> {
    let sighting = |row: &Row| Ok((row.time(0)?, row.address(1)?));
    let around = GAP + FRESH;
    let scans = tx.query(
        "SELECT finished_at, address FROM scans
         WHERE agent = $1 AND progress = 'done' AND finished_at >= $2 AND finished_at <= $3",
        &[text(agent), (at - around).into(), (at + around).into()],
    )?;
    let check_ins = tx.query(
        "SELECT since, address FROM targets WHERE agent = $1
         UNION ALL SELECT confirmed_at, address FROM targets WHERE agent = $1",
        &[text(agent)],
    )?;
    scans.iter().chain(&check_ins).map(sighting).collect()
}

/// False: this was seen already in that second, by us or by somebody's report.
fn take(tx: &mut dyn Transaction, agent: AgentId, report: &Reported) -> Result<bool> {
    let added = tx.execute(
        "INSERT INTO observations (agent, observed_at, protocol, port, state, scan)
         SELECT $1, $2, $3, $4, $5, '' WHERE NOT EXISTS
             (SELECT 1 FROM observations WHERE agent = $1 AND protocol = $3 AND port = $4 AND state = $5
              AND observed_at >= $2 AND observed_at < $6)",
        &[
            text(agent),
            report.at.into(),
            text(report.port.protocol),
            i64::from(report.port.number).into(),
            PortState::Open.word().into(),
            (report.at + SignedDuration::from_secs(1)).into(),
        ],
    )?;
    Ok(added > 0)
}
