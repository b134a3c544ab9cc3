//! The days of one agent: what every port was like, where it was, and what happened.

use std::net::IpAddr;

use akabeko_shared::{AgentId, NoticeId, Port, PortState};
use jiff::Timestamp;

use super::Store;
use super::engine::Transaction;
use super::error::Result;
use super::row::{Row, text};

/// What one scan saw of one port.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Which port.
    pub port: Port,
    /// When.
    pub at: Timestamp,
    /// How it was.
    pub state: PortState,
}

/// Something that happened to an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// When.
    pub at: Timestamp,
    /// What, in a word.
    pub kind: &'static str,
    /// More about it.
    pub about: String,
}

/// A notice, as an operator sees it.
#[derive(Clone, Debug)]
pub struct NoticeOf {
    /// Which.
    pub notice: NoticeId,
    /// Of which campaign.
    pub campaign: String,
    /// About which ports.
    pub ports: Vec<Port>,
    /// In which arm.
    pub arm: String,
    /// How it is worded.
    pub variant: String,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// When it is to be sent.
    pub due_at: Timestamp,
    /// How it stands.
    pub state: String,
}

impl Store {
    /// What scans saw of an agent from `from` until before `until`.
    pub async fn seen(&self, agent: AgentId, from: Timestamp, until: Timestamp) -> Result<Vec<Seen>> {
        self.read(move |tx| {
            let rows = tx.query(
                "SELECT protocol, port, observed_at, state FROM observations
                 WHERE agent = $1 AND observed_at >= $2 AND observed_at < $3",
                &[text(agent), from.into(), until.into()],
            )?;
            rows.iter()
                .map(|row| Ok(Seen { port: row.port(0)?, at: row.time(2)?, state: row.parse(3)? }))
                .collect()
        })
        .await
    }

    /// What each port said the last time.
    pub async fn evidence_of(&self, agent: AgentId) -> Result<Vec<(Port, Vec<u8>)>> {
        self.read(move |tx| {
            let rows =
                tx.query("SELECT protocol, port, body FROM evidence WHERE agent = $1", &[text(agent)])?;
            rows.iter().map(|row| Ok((row.port(0)?, row.bytes(2)?))).collect()
        })
        .await
    }

    /// Where the scans of an agent went, oldest first.
    pub async fn scanned_at(
        &self,
        agent: AgentId,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<(IpAddr, Timestamp)>> {
        self.read(move |tx| {
            let rows = tx.query(
                "SELECT address, finished_at FROM scans WHERE agent = $1 AND progress = 'done' AND finished_at >= $2
                     AND finished_at < $3 ORDER BY finished_at",
                &[text(agent), from.into(), until.into()],
            )?;
            rows.iter().map(|row| Ok((row.address(0)?, row.time(1)?))).collect()
        })
        .await
    }

    /// An agent's notices, newest first.
    pub async fn notices_of(&self, agent: AgentId) -> Result<Vec<NoticeOf>> {
        self.read(move |tx| {
            let rows = tx.query(
                "SELECT notice, campaign, ports, arm, variant, sent_at, due_at, state FROM notices
                 WHERE agent = $1 ORDER BY due_at DESC, notice",
                &[text(agent)],
            )?;
            rows.iter().map(notice).collect()
        })
        .await
    }

    /// What happened to an agent from `from` until before `until`, oldest first; scans aside.
    pub async fn deeds(&self, agent: AgentId, from: Timestamp, until: Timestamp) -> Result<Vec<Deed>> {
        self.read(move |tx| {
            let mut deeds = Vec::new();
            for (kind, sql) in DEEDS {
                deeds.extend(deeds_of(tx, agent, kind, sql)?);
            }
            deeds.retain(|deed| (from..until).contains(&deed.at));
            deeds.sort_by_key(|deed| deed.at);
            Ok(deeds)
        })
        .await
    }
}

/// For each kind, a time and a text about it.
const DEEDS: [(&str, &str); 9] = [
    ("enrolled", "SELECT enrolled_at, '' FROM agents WHERE agent = $1"),
    ("notified", "SELECT sent_at, campaign FROM notices WHERE agent = $1 AND sent_at IS NOT NULL"),
    ("closed", "SELECT closed_at, campaign FROM notices WHERE agent = $1 AND closed_at IS NOT NULL"),
    ("reopened", "SELECT reopened_at, campaign FROM notices WHERE agent = $1 AND reopened_at IS NOT NULL"),
    (
        "visited",
        "SELECT visits.at, visits.device FROM visits JOIN notices ON notices.notice = visits.notice
         WHERE notices.agent = $1",
    ),
    ("answered", "SELECT answers.at, answers.button FROM answers WHERE agent = $1"),
    ("case_opened", "SELECT opened_at, '' FROM cases WHERE agent = $1"),
    ("case_closed", "SELECT closed_at, outcome FROM cases WHERE agent = $1 AND closed_at IS NOT NULL"),
    (
        "judged",
        "SELECT at, protocol || '/' || CAST(port AS TEXT) || ' ' || verdict FROM verdicts WHERE agent = $1",
    ),
];

fn deeds_of(tx: &mut dyn Transaction, agent: AgentId, kind: &'static str, sql: &str) -> Result<Vec<Deed>> {
    let rows = tx.query(sql, &[text(agent)])?;
    rows.iter().map(|row| Ok(Deed { at: row.time(0)?, kind, about: row.text(1)?.to_owned() })).collect()
}

fn notice(row: &Row) -> Result<NoticeOf> {
    Ok(NoticeOf {
        notice: row.parse(0)?,
        campaign: row.text(1)?.to_owned(),
        ports: row.ports(2)?,
        arm: row.text(3)?.to_owned(),
        variant: row.text(4)?.to_owned(),
        sent_at: row.time_if_any(5)?,
        due_at: row.time(6)?,
        state: row.text(7)?.to_owned(),
    })
}
