//! The notification page: who it belongs to, who saw it, which buttons were pressed, who asked for help.

use akabeko_core::campaign::Campaign;
use akabeko_shared::survey::{Ability, Button, Survey};
use akabeko_shared::wire::NoticeState;
use akabeko_shared::{AgentId, CaseId, Language, NetworkKey, NoticeId, Port, Variant};
use jiff::Timestamp;

use super::engine::Transaction;
use super::error::{Result, StoreError};
use super::row::{Row, text};
use super::{Store, notices};

/// A notice as its page shows it.
#[derive(Clone, Debug)]
pub struct Page {
    /// Which.
    pub notice: NoticeId,
    /// Whose.
    pub agent: AgentId,
    /// About which ports.
    pub ports: Vec<Port>,
    /// The address that they were seen at.
    pub address: String,
    /// In which of the agent's networks, where the device said.
    pub network: Option<NetworkKey>,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Whether it wants attention.
    pub state: NoticeState,
    /// When scans confirmed that all is closed.
    pub closed_at: Option<Timestamp>,
    /// Since when the person has the app.
    pub enrolled_at: Timestamp,
    /// The person's language.
    pub language: Language,
    /// The campaign.
    pub campaign: Campaign,
    /// How it is worded.
    pub variant: Variant,
    /// The answers so far.
    pub survey: Survey,
    /// Whether a case is open.
    pub case_open: bool,
    /// Whether the person takes part in a trial and waits, so that what scans see now is told later.
    pub withheld: bool,
}

/// What became of a press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// Kept.
    Kept,
    /// The page did not offer this button; nothing was kept.
    NotOffered,
}

impl Store {
    /// The page that a token belongs to, if its notice was sent after `sent_after`.
    pub async fn page(&self, token_hash: String, sent_after: Timestamp) -> Result<Option<Page>> {
        self.read(move |tx| {
            let found = tx.query_one(
                "SELECT notices.notice, notices.agent, notices.ports, notices.address, notices.sent_at, notices.state,
                     notices.closed_at, agents.enrolled_at, agents.language, campaigns.definition, notices.network,
                     notices.variant
                 FROM notices JOIN agents ON agents.agent = notices.agent
                     JOIN campaigns ON campaigns.campaign = notices.campaign
                 WHERE notices.token_hash = $1 AND notices.sent_at > $2",
                &[token_hash.into(), sent_after.into()],
            )?;
            found.map(|row| page(tx, &row)).transpose()
        })
        .await
    }

    /// Keeps a press that the page offers, and does what follows from it: the notice may end, a case may open.
    /// The first press on a page that no script reported as seen is a visit.
    pub async fn press(
        &self,
        page: &Page,
        url: String,
        button: Button,
        case: CaseId,
        now: Timestamp,
    ) -> Result<Pressed> {
        let (notice, agent, ports) = (page.notice, page.agent, page.ports.clone());
        self.write(move |tx| {
            notices::hold(tx, agent)?;
            if !Survey::replay(presses(tx, notice)?).offers(button, &ports) {
                return Ok(Pressed::NotOffered);
            }
            tx.execute(
                "INSERT INTO answers (notice, number, agent, page, button, at)
                 SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4, $5 FROM answers WHERE notice = $1",
                &[text(notice), text(agent), url.into(), text(button), now.into()],
            )?;
            if tx.query("SELECT 1 FROM visits WHERE notice = $1 LIMIT 1", &[text(notice)])?.is_empty() {
                visit(tx, notice, "main", "browser", now)?;
            }
            if matches!(button, Button::Ability(_, Ability::No)) {
                open_case(tx, case, agent, notice, now)?;
            }
            notices::settle(tx, agent, now)?;
            Ok(Pressed::Kept)
        })
        .await
    }

    /// Keeps that a page was really seen; with a ticket that holds, from the app.
    pub async fn visit(
        &self,
        notice: NoticeId,
        landing: bool,
        ticket_hash: Option<String>,
        now: Timestamp,
    ) -> Result<()> {
        self.write(move |tx| {
            let redeemed = match ticket_hash {
                None => 0,
                Some(hash) => tx.execute(
                    "DELETE FROM tickets WHERE ticket_hash = $1 AND notice = $2 AND expires_at > $3",
                    &[hash.into(), text(notice), now.into()],
                )?,
            };
            let page = if landing { "landing" } else { "main" };
            visit(tx, notice, page, if redeemed > 0 { "app" } else { "browser" }, now)
        })
        .await
    }

    /// Keeps a ticket for one of an agent's own notices. False: it is not this agent's.
    pub async fn issue_ticket(
        &self,
        agent: AgentId,
        notice: NoticeId,
        ticket_hash: String,
        expires_at: Timestamp,
    ) -> Result<bool> {
        self.write(move |tx| {
            let issued = tx.execute(
                "INSERT INTO tickets (ticket_hash, notice, expires_at)
                 SELECT $1, notice, $4 FROM notices WHERE notice = $2 AND agent = $3 AND sent_at IS NOT NULL",
                &[ticket_hash.into(), text(notice), text(agent), expires_at.into()],
            )?;
            Ok(issued > 0)
        })
        .await
    }
}

/// The presses on one notice's page, oldest first.
pub(super) fn presses(tx: &mut dyn Transaction, notice: NoticeId) -> Result<Vec<Button>> {
    let rows = tx.query("SELECT button FROM answers WHERE notice = $1 ORDER BY number", &[text(notice)])?;
    rows.iter().map(|row| row.parse(0)).collect()
}

fn page(tx: &mut dyn Transaction, row: &Row) -> Result<Page> {
    let (notice, agent) = (row.parse(0)?, row.parse(1)?);
    let open = tx.query("SELECT 1 FROM cases WHERE agent = $1 AND closed_at IS NULL", &[text(agent)])?;
    Ok(Page {
        notice,
        agent,
        ports: row.ports(2)?,
        address: row.text(3)?.to_owned(),
        network: row.network(10)?,
        sent_at: row.time(4)?,
        state: notices::state(row.text(5)?)?,
        closed_at: row.time_if_any(6)?,
        enrolled_at: row.time(7)?,
        language: row.parse(8)?,
        campaign: Campaign::parse(row.text(9)?).map_err(|error| StoreError::Corrupt(error.to_string()))?,
        variant: row.parse(11)?,
        survey: Survey::replay(presses(tx, notice)?),
        case_open: !open.is_empty(),
        withheld: notices::is_withheld(tx, agent)?,
    })
}

fn visit(tx: &mut dyn Transaction, notice: NoticeId, page: &str, device: &str, now: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO visits (notice, at, page, device) VALUES ($1, $2, $3, $4)",
        &[text(notice), now.into(), page.into(), device.into()],
    )?;
    Ok(())
}

fn open_case(
    tx: &mut dyn Transaction,
    case: CaseId,
    agent: AgentId,
    notice: NoticeId,
    now: Timestamp,
) -> Result<()> {
    tx.execute(
        "INSERT INTO cases (\"case\", agent, notice, opened_at)
         SELECT $1, $2, $3, $4 WHERE NOT EXISTS (SELECT 1 FROM cases WHERE agent = $2 AND closed_at IS NULL)",
        &[text(case), text(agent), text(notice), now.into()],
    )?;
    Ok(())
}
