//! Everybody who takes part, as operators look for them: pages and counts.

use std::net::IpAddr;

use akabeko_shared::{AgentId, Language, NetworkKind, Platform, Port};
use jiff::Timestamp;

use super::Store;
use super::audit::escaped;
use super::engine::Transaction;
use super::error::Result;
use super::row::{Row, Value, text};

/// Which agents are wanted; nothing means all.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The beginning of an id or an address, or a part of a label.
    pub search: String,
    /// Of one platform.
    pub platform: Option<Platform>,
    /// In one standing.
    pub standing: Option<Standing>,
    /// With an open port lately.
    pub port: Option<AnyPort>,
    /// Those after this one.
    pub after: Option<AgentId>,
}

/// A port, or any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnyPort {
    /// Any of the 23.
    Any,
    /// This one.
    One(Port),
}

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

/// How many agents there are, by what they do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Headcount {
    /// All.
    pub enrolled: i64,
    /// Checked in lately, and may be scanned.
    pub online: i64,
    /// Checked in lately, and do not want to be.
    pub paused: i64,
    /// Did not check in lately.
    pub away: i64,
    /// Took their agreement back.
    pub withdrawn: i64,
}

impl Store {
    /// A page of agents, the newest first, at most `most` of them; `fresh_since` and `open_since` say what lately means
    /// for check-ins and for ports.
    pub async fn agents_wanted(
        &self,
        wanted: Wanted,
        fresh_since: Timestamp,
        open_since: Timestamp,
        most: i64,
    ) -> Result<Vec<Listed>> {
        self.read(move |tx| {
            let mut values = conditions(&wanted, fresh_since, open_since);
            values.push(wanted.after.map(|agent| agent.to_string()).unwrap_or_default().into());
            values.push(most.into());
            let rows = tx.query(
                &format!(
                    "{AGENTS} {WHERE} AND ($9 = '' OR agents.agent < $9) ORDER BY agents.agent DESC LIMIT $10"
                ),
                &values,
            )?;
            rows.iter().map(|row| listed(tx, row, open_since)).collect()
        })
        .await
    }

    /// How many agents match.
    pub async fn agents_matching(
        &self,
        wanted: Wanted,
        fresh_since: Timestamp,
        open_since: Timestamp,
    ) -> Result<i64> {
        self.read(move |tx| {
            let values = conditions(&wanted, fresh_since, open_since);
            let counted = tx.query_one(&format!("{COUNT} {WHERE}"), &values)?;
            counted.map_or(Ok(0), |row| row.integer(0))
        })
        .await
    }

    /// One agent as in a list.
    pub async fn agent_listed(
        &self,
        agent: AgentId,
        fresh_since: Timestamp,
        open_since: Timestamp,
    ) -> Result<Option<Listed>> {
        self.read(move |tx| {
            let found = tx.query_one(
                &format!("{AGENTS} WHERE agents.agent = $2"),
                &[fresh_since.into(), text(agent)],
            )?;
            found.map(|row| listed(tx, &row, open_since)).transpose()
        })
        .await
    }

    /// How many agents there are, by what they do.
    pub async fn headcount(&self, fresh_since: Timestamp) -> Result<Headcount> {
        self.read(move |tx| {
            let rows = tx.query(HEADS, &[fresh_since.into()])?;
            let mut heads = Headcount::default();
            for row in rows {
                let count = row.integer(1)?;
                heads.enrolled += count;
                *match standing(row.integer(0)?) {
                    Standing::Online => &mut heads.online,
                    Standing::Paused => &mut heads.paused,
                    Standing::Away => &mut heads.away,
                    Standing::Withdrawn => &mut heads.withdrawn,
                } = count;
            }
            Ok(heads)
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

/// What an agent does, as a number; since when a check-in is fresh is always the first value.
macro_rules! standing {
    () => {
        "CASE WHEN agents.withdrawn_at IS NOT NULL THEN 3
            WHEN targets.confirmed_at IS NULL OR targets.confirmed_at < $1 THEN 2
            WHEN targets.veto <> '' THEN 1 ELSE 0 END"
    };
}

/// Every agent with where it is and how it came.
macro_rules! from {
    () => {
        " FROM agents LEFT JOIN targets ON targets.agent = agents.agent
            LEFT JOIN invitations ON invitations.code_hash = agents.invitation "
    };
}

const HEADS: &str = concat!("SELECT ", standing!(), ", COUNT(*)", from!(), "GROUP BY ", standing!());
const COUNT: &str = concat!("SELECT COUNT(*)", from!());
const AGENTS: &str = concat!(
    "SELECT agents.agent, agents.platform, agents.language, agents.app_version,
        COALESCE(invitations.label, ''), agents.enrolled_at, ",
    standing!(),
    ", targets.address, targets.network_kind, targets.confirmed_at,
        (SELECT COUNT(*) FROM notices WHERE notices.agent = agents.agent)",
    from!()
);
const WHERE: &str = concat!(
    "WHERE (CAST($2 AS BIGINT) = -1 OR CAST($2 AS BIGINT) = ",
    standing!(),
    ") AND ($3 = '' OR agents.platform = $3)
    AND ($4 = '%' OR agents.agent LIKE LOWER($4) ESCAPE '\\' OR targets.address LIKE LOWER($4) ESCAPE '\\'
        OR LOWER(invitations.label) LIKE LOWER($5) ESCAPE '\\')
    AND ($6 = '' OR agents.agent IN (SELECT agent FROM observations WHERE state = 'open' AND observed_at >= $8
        AND ($6 = 'any' OR (protocol = $6 AND port = $7))))"
);

/// The values of `WHERE`, in order.
fn conditions(wanted: &Wanted, fresh_since: Timestamp, open_since: Timestamp) -> Vec<Value> {
    let standing = wanted.standing.map_or(-1, |standing| match standing {
        Standing::Online => 0,
        Standing::Paused => 1,
        Standing::Away => 2,
        Standing::Withdrawn => 3,
    });
    let plain = escaped(wanted.search.trim());
    let (protocol, port) = match wanted.port {
        None => (String::new(), 0),
        Some(AnyPort::Any) => ("any".to_owned(), 0),
        Some(AnyPort::One(port)) => (port.protocol.to_string(), i64::from(port.number)),
    };
    vec![
        fresh_since.into(),
        Value::Integer(standing),
        wanted.platform.map_or("", Platform::word).into(),
        format!("{plain}%").into(),
        format!("%{plain}%").into(),
        protocol.into(),
        port.into(),
        open_since.into(),
    ]
}

fn listed(tx: &mut dyn Transaction, row: &Row, open_since: Timestamp) -> Result<Listed> {
    let agent = row.parse(0)?;
    let place = match row.time_if_any(9)? {
        Some(confirmed_at) => Some((row.address(7)?, row.parse(8)?, confirmed_at)),
        None => None,
    };
    Ok(Listed {
        agent,
        platform: row.parse(1)?,
        language: row.parse(2)?,
        app_version: row.text(3)?.to_owned(),
        label: row.text(4)?.to_owned(),
        enrolled_at: row.time(5)?,
        standing: standing(row.integer(6)?),
        place,
        open: open(tx, agent, open_since)?,
        notices: row.integer(10)?,
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

fn standing(number: i64) -> Standing {
    match number {
        0 => Standing::Online,
        1 => Standing::Paused,
        3 => Standing::Withdrawn,
        _ => Standing::Away,
    }
}
