//! Lines: what tells whether the addresses that agents call from are their own.
//!
//! A check-in writes only what is new, so that a hundred thousand agents that stay where they are cost a read each.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use akabeko_core::attribution::{A_CROWD, Attribution, Line, attribution};
use akabeko_core::plan::A_WORD_HOLDS;
use akabeko_shared::{AgentId, PORTS, Port};
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

/// Within this time agents of several invitations at one address are neighbours, and not one after the other there.
const A_DAY: SignedDuration = SignedDuration::from_hours(24);

/// How exactly it is known when a line was last called from.
const AN_HOUR: SignedDuration = SignedDuration::from_hours(1);

/// Notes that an agent calls from a line.
pub(super) fn note(tx: &mut dyn Transaction, agent: AgentId, from: Origin, now: Timestamp) -> Result<()> {
    let IpAddr::V4(_) = from.address else { return Ok(()) };
    let address = from.address.to_string();
    let known =
        tx.query_one(&format!("{LINES} WHERE agent = $1 AND address = $2"), &[text(agent), text(&address)])?;
    let (seen_at, mut line) = match &known {
        Some(row) => (row.time(4)?, line(row)?),
        None => (Timestamp::MIN, Line { address: from.address, source_ports: Vec::new(), households: 0 }),
    };
    let ports = &mut line.source_ports;
    let is_news = from.port.filter(|port| ports.len() < PORTS_KEPT && !ports.contains(port));
    let is_late = now.duration_since(seen_at) >= AN_HOUR;
    if is_news.is_none() && !is_late {
        return Ok(());
    }
    ports.extend(is_news);
    if is_late && line.households < A_CROWD {
        line.households = line.households.max(households(tx, agent, &address, now)?);
    }
    keep(tx, agent, &line, now)?;
    if known.is_none() { forget_old(tx, agent, now) } else { Ok(()) }
}

/// A household has at most so many agents.
const AGENTS_OF_A_HOUSEHOLD: i64 = 4;

/// How many households call from an address within a day, this agent's among them. Those of one invitation may be one,
/// unless they are too many.
fn households(tx: &mut dyn Transaction, agent: AgentId, address: &str, now: Timestamp) -> Result<u32> {
    let counted = tx.query_one(
        "SELECT COUNT(*), COUNT(DISTINCT invitation) FROM agents
         WHERE agent = $1 OR agent IN (SELECT agent FROM lines WHERE address = $2 AND seen_at > $3)",
        &[text(agent), address.into(), (now - A_DAY).into()],
    )?;
    let Some(row) = counted else { return Ok(1) };
    let households = row.integer(1)?.max(row.integer(0)? / AGENTS_OF_A_HOUSEHOLD);
    Ok(u32::try_from(households).unwrap_or(u32::MAX))
}

fn keep(tx: &mut dyn Transaction, agent: AgentId, line: &Line, now: Timestamp) -> Result<()> {
    let ports: String = line.source_ports.iter().map(|port| format!(" {port:04x}")).collect();
    tx.execute(
        "INSERT INTO lines (agent, address, source_ports, households, seen_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (agent, address) DO UPDATE SET source_ports = excluded.source_ports,
             households = excluded.households, seen_at = excluded.seen_at",
        &[text(agent), text(line.address), ports.into(), i64::from(line.households).into(), now.into()],
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
    Ok(found.as_ref().map(line).transpose()?.map(|line| shared_of(&line)).unwrap_or_default())
}

/// Every agent's ports that were last seen open where others share them.
pub(super) fn seen_on_shared_lines(tx: &mut dyn Transaction) -> Result<BTreeSet<(AgentId, Port)>> {
    let mut shared: BTreeMap<AgentId, BTreeMap<String, Vec<Port>>> = BTreeMap::new();
    for row in tx.query(LINES, &[])? {
        let ports = shared_of(&line(&row)?);
        if !ports.is_empty() {
            shared.entry(row.parse(0)?).or_default().insert(row.text(1)?.to_owned(), ports);
        }
    }
    let mut seen = BTreeSet::new();
    for (agent, lines) in shared {
        for (port, address) in last_seen_open(tx, agent)? {
            if lines.get(&address).is_some_and(|ports| ports.contains(&port)) {
                seen.insert((agent, port));
            }
        }
    }
    Ok(seen)
}

/// At which address each port of an agent was last seen open.
fn last_seen_open(tx: &mut dyn Transaction, agent: AgentId) -> Result<BTreeMap<Port, String>> {
    let rows = tx.query(
        "SELECT observations.protocol, observations.port, scans.address
         FROM observations JOIN scans ON scans.scan = observations.scan
         WHERE observations.agent = $1 AND observations.state = 'open' ORDER BY observations.observed_at",
        &[text(agent)],
    )?;
    rows.iter().map(|row| Ok((row.port(0)?, row.text(2)?.to_owned()))).collect()
}

fn shared_of(line: &Line) -> Vec<Port> {
    PORTS.into_iter().filter(|port| attribution(line, *port) == Attribution::Shared).collect()
}

const LINES: &str = "SELECT agent, address, source_ports, households, seen_at FROM lines";

fn line(row: &Row) -> Result<Line> {
    let households = u32::try_from(row.integer(3)?).unwrap_or(u32::MAX);
    Ok(Line { address: row.address(1)?, source_ports: source_ports(row, 2)?, households })
}

/// Ports as they are kept here.
pub(super) fn source_ports(row: &Row, column: usize) -> Result<Vec<u16>> {
    let ports = row.text(column)?.split_whitespace().map(|port| u16::from_str_radix(port, 16));
    ports.collect::<std::result::Result<_, _>>().map_err(|_| row.wrong(column, "source ports"))
}
