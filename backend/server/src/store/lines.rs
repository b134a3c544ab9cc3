//! Lines: what tells whether the addresses that agents call from are their own.
//!
//! A check-in writes only what is new, so that a hundred thousand agents that stay where they are cost a read each.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use akabeko_core::attribution::{self, Line};
use akabeko_core::plan::A_WORD_HOLDS;
use akabeko_shared::{AgentId, Port};
use jiff::{SignedDuration, Timestamp};

use super::Store;
use super::engine::Transaction;
use super::error::Result;
use super::row::{Row, text};

/// Where a request came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The address.
    pub address: IpAddr,
    /// The port, unless a proxy keeps it to itself.
    pub port: Option<u16>,
}

impl From<IpAddr> for Origin {
    fn from(address: IpAddr) -> Self {
        Self { address, port: None }
    }
}

impl Store {
    /// The ports of an agent's line that others share, so that nothing seen there need be its person's.
    pub async fn shared_ports(&self, agent: AgentId, address: IpAddr) -> Result<Vec<Port>> {
        self.read(move |tx| shared_ports(tx, agent, &address.to_string())).await
    }
}

/// How many source ports are kept: far more than prove a set.
const PORTS_KEPT: usize = 32;

/// Agents that call from one address within this time are neighbours, and not one after the other there.
const A_DAY: SignedDuration = SignedDuration::from_hours(24);

/// How exactly it is known when a line was last called from, and how often its neighbours are counted.
const AN_HOUR: SignedDuration = SignedDuration::from_hours(1);

/// How long a crowd is remembered: neighbours on holiday are neighbours.
const A_MONTH: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Notes that an agent calls from a line.
pub(super) fn note(tx: &mut dyn Transaction, agent: AgentId, from: Origin, now: Timestamp) -> Result<()> {
    let IpAddr::V4(_) = from.address else { return Ok(()) };
    let known = tx.query_one(
        &format!("{LINES} WHERE agent = $1 AND address = $2"),
        &[text(agent), text(from.address)],
    )?;
    let mut kept = known.as_ref().map(kept).transpose()?.unwrap_or_else(|| Kept::new(from.address));
    let is_late = now.duration_since(kept.seen_at) >= AN_HOUR;
    let is_news = kept.hear(from.port, is_late);
    if is_late {
        let callers = 1 + neighbours(tx, agent, from.address, now)?;
        kept.count(callers, now);
    }
    if is_late || is_news {
        keep(tx, agent, &kept)?;
    }
    if known.is_none() { forget_old(tx, agent, now) } else { Ok(()) }
}

/// A line with the times that the store needs.
struct Kept {
    line: Line,
    callers_at: Timestamp,
    seen_at: Timestamp,
}

impl Kept {
    fn new(address: IpAddr) -> Self {
        let line = Line { address, source_ports: Vec::new(), callers: 0 };
        Self { line, callers_at: Timestamp::MIN, seen_at: Timestamp::MIN }
    }

    /// Takes a source port in. When the list is full, the oldest goes, once an hour: providers change sets as well.
    fn hear(&mut self, port: Option<u16>, is_late: bool) -> bool {
        let ports = &mut self.line.source_ports;
        let news = port.filter(|port| !ports.contains(port));
        if ports.len() == PORTS_KEPT && news.is_some() && is_late {
            ports.remove(0);
        }
        let news = news.filter(|_| ports.len() < PORTS_KEPT);
        ports.extend(news);
        news.is_some()
    }

    fn count(&mut self, callers: u32, now: Timestamp) {
        self.seen_at = now;
        if callers >= self.line.callers || now.duration_since(self.callers_at) > A_MONTH {
            (self.line.callers, self.callers_at) = (callers, now);
        }
    }
}

/// How many other agents called from an address within a day.
fn neighbours(tx: &mut dyn Transaction, agent: AgentId, address: IpAddr, now: Timestamp) -> Result<u32> {
    let counted = tx.query_one(
        "SELECT COUNT(*) FROM lines WHERE address = $1 AND seen_at > $2 AND agent <> $3",
        &[text(address), (now - A_DAY).into(), text(agent)],
    )?;
    let neighbours = counted.map_or(Ok(0), |row| row.integer(0))?;
    Ok(u32::try_from(neighbours).unwrap_or(u32::MAX - 1))
}

fn keep(tx: &mut dyn Transaction, agent: AgentId, kept: &Kept) -> Result<()> {
    let Kept { line, callers_at, seen_at } = kept;
    let is_shared = !attribution::shared_ports(line).is_empty();
    let ports: String = line.source_ports.iter().map(|port| format!(" {port:04x}")).collect();
    tx.execute(
        "INSERT INTO lines (agent, address, source_ports, callers, callers_at, shared, seen_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (agent, address) DO UPDATE SET source_ports = excluded.source_ports,
             callers = excluded.callers, callers_at = excluded.callers_at, shared = excluded.shared,
             seen_at = excluded.seen_at",
        &[
            text(agent),
            text(line.address),
            ports.into(),
            i64::from(line.callers).into(),
            (*callers_at).into(),
            i64::from(is_shared).into(),
            (*seen_at).into(),
        ],
    )?;
    Ok(())
}

/// An address of half a year ago tells nothing of what is told now.
fn forget_old(tx: &mut dyn Transaction, agent: AgentId, now: Timestamp) -> Result<()> {
    tx.execute(
        "DELETE FROM lines WHERE agent = $1 AND seen_at < $2",
        &[text(agent), (now - A_WORD_HOLDS).into()],
    )?;
    Ok(())
}

/// See [`Store::shared_ports`].
pub(super) fn shared_ports(tx: &mut dyn Transaction, agent: AgentId, address: &str) -> Result<Vec<Port>> {
    let found =
        tx.query_one(&format!("{LINES} WHERE agent = $1 AND address = $2"), &[text(agent), address.into()])?;
    Ok(found
        .as_ref()
        .map(kept)
        .transpose()?
        .map(|kept| attribution::shared_ports(&kept.line))
        .unwrap_or_default())
}

/// Every agent's ports that were seen open since then where others share them.
pub(super) fn seen_on_shared_lines(
    tx: &mut dyn Transaction,
    since: Timestamp,
) -> Result<BTreeSet<(AgentId, Port)>> {
    let mut shared: BTreeMap<AgentId, BTreeMap<IpAddr, Vec<Port>>> = BTreeMap::new();
    let lines = tx.query(
        &format!(
            "{LINES} WHERE shared = 1 AND agent IN
                 (SELECT agent FROM observations WHERE state = 'open' AND observed_at >= $1)"
        ),
        &[since.into()],
    )?;
    for row in lines {
        let Kept { line, .. } = kept(&row)?;
        shared.entry(row.parse(4)?).or_default().insert(line.address, attribution::shared_ports(&line));
    }
    let mut seen = BTreeSet::new();
    for (agent, lines) in shared {
        for (port, address) in seen_open(tx, agent, since)? {
            if lines.get(&address).is_some_and(|ports| ports.contains(&port)) {
                seen.insert((agent, port));
            }
        }
    }
    Ok(seen)
}

/// At which addresses each port of an agent was seen open.
fn seen_open(tx: &mut dyn Transaction, agent: AgentId, since: Timestamp) -> Result<BTreeSet<(Port, IpAddr)>> {
    let rows = tx.query(
        "SELECT DISTINCT observations.protocol, observations.port, scans.address
         FROM observations JOIN scans ON scans.scan = observations.scan
         WHERE observations.agent = $1 AND observations.state = 'open' AND observations.observed_at >= $2",
        &[text(agent), since.into()],
    )?;
    rows.iter().map(|row| Ok((row.port(0)?, row.address(2)?))).collect()
}

const LINES: &str = "SELECT address, source_ports, callers, callers_at, agent, seen_at FROM lines";

fn kept(row: &Row) -> Result<Kept> {
    let callers = u32::try_from(row.integer(2)?).unwrap_or(u32::MAX);
    let line = Line { address: row.address(0)?, source_ports: source_ports(row, 1)?, callers };
    Ok(Kept { line, callers_at: row.time(3)?, seen_at: row.time(5)? })
}

/// Ports as they are kept here.
pub(super) fn source_ports(row: &Row, column: usize) -> Result<Vec<u16>> {
    let ports = row.text(column)?.split_whitespace().map(|port| u16::from_str_radix(port, 16));
    ports.collect::<std::result::Result<_, _>>().map_err(|_| row.wrong(column, "source ports"))
}
