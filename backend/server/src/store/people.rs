//! Everybody who takes part, as operators look for them and see them.

use std::collections::BTreeSet;
use std::net::IpAddr;

use akabeko_shared::{AgentId, Language, NetworkKind, Platform, Port};
use jiff::Timestamp;

use super::Store;
use super::engine::Transaction;
use super::error::Result;
use super::row::{Row, text};

/// What an agent does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Checked in lately, and may be scanned.
    Online,
    /// Checked in lately, and does not want to be scanned now.
    Paused,
    /// Did not check in lately.
    Away,
    /// The person took their agreement back.
    Withdrawn,
}

/// What decides how an agent stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether the person took their agreement back.
    pub is_withdrawn: bool,
    /// Whether the latest check-in refused scans.
    pub is_vetoed: bool,
    /// When that was, if there was one.
    pub confirmed_at: Option<Timestamp>,
}

impl Facts {
    /// How the agent stands; a check-in counts that is not older than `fresh_since`.
    pub fn standing(self, fresh_since: Timestamp) -> Standing {
        if self.is_withdrawn {
            Standing::Withdrawn
        } else if self.confirmed_at.is_none_or(|at| at < fresh_since) {
            Standing::Away
        } else if self.is_vetoed {
            Standing::Paused
        } else {
            Standing::Online
        }
    }
}

/// One of everybody who takes part: what can be looked for.
#[derive(Clone, Debug)]
pub struct Member {
    /// Who.
    pub agent: AgentId,
    /// What it runs on.
    pub platform: Platform,
    /// How it stands.
    pub facts: Facts,
    /// Where it was at its latest check-in; empty before the first.
    pub address: String,
    /// The label of its invitation.
    pub label: String,
}

/// A port, or any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnyPort {
    /// Any of the 23.
    Any,
    /// This one.
    One(Port),
}

/// An agent in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Who.
    pub agent: AgentId,
    /// What it runs on.
    pub platform: Platform,
    /// The person's language.
    pub language: Language,
    /// The app's version.
    pub app_version: String,
    /// The label of its invitation.
    pub label: String,
    /// Since when.
    pub enrolled_at: Timestamp,
    /// What it does.
    pub standing: Standing,
    /// Where it was at its latest check-in, in what kind of network, and when.
    pub place: Option<(IpAddr, NetworkKind, Timestamp)>,
    /// Ports seen open lately.
    pub open: Vec<Port>,
    /// How many notices it got or waits for.
    pub notices: i64,
}

impl Store {
    /// Everybody, in no order.
    pub async fn members(&self) -> Result<Vec<Member>> {
        self.read(|tx| tx.query(MEMBERS, &[])?.iter().map(member).collect()).await
    }

    /// Agents that had a port open since then.
    pub async fn agents_with_open(&self, port: AnyPort, since: Timestamp) -> Result<BTreeSet<AgentId>> {
        let (protocol, number) = match port {
            AnyPort::Any => (String::new(), 0),
            AnyPort::One(port) => (port.protocol.to_string(), i64::from(port.number)),
        };
        self.read(move |tx| {
            let rows = tx.query(
                "SELECT DISTINCT agent FROM observations WHERE state = 'open' AND observed_at >= $1
                    AND ($2 = '' OR (protocol = $2 AND port = $3))",
                &[since.into(), protocol.into(), number.into()],
            )?;
            rows.iter().map(|row| row.parse(0)).collect()
        })
        .await
    }

    /// These agents as in a list, in their order; who is gone by now is left out. `fresh_since` and `open_since` say what
    /// lately means for check-ins and for ports.
    pub async fn agents_listed(
        &self,
        agents: Vec<AgentId>,
        fresh_since: Timestamp,
        open_since: Timestamp,
    ) -> Result<Vec<Listed>> {
        self.read(move |tx| {
            let mut found = Vec::with_capacity(agents.len());
            for agent in agents {
                if let Some(row) = tx.query_one(AGENT, &[text(agent)])? {
                    found.push(listed(tx, &row, fresh_since, open_since)?);
                }
            }
            Ok(found)
        })
        .await
    }

    /// How many agents had each port open since then, most first.
    pub async fn exposures(&self, since: Timestamp) -> Result<Vec<(Port, i64)>> {
        self.read(move |tx| {
            let rows = tx.query(
                "SELECT protocol, port, COUNT(DISTINCT agent) FROM observations
                 WHERE state = 'open' AND observed_at >= $1 GROUP BY protocol, port ORDER BY 3 DESC, 1, 2",
                &[since.into()],
            )?;
            rows.iter().map(|row| Ok((row.port(0)?, row.integer(2)?))).collect()
        })
        .await
    }
}

/// Every agent with where it is and how it came.
macro_rules! from {
    () => {
        " FROM agents LEFT JOIN targets ON targets.agent = agents.agent
            LEFT JOIN invitations ON invitations.code_hash = agents.invitation"
    };
}

const MEMBERS: &str = concat!(
    "SELECT agents.agent, agents.platform, agents.withdrawn_at, COALESCE(targets.veto, ''), targets.confirmed_at,
        COALESCE(targets.address, ''), COALESCE(invitations.label, '')",
    from!()
);
const AGENT: &str = concat!(
    "SELECT agents.agent, agents.platform, agents.withdrawn_at, COALESCE(targets.veto, ''), targets.confirmed_at,
        targets.address, COALESCE(invitations.label, ''), agents.language, agents.app_version, agents.enrolled_at,
        targets.network_kind, (SELECT COUNT(*) FROM notices WHERE notices.agent = agents.agent)",
    from!(),
    " WHERE agents.agent = $1"
);

fn facts(row: &Row) -> Result<Facts> {
    Ok(Facts {
        is_withdrawn: !row.is_null(2),
        is_vetoed: !row.text(3)?.is_empty(),
        confirmed_at: row.time_if_any(4)?,
    })
}

fn member(row: &Row) -> Result<Member> {
    Ok(Member {
        agent: row.parse(0)?,
        platform: row.parse(1)?,
        facts: facts(row)?,
        address: row.text(5)?.to_owned(),
        label: row.text(6)?.to_owned(),
    })
}

fn listed(
    tx: &mut dyn Transaction,
    row: &Row,
    fresh_since: Timestamp,
    open_since: Timestamp,
) -> Result<Listed> {
    let (agent, facts) = (row.parse(0)?, facts(row)?);
    let place = match facts.confirmed_at {
        Some(confirmed_at) => Some((row.address(5)?, row.parse(10)?, confirmed_at)),
        None => None,
    };
    Ok(Listed {
        agent,
        platform: row.parse(1)?,
        language: row.parse(7)?,
        app_version: row.text(8)?.to_owned(),
        label: row.text(6)?.to_owned(),
        enrolled_at: row.time(9)?,
        standing: facts.standing(fresh_since),
        place,
        open: open(tx, agent, open_since)?,
        notices: row.integer(11)?,
    })
}

fn open(tx: &mut dyn Transaction, agent: AgentId, since: Timestamp) -> Result<Vec<Port>> {
    let rows = tx.query(
        "SELECT DISTINCT protocol, port FROM observations WHERE agent = $1 AND state = 'open' AND observed_at >= $2
         ORDER BY protocol, port",
        &[text(agent), since.into()],
    )?;
    rows.iter().map(|row| row.port(0)).collect()
}
