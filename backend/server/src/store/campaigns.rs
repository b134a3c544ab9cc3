//! Campaigns: written down, frozen when sent, and what operators and people said that decides who is told.

mod stages;

use std::collections::{BTreeMap, BTreeSet};

use akabeko_core::campaign::Campaign;
use akabeko_core::plan::{Known, WebVerdict};
use akabeko_shared::survey::{Button, Intent, Mine};
use akabeko_shared::{AgentId, Arm, NoticeId, Platform, Port, Variant, words};
use jiff::Timestamp;

use super::{Store, lines};
pub use stages::Waiting;

use super::engine::Transaction;
use super::error::{Result, StoreError};
use super::row::{self, Row, text};

/// How far a campaign has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CampaignState {
    /// Written down; nothing was decided.
    Draft,
    /// Somebody wants it sent; a second person has to say so too.
    Proposed,
    /// An operator said go; the next selection freezes it.
    Sending,
    /// Its notices exist.
    Sent,
    /// Its notices exist, and no more of them are sent until it goes on.
    Paused,
    /// It has ended.
    Closed,
}

words!(
    CampaignState,
    "a state of a campaign",
    Draft = "draft",
    Proposed = "proposed",
    Sending = "sending",
    Sent = "sent",
    Paused = "paused",
    Closed = "closed",
);

/// A campaign as it is kept.
#[derive(Clone, Debug)]
pub struct CampaignRecord {
    /// What the operator wrote.
    pub campaign: Campaign,
    /// How far it has come.
    pub state: CampaignState,
    /// When an operator said go.
    pub sent_at: Option<Timestamp>,
    /// SHA-256 of the frozen plan.
    pub plan_hash: String,
    /// Who wants it sent, and since when.
    pub proposed: Option<(String, Timestamp)>,
    /// Who said go; empty: nobody yet, or somebody at the command line.
    pub approved_by: String,
    /// When it ended.
    pub closed_at: Option<Timestamp>,
}

/// A notice to be kept.
#[derive(Clone, Debug)]
pub struct NewNotice {
    /// Its name.
    pub notice: NoticeId,
    /// For whom.
    pub agent: AgentId,
    /// In which arm.
    pub arm: Arm,
    /// In which wording.
    pub variant: Variant,
    /// About which ports.
    pub ports: Vec<Port>,
    /// SHA-256 of its page's token.
    pub token_hash: String,
    /// When it is to be told.
    pub due_at: Timestamp,
}

/// How a campaign's notices stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub notices: i64,
    /// Those that were told.
    pub sent: i64,
    /// Those whose page was seen.
    pub visited: i64,
    /// Those that were answered.
    pub answered: i64,
    /// Those that scans confirmed closed.
    pub closed: i64,
}

impl Store {
    /// Keeps a new campaign. False: the name is taken, and nothing changed.
    pub async fn create_campaign(&self, campaign: &Campaign, now: Timestamp) -> Result<bool> {
        let name = campaign.campaign.clone();
        let definition = toml::to_string(campaign).map_err(|error| StoreError::Corrupt(error.to_string()))?;
        self.write(move |tx| {
            let added = tx.execute(
                "INSERT INTO campaigns (campaign, definition, created_at, state) VALUES ($1, $2, $3, 'draft')
                 ON CONFLICT (campaign) DO NOTHING",
                &[name.into(), definition.into(), now.into()],
            )?;
            Ok(added > 0)
        })
        .await
    }

    /// All campaigns, by name.
    pub async fn campaigns(&self) -> Result<Vec<CampaignRecord>> {
        self.read(|tx| tx.query(&format!("{CAMPAIGNS} ORDER BY campaign"), &[])?.iter().map(record).collect())
            .await
    }

    /// One campaign.
    pub async fn campaign(&self, name: &str) -> Result<Option<CampaignRecord>> {
        let name = name.to_owned();
        self.read(move |tx| {
            let found = tx.query_one(&format!("{CAMPAIGNS} WHERE campaign = $1"), &[name.into()])?;
            found.as_ref().map(record).transpose()
        })
        .await
    }

    /// Says go for a draft. False: it is no draft, and nothing changed.
    pub async fn send_campaign(&self, name: &str, now: Timestamp) -> Result<bool> {
        let name = name.to_owned();
        self.write(move |tx| {
            let changed = tx.execute(
                "UPDATE campaigns SET state = 'sending', sent_at = $2 WHERE campaign = $1
                     AND state IN ('draft', 'proposed')",
                &[name.into(), now.into()],
            )?;
            Ok(changed > 0)
        })
        .await
    }

    /// Freezes a campaign with its notices, once.
    pub async fn freeze_campaign(
        &self,
        name: &str,
        plan_hash: String,
        notices: Vec<NewNotice>,
    ) -> Result<bool> {
        let name = name.to_owned();
        self.write(move |tx| {
            let frozen = tx.execute(
                "UPDATE campaigns SET state = 'sent', plan_hash = $2 WHERE campaign = $1 AND state = 'sending'",
                &[name.as_str().into(), plan_hash.into()],
            )?;
            if frozen > 0 {
                notices.into_iter().try_for_each(|notice| keep(tx, &name, notice))?;
            }
            Ok(frozen > 0)
        })
        .await
    }

    /// What decides who is told besides the rule; intents count since `intents_since`, and what was seen since `from`,
    /// the window's begin.
    pub async fn known(
        &self,
        now: Timestamp,
        intents_since: Timestamp,
        from: Timestamp,
    ) -> Result<Known<AgentId>> {
        self.read(move |tx| {
            Ok(Known {
                platforms: platforms(tx)?,
                web: web_verdicts(tx, now)?,
                intended: intended(tx, intents_since)?,
                busy: busy(tx)?,
                shared: lines::seen_on_shared_lines(tx, from)?,
            })
        })
        .await
    }

    /// Keeps an operator's word on a web port until `expires_at`.
    pub async fn judge_web_port(
        &self,
        (agent, port): (AgentId, Port),
        verdict: WebVerdict,
        reviewer: &str,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<()> {
        let reviewer = reviewer.to_owned();
        self.write(move |tx| {
            tx.execute(
                "INSERT INTO verdicts (agent, protocol, port, verdict, reviewer, at, expires_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)
                 ON CONFLICT (agent, protocol, port) DO UPDATE SET verdict = excluded.verdict,
                     reviewer = excluded.reviewer, at = excluded.at, expires_at = excluded.expires_at,
                     evidence_hash = ''",
                &[
                    text(agent),
                    text(port.protocol),
                    i64::from(port.number).into(),
                    verdict_word(verdict).into(),
                    reviewer.into(),
                    now.into(),
                    expires_at.into(),
                ],
            )?;
            Ok(())
        })
        .await
    }

    /// Tells a notice that waits at once, named by itself or by its agent, in one campaign or in any, and notes that it
    /// is no part of its trial any more. None: nothing of this name waits there, and nothing changed.
    pub async fn override_waiting(
        &self,
        name: &str,
        campaign: Option<&str>,
        reason: &str,
        now: Timestamp,
    ) -> Result<Option<NoticeId>> {
        let (name, reason) = (name.to_owned(), reason.to_owned());
        let campaign = campaign.unwrap_or_default().to_owned();
        self.write(move |tx| {
            let waiting = tx.query_one(
                "UPDATE notices SET due_at = $2
                 WHERE (notice = $1 OR agent = $1) AND arm = 'wait' AND sent_at IS NULL AND due_at > $2
                     AND ($3 = '' OR campaign = $3)
                 RETURNING notice",
                &[name.into(), now.into(), campaign.into()],
            )?;
            let Some(notice) = waiting.map(|row| row.parse::<NoticeId>(0)).transpose()? else {
                return Ok(None);
            };
            tx.execute(
                "INSERT INTO overrides (notice, at, reason) VALUES ($1, $2, $3)",
                &[text(notice), now.into(), reason.into()],
            )?;
            Ok(Some(notice))
        })
        .await
    }

    /// How a campaign's notices stand.
    pub async fn tally(&self, name: &str) -> Result<Tally> {
        let name = name.to_owned();
        self.read(move |tx| {
            let row = tx.query_one(
                "SELECT COUNT(*), COUNT(sent_at),
                     COUNT(*) FILTER (WHERE EXISTS (SELECT 1 FROM visits WHERE visits.notice = notices.notice)),
                     COUNT(*) FILTER (WHERE EXISTS (SELECT 1 FROM answers WHERE answers.notice = notices.notice)),
                     COUNT(*) FILTER (WHERE state = 'closed')
                 FROM notices WHERE campaign = $1",
                &[name.into()],
            )?;
            let Some(row) = row else { return Ok(Tally::default()) };
            let [notices, sent, visited, answered, closed] = [0, 1, 2, 3, 4].map(|column| row.integer(column));
            Ok(Tally { notices: notices?, sent: sent?, visited: visited?, answered: answered?, closed: closed? })
        })
        .await
    }
}

const CAMPAIGNS: &str =
    "SELECT definition, state, sent_at, plan_hash, proposed_by, proposed_at, approved_by, closed_at
    FROM campaigns";

fn record(row: &Row) -> Result<CampaignRecord> {
    let campaign = Campaign::parse(row.text(0)?).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    let proposed_by = row.text(4)?.to_owned();
    Ok(CampaignRecord {
        campaign,
        state: row.parse(1)?,
        sent_at: row.time_if_any(2)?,
        plan_hash: row.text(3)?.to_owned(),
        proposed: row.time_if_any(5)?.map(|at| (proposed_by, at)),
        approved_by: row.text(6)?.to_owned(),
        closed_at: row.time_if_any(7)?,
    })
}

/// Where the agent was at its latest scan that saw one of the ports open is where the notice is about.
fn keep(tx: &mut dyn Transaction, campaign: &str, notice: NewNotice) -> Result<()> {
    let (network, address) = place(tx, &notice)?;
    tx.execute(
        "INSERT INTO notices (notice, campaign, agent, arm, variant, ports, network, address, token_hash, due_at, state)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open')",
        &[
            text(notice.notice),
            campaign.into(),
            text(notice.agent),
            notice.arm.word().into(),
            notice.variant.word().into(),
            row::ports(&notice.ports),
            network.into(),
            address.into(),
            notice.token_hash.into(),
            notice.due_at.into(),
        ],
    )?;
    Ok(())
}

fn place(tx: &mut dyn Transaction, notice: &NewNotice) -> Result<(String, String)> {
    let seen_open = tx.query(
        "SELECT scans.network, scans.address, observations.protocol, observations.port
         FROM observations JOIN scans ON scans.scan = observations.scan
         WHERE observations.agent = $1 AND observations.state = 'open' ORDER BY observations.observed_at DESC",
        &[text(notice.agent)],
    )?;
    for row in seen_open {
        if notice.ports.contains(&row.port(2)?) {
            return Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()));
        }
    }
    Ok((String::new(), String::new()))
}

/// Whoever no longer agrees is not told.
fn platforms(tx: &mut dyn Transaction) -> Result<BTreeMap<AgentId, Platform>> {
    let rows = tx.query("SELECT agent, platform FROM agents WHERE withdrawn_at IS NULL", &[])?;
    rows.iter().map(|row| Ok((row.parse(0)?, row.parse(1)?))).collect()
}

/// A word holds for what its operator saw: once the port says something else, it is asked about again.
fn web_verdicts(tx: &mut dyn Transaction, now: Timestamp) -> Result<BTreeMap<(AgentId, Port), WebVerdict>> {
    let rows = tx.query(
        "SELECT agent, protocol, port, verdict FROM verdicts WHERE expires_at > $1 AND NOT EXISTS
             (SELECT 1 FROM evidence WHERE evidence.agent = verdicts.agent AND evidence.protocol = verdicts.protocol
                  AND evidence.port = verdicts.port AND evidence.changed_at > verdicts.at)",
        &[now.into()],
    )?;
    let verdict = |row: &Row| {
        let verdict = match row.text(3)? {
            "public" => WebVerdict::Public,
            _ => WebVerdict::Private,
        };
        Ok(((row.parse(0)?, row.port(1)?), verdict))
    };
    rows.iter().map(verdict).collect()
}

/// The last answer about intent counts, and lasts until the port says something else (section 3.3: the notice ends
/// for this port). Whoever says that a notice is not about them takes back what they answered to it.
fn intended(tx: &mut dyn Transaction, since: Timestamp) -> Result<BTreeSet<(AgentId, Port)>> {
    let rows = tx.query(
        "SELECT agent, button, at, notice FROM answers
         WHERE at >= $1 AND (button LIKE 'intent.%' OR button LIKE 'mine.%') ORDER BY at, number",
        &[since.into()],
    )?;
    let mut said: BTreeMap<String, Vec<(AgentId, Button, Timestamp)>> = BTreeMap::new();
    let mut disowned = BTreeSet::new();
    for row in &rows {
        let (notice, button) = (row.text(3)?.to_owned(), row.parse::<Button>(1)?);
        match button {
            Button::Mine(Mine::No) => _ = disowned.insert(notice.clone()),
            Button::Mine(Mine::Yes) => _ = disowned.remove(&notice),
            Button::Intent(..)
            | Button::Network(_)
            | Button::Ability(..)
            | Button::Here(_)
            | Button::Later
            | Button::Step(..) => {}
        }
        said.entry(notice).or_default().push((row.parse(0)?, button, row.time(2)?));
    }
    let mut answers: Vec<_> = said
        .into_iter()
        .filter(|(notice, _)| !disowned.contains(notice))
        .flat_map(|(_, said)| said)
        .collect();
    answers.sort_by_key(|(_, _, at)| *at);
    let mut intended = BTreeSet::new();
    for (agent, button, at) in answers {
        let Button::Intent(port, intent) = button else { continue };
        match intent {
            Intent::Intended if !has_changed_since(tx, agent, port, at)? => {
                _ = intended.insert((agent, port))
            }
            Intent::Intended => {}
            Intent::Unintended | Intent::Unknown => _ = intended.remove(&(agent, port)),
        }
    }
    Ok(intended)
}

fn has_changed_since(tx: &mut dyn Transaction, agent: AgentId, port: Port, then: Timestamp) -> Result<bool> {
    let changed = tx.query_one(
        "SELECT changed_at FROM evidence WHERE agent = $1 AND protocol = $2 AND port = $3 AND changed_at > $4",
        &[text(agent), text(port.protocol), i64::from(port.number).into(), then.into()],
    )?;
    Ok(changed.is_some())
}

fn busy(tx: &mut dyn Transaction) -> Result<BTreeSet<AgentId>> {
    tx.query("SELECT DISTINCT agent FROM notices WHERE state = 'open'", &[])?
        .iter()
        .map(|row| row.parse(0))
        .collect()
}

pub(super) fn verdict_word(verdict: WebVerdict) -> &'static str {
    match verdict {
        WebVerdict::Public => "public",
        WebVerdict::Private => "private",
    }
}
