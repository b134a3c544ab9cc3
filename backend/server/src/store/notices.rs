//! Notices on their way to a device, what the device is told, and how each notice stands.

use akabeko_core::standing::{About, Look, standing};
use akabeko_shared::survey::Survey;
use akabeko_shared::wire::{Event, News, NoticeState};
use akabeko_shared::{AgentId, NetworkKey, NoticeId, Port, Stage};
use jiff::Timestamp;

use super::engine::Transaction;
use super::error::{Result, StoreError};
use super::row::{Row, text};
use super::{Store, observations, pages};

/// A notice as its agent sees it.
#[derive(Clone, Debug)]
pub struct NoticeRecord {
    /// Which.
    pub notice: NoticeId,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Whether it wants attention.
    pub state: NoticeState,
    /// About which ports.
    pub ports: Vec<Port>,
}

/// A notice that was just sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub notice: NoticeId,
    /// To whom.
    pub agent: AgentId,
}

/// How many looks at a home, newest first, may say how a notice stands.
const LOOKS: i64 = 10;

impl Store {
    /// Sends every notice whose time has come, each once, and puts it among its agent's events.
    pub async fn send_due_notices(&self, now: Timestamp) -> Result<Vec<Due>> {
        self.write(move |tx| {
            let rows = tx.query(
                "UPDATE notices SET sent_at = $1 WHERE sent_at IS NULL AND due_at <= $1 RETURNING notice, agent",
                &[now.into()],
            )?;
            let mut sent = Vec::new();
            for row in rows {
                let due = Due { notice: row.parse(0)?, agent: row.parse(1)? };
                tell(tx, due.agent, "notice-sent", &due.notice.to_string(), now)?;
                sent.push(due);
            }
            Ok(sent)
        })
        .await
    }

    /// Every notice that was sent to an agent, newest first.
    pub async fn inbox(&self, agent: AgentId) -> Result<Vec<NoticeRecord>> {
        self.read(move |tx| {
            let rows = tx.query(
                "SELECT notice, sent_at, state, ports FROM notices
                 WHERE agent = $1 AND sent_at IS NOT NULL ORDER BY sent_at DESC, notice",
                &[text(agent)],
            )?;
            let notices = rows.iter().map(|row| {
                let (notice, sent_at, state) = (row.parse(0)?, row.time(1)?, state(row.text(2)?)?);
                Ok(NoticeRecord { notice, sent_at, state, ports: row.ports(3)? })
            });
            notices.collect()
        })
        .await
    }

    /// What an agent was told after event `number`, oldest first, at most 100.
    pub async fn events_after(&self, agent: AgentId, number: i64) -> Result<Vec<Event>> {
        self.read(move |tx| {
            let rows = tx.query(
                "SELECT number, at, news, about FROM events WHERE agent = $1 AND number > $2 ORDER BY number LIMIT 100",
                &[text(agent), number.into()],
            )?;
            rows.iter().map(event).collect()
        })
        .await
    }

    /// Notes the first time that a notice came so far on the device. False: it is not this agent's.
    pub async fn note_progress(
        &self,
        agent: AgentId,
        notice: NoticeId,
        stage: Stage,
        now: Timestamp,
    ) -> Result<bool> {
        self.write(move |tx| {
            let column = match stage {
                Stage::Delivered => "delivered_at",
                Stage::Drawn => "drawn_at",
                Stage::Popup => "popup_at",
            };
            let noted = tx.execute(
                &format!(
                    "UPDATE notices SET {column} = COALESCE({column}, $3)
                     WHERE notice = $1 AND agent = $2 AND sent_at IS NOT NULL"
                ),
                &[text(notice), text(agent), now.into()],
            )?;
            Ok(noted > 0)
        })
        .await
    }

    /// Looks at the scans that ended since the last time and settles the notices of their agents. Gives the
    /// agents that were told something.
    pub async fn observe(&self, now: Timestamp) -> Result<Vec<AgentId>> {
        self.write(move |tx| {
            let rows =
                tx.query("SELECT DISTINCT agent FROM scans WHERE progress = 'done' AND observed = 0", &[])?;
            let mut told = Vec::new();
            for row in rows {
                let agent = row.parse(0)?;
                if settle(tx, agent, now)? {
                    told.push(agent);
                }
                tx.execute(
                    "UPDATE scans SET observed = 1 WHERE agent = $1 AND progress = 'done' AND observed = 0",
                    &[text(agent)],
                )?;
            }
            Ok(told)
        })
        .await
    }
}

/// Puts news among an agent's events. The update locks the agent's row, so numbers have no gap and no double.
pub(super) fn tell(
    tx: &mut dyn Transaction,
    agent: AgentId,
    news: &str,
    about: &str,
    now: Timestamp,
) -> Result<()> {
    let row = tx.query_one(
        "UPDATE agents SET last_event = last_event + 1 WHERE agent = $1 RETURNING last_event",
        &[text(agent)],
    )?;
    let Some(row) = row else { return Ok(()) };
    tx.execute(
        "INSERT INTO events (agent, number, at, news, about) VALUES ($1, $2, $3, $4, $5)",
        &[text(agent), row.integer(0)?.into(), now.into(), news.into(), about.into()],
    )?;
    Ok(())
}

/// Brings every sent notice of an agent to where answers and scans say it stands. True: something changed.
pub(super) fn settle(tx: &mut dyn Transaction, agent: AgentId, now: Timestamp) -> Result<bool> {
    let rows = tx.query(
        "SELECT notice, state, ports, network, sent_at FROM notices WHERE agent = $1 AND sent_at IS NOT NULL",
        &[text(agent)],
    )?;
    let mut changed = false;
    for row in rows {
        let notice: NoticeId = row.parse(0)?;
        let (before, ports, network) = (state(row.text(1)?)?, row.ports(2)?, row.network(3)?);
        let survey = Survey::replay(pages::presses(tx, notice)?);
        let looks = looks(tx, agent, row.time(4)?)?;
        let after = standing(&About { ports: &ports, network: network.as_ref() }, &survey, &looks);
        if before != after {
            change(tx, agent, notice, after, now)?;
            changed = true;
        }
    }
    Ok(changed)
}

fn change(
    tx: &mut dyn Transaction,
    agent: AgentId,
    notice: NoticeId,
    state: NoticeState,
    now: Timestamp,
) -> Result<()> {
    let (word, news, column) = match state {
        NoticeState::Open => ("open", "notice-reopened", Some("reopened_at")),
        NoticeState::Closed => ("closed", "notice-closed", Some("closed_at")),
        NoticeState::Ended => ("ended", "notice-ended", None),
    };
    tx.execute("UPDATE notices SET state = $2 WHERE notice = $1", &[text(notice), word.into()])?;
    if let Some(column) = column {
        tx.execute(
            &format!("UPDATE notices SET {column} = $2 WHERE notice = $1"),
            &[text(notice), now.into()],
        )?;
    }
    tell(tx, agent, news, &notice.to_string(), now)
}

fn looks(tx: &mut dyn Transaction, agent: AgentId, since: Timestamp) -> Result<Vec<Look>> {
    let rows = tx.query(
        "SELECT scan, finished_at, network FROM scans
         WHERE agent = $1 AND progress = 'done' AND finished_at >= $2 ORDER BY finished_at DESC, scan DESC LIMIT $3",
        &[text(agent), since.into(), LOOKS.into()],
    )?;
    let mut looks = Vec::new();
    for row in rows {
        let network: Option<NetworkKey> = row.network(2)?;
        looks.push(Look { at: row.time(1)?, network, seen: observations::of_scan(tx, row.parse(0)?)? });
    }
    Ok(looks)
}

fn event(row: &Row) -> Result<Event> {
    let news = match row.text(2)? {
        "notice-sent" => News::NoticeSent { notice: row.parse(3)? },
        "notice-closed" => News::NoticeClosed { notice: row.parse(3)? },
        "notice-reopened" => News::NoticeReopened { notice: row.parse(3)? },
        "notice-ended" => News::NoticeEnded { notice: row.parse(3)? },
        "scan-finished" => News::ScanFinished { scan: row.parse(3)? },
        _ => News::Unknown,
    };
    Ok(Event { number: row.integer(0)?, at: row.time(1)?, news })
}

pub(super) fn state(word: &str) -> Result<NoticeState> {
    match word {
        "open" => Ok(NoticeState::Open),
        "closed" => Ok(NoticeState::Closed),
        "ended" => Ok(NoticeState::Ended),
        other => Err(StoreError::Corrupt(format!("{other:?} is no state of a notice"))),
    }
}
