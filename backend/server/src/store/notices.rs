//! Notices on their way to a device, what the device is told, and how each notice stands.

use std::collections::BTreeSet;

use akabeko_core::campaign::Campaign;
use akabeko_core::standing::{About, Look, standing};
use akabeko_shared::survey::Survey;
use akabeko_shared::wire::{Event, News, NoticeState};
use akabeko_shared::{AgentId, NetworkKey, NoticeId, Platform, Port, Stage, Variant};
use jiff::{SignedDuration, Timestamp};

use super::engine::Transaction;
use super::error::{Result, StoreError};
use super::row::{Row, text};
use super::{Store, lines, observations, pages, subscriptions};

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
    /// Whether every question that there is to ask has its answer.
    pub answered: bool,
    /// How often its page's address was replaced.
    pub page_serial: i64,
    /// How it is worded.
    pub variant: Variant,
}

/// A notice that was just sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub notice: NoticeId,
    /// To whom.
    pub agent: AgentId,
}

/// How many looks at a home, newest first, say how a notice stands: silence wants a second one.
const LOOKS: usize = 2;

/// How far back a look tells those who waited that there is nothing left to close.
const RECENT: SignedDuration = SignedDuration::from_hours(24 * 3);

/// News that a device is woken for. Of what else there is, its person knows already: they answered, or pressed a
/// button and wait; and a browser shows a message for every push.
const WAKING: [&str; 3] = ["notice-sent", "notice-closed", "notice-reopened"];

impl Store {
    /// Sends every notice whose time has come, each once, and puts it among its agent's events. Where the person
    /// no longer agrees, or the campaign pauses or has ended, it waits: the plan is frozen, and a trial keeps everybody in the arm that they were drawn
    /// into.
    pub async fn send_due_notices(&self, now: Timestamp) -> Result<Vec<Due>> {
        self.write(move |tx| {
            let rows = tx.query(
                "SELECT notices.notice, notices.agent FROM notices JOIN agents ON agents.agent = notices.agent
                     JOIN campaigns ON campaigns.campaign = notices.campaign
                 WHERE notices.sent_at IS NULL AND notices.due_at <= $1 AND agents.withdrawn_at IS NULL
                     AND campaigns.state = 'sent'",
                &[now.into()],
            )?;
            let due = rows.iter().map(|row| Ok(Due { notice: row.parse(0)?, agent: row.parse(1)? }));
            let mut due = due.collect::<Result<Vec<_>>>()?;
            due.sort_by_key(|due| due.agent);
            let mut sent = Vec::new();
            for due in due {
                hold(tx, due.agent)?;
                if send(tx, due, now)? {
                    sent.push(due);
                }
            }
            Ok(sent)
        })
        .await
    }

    /// Ends the notices that were sent before `sent_before`: their pages can no longer be opened. Gives the agents
    /// that were told.
    pub async fn end_old_notices(&self, sent_before: Timestamp, now: Timestamp) -> Result<Vec<AgentId>> {
        self.write(move |tx| {
            let rows = tx.query(
                "UPDATE notices SET state = 'ended', expired = 1 WHERE expired = 0 AND sent_at < $1
                 RETURNING notice, agent",
                &[sent_before.into()],
            )?;
            let ended = rows.iter().map(|row| Ok((row.parse(1)?, row.parse(0)?)));
            let ended = ended.collect::<Result<BTreeSet<(AgentId, NoticeId)>>>()?;
            for (agent, notice) in &ended {
                tell(tx, *agent, "notice-ended", &notice.to_string(), now)?;
            }
            Ok(ended.into_iter().map(|(agent, _)| agent).collect())
        })
        .await
    }

    /// Takes the ports that a second look would settle, by agent; each is given once.
    pub async fn take_doubts(&self) -> Result<Vec<(AgentId, Vec<Port>)>> {
        self.write(|tx| {
            let rows = tx.query(
                "UPDATE notices SET look_again = 0 WHERE look_again = 1 RETURNING agent, ports",
                &[],
            )?;
            rows.iter().map(|row| Ok((row.parse(0)?, row.ports(1)?))).collect()
        })
        .await
    }

    /// Every notice that was sent to an agent, newest first.
    pub async fn inbox(&self, agent: AgentId) -> Result<Vec<NoticeRecord>> {
        self.read(move |tx| {
            let rows = tx.query(
                "SELECT notice, sent_at, state, ports, page_serial, variant FROM notices
                 WHERE agent = $1 AND sent_at IS NOT NULL ORDER BY sent_at DESC, notice",
                &[text(agent)],
            )?;
            let notices = rows.iter().map(|row| {
                let (notice, sent_at, state) = (row.parse(0)?, row.time(1)?, state(row.text(2)?)?);
                let (ports, survey) = (row.ports(3)?, Survey::replay(pages::presses(tx, notice)?));
                let answered = survey.is_finished(&ports);
                let (page_serial, variant) = (row.integer(4)?, row.parse(5)?);
                Ok(NoticeRecord { notice, sent_at, state, ports, answered, page_serial, variant })
            });
            notices.collect()
        })
        .await
    }

    /// The notices that were sent after `sent_after`.
    pub async fn notices_sent_after(&self, sent_after: Timestamp) -> Result<Vec<NoticeId>> {
        self.read(move |tx| {
            let rows = tx.query("SELECT notice FROM notices WHERE sent_at > $1", &[sent_after.into()])?;
            rows.iter().map(|row| row.parse(0)).collect()
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
            // Marked before they are looked at: a scan that ends meanwhile stays for the next time.
            let rows = tx.query(
                "UPDATE scans SET observed = 1 WHERE progress = 'done' AND observed = 0 RETURNING agent",
                &[],
            )?;
            let agents = rows.iter().map(|row| row.parse(0)).collect::<Result<BTreeSet<AgentId>>>()?;
            let mut told = Vec::new();
            for agent in agents {
                hold(tx, agent)?;
                if settle(tx, agent, now)? {
                    told.push(agent);
                }
            }
            Ok(told)
        })
        .await
    }
}

/// Sends a notice of an agent that is held. False: somebody else did, or the person no longer agrees.
fn send(tx: &mut dyn Transaction, Due { notice, agent }: Due, now: Timestamp) -> Result<bool> {
    let sent = tx.execute(
        "UPDATE notices SET sent_at = $2 WHERE notice = $1 AND sent_at IS NULL
             AND EXISTS (SELECT 1 FROM agents WHERE agent = $3 AND withdrawn_at IS NULL)",
        &[text(notice), now.into(), text(agent)],
    )?;
    if sent > 0 {
        settle_what_waited_too_long(tx, notice, now)?;
        tell(tx, agent, "notice-sent", &notice.to_string(), now)?;
    }
    Ok(sent > 0)
}

/// Whether what scans see of an agent is told only when a running trial is over.
///
/// If only those who wait were told nothing, that alone would tell them that something was found. So nothing is told to
/// anybody whom the trial could have drawn, chosen or not, but those who have a notice: the ones it has told, and the
/// ones with an older notice still open, who were no candidates.
pub(super) fn is_withheld(tx: &mut dyn Transaction, agent: AgentId) -> Result<bool> {
    if waits(tx, agent)? {
        return Ok(true);
    }
    let own = tx.query_one("SELECT platform, enrolled_at FROM agents WHERE agent = $1", &[text(agent)])?;
    let Some(own) = own else { return Ok(false) };
    let (platform, enrolled_at) = (own.parse::<Platform>(0)?, own.time(1)?);
    let running = tx.query(
        "SELECT DISTINCT campaigns.campaign, campaigns.definition, campaigns.sent_at
         FROM notices JOIN campaigns ON campaigns.campaign = notices.campaign
             JOIN agents ON agents.agent = notices.agent
         WHERE notices.arm = 'wait' AND notices.sent_at IS NULL AND agents.withdrawn_at IS NULL",
        &[],
    )?;
    for trial in running {
        let campaign =
            Campaign::parse(trial.text(1)?).map_err(|error| StoreError::Corrupt(error.to_string()))?;
        let could_be_drawn = campaign.platforms.contains(&platform)
            && trial.time_if_any(2)?.is_none_or(|sent_at| enrolled_at <= sent_at);
        if could_be_drawn && !is_told(tx, agent, trial.text(0)?)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn waits(tx: &mut dyn Transaction, agent: AgentId) -> Result<bool> {
    let waiting = tx.query_one(
        "SELECT 1 FROM notices WHERE agent = $1 AND arm = 'wait' AND sent_at IS NULL LIMIT 1",
        &[text(agent)],
    )?;
    Ok(waiting.is_some())
}

fn is_told(tx: &mut dyn Transaction, agent: AgentId, campaign: &str) -> Result<bool> {
    let told = tx.query_one(
        "SELECT 1 FROM notices WHERE agent = $1 AND sent_at IS NOT NULL AND (campaign = $2 OR state = 'open') LIMIT 1",
        &[text(agent), campaign.into()],
    )?;
    Ok(told.is_some())
}

/// Lets nobody else change what belongs to an agent before the transaction ends. Whoever holds several agents
/// takes them in the order of their ids, so that two never wait for each other.
pub(super) fn hold(tx: &mut dyn Transaction, agent: AgentId) -> Result<()> {
    // SQLite has one writer and no FOR UPDATE; an update that changes nothing is a lock in PostgreSQL.
    tx.lock("UPDATE agents SET last_event = last_event WHERE agent = $1 RETURNING agent", &[text(agent)])?;
    Ok(())
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
    let number = row.integer(0)?;
    tx.execute(
        "INSERT INTO events (agent, number, at, news, about) VALUES ($1, $2, $3, $4, $5)",
        &[text(agent), number.into(), now.into(), news.into(), about.into()],
    )?;
    if WAKING.contains(&news) { subscriptions::wake(tx, agent, number) } else { Ok(()) }
}

/// Brings every sent notice of an agent that is held to where answers and scans say it stands. True: something
/// changed.
pub(super) fn settle(tx: &mut dyn Transaction, agent: AgentId, now: Timestamp) -> Result<bool> {
    let rows = tx.query(
        "SELECT notice, state, ports, network, sent_at, address FROM notices
         WHERE agent = $1 AND sent_at IS NOT NULL AND expired = 0",
        &[text(agent)],
    )?;
    let mut changed = false;
    for row in rows {
        let notice: NoticeId = row.parse(0)?;
        let (before, network) = (state(row.text(1)?)?, row.network(3)?);
        let ports = own_ports(tx, agent, row.ports(2)?, row.text(5)?)?;
        if ports.is_empty() && before != NoticeState::Open {
            continue;
        }
        let survey = Survey::replay(pages::presses(tx, notice)?);
        let about = About { ports: &ports, network: network.as_ref() };
        let looks = looks(tx, agent, &about, row.time(4)?)?;
        let after = standing(&about, &survey, &looks, before);
        if after.look_again {
            tx.execute("UPDATE notices SET look_again = 1 WHERE notice = $1", &[text(notice)])?;
        }
        if before != after.state {
            change(tx, agent, notice, after.state, now)?;
            changed = true;
        }
    }
    Ok(changed)
}

/// What a notice is about, less what may be a neighbour's, as turned out since: nobody is asked to close that, and a
/// notice that is about nothing else ends.
fn own_ports(
    tx: &mut dyn Transaction,
    agent: AgentId,
    mut ports: Vec<Port>,
    address: &str,
) -> Result<Vec<Port>> {
    let shared = lines::shared_ports(tx, agent, address)?;
    ports.retain(|port| !shared.contains(port));
    Ok(ports)
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

/// The newest looks that say something about all that a notice is about, in its own network.
fn looks(tx: &mut dyn Transaction, agent: AgentId, about: &About, since: Timestamp) -> Result<Vec<Look>> {
    let rows = tx.query(
        "SELECT scan, network, ports FROM scans
         WHERE agent = $1 AND progress = 'done' AND finished_at >= $2 ORDER BY finished_at DESC, scan DESC",
        &[text(agent), since.into()],
    )?;
    let mut looks = Vec::new();
    for row in rows {
        let (network, looked_at): (Option<NetworkKey>, _) = (row.network(1)?, row.ports(2)?);
        let covers = about.ports.iter().all(|port| looked_at.contains(port));
        if looks.len() < LOOKS && covers && about.is_in(network.as_ref()) {
            looks.push(Look { network, seen: observations::of_scan(tx, row.parse(0)?)? });
        }
    }
    Ok(looks)
}

/// Somebody who waited for weeks, in a trial or because they did not agree for a while, is not alarmed about ports
/// that were closed meanwhile, or turned out to be a neighbour's: their notice arrives closed, or ended.
fn settle_what_waited_too_long(tx: &mut dyn Transaction, notice: NoticeId, now: Timestamp) -> Result<()> {
    let found = tx.query_one(
        "SELECT notices.agent, notices.ports, notices.network, notices.address
         FROM notices JOIN agents ON agents.agent = notices.agent
             JOIN campaigns ON campaigns.campaign = notices.campaign
         WHERE notices.notice = $1 AND (notices.arm = 'wait' OR agents.agreed_at > campaigns.sent_at)",
        &[text(notice)],
    )?;
    let Some(row) = found else { return Ok(()) };
    let (agent, network): (AgentId, _) = (row.parse(0)?, row.network(2)?);
    let ports = own_ports(tx, agent, row.ports(1)?, row.text(3)?)?;
    let about = About { ports: &ports, network: network.as_ref() };
    let looks = looks(tx, agent, &about, now - RECENT)?;
    match standing(&about, &Survey::default(), &looks, NoticeState::Open).state {
        NoticeState::Open => {}
        NoticeState::Closed => {
            tx.execute(
                "UPDATE notices SET state = 'closed', closed_at = $2 WHERE notice = $1",
                &[text(notice), now.into()],
            )?;
        }
        NoticeState::Ended => {
            tx.execute("UPDATE notices SET state = 'ended' WHERE notice = $1", &[text(notice)])?;
        }
    }
    Ok(())
}

pub(super) fn event(row: &Row) -> Result<Event> {
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
