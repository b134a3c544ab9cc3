//! The notification page: who it belongs to, who saw it, which buttons were pressed, who asked for help.

use akabeko_core::advice::advise;
use akabeko_core::campaign::Campaign;
use akabeko_core::evaluate::dataset::Device;
use akabeko_shared::survey::{Ability, Button, Mine, Step, Survey};
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
    /// How often the page's address was replaced.
    pub serial: i64,
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
    pub async fn page_by_token(&self, token_hash: String, sent_after: Timestamp) -> Result<Option<Page>> {
        self.page_where("notices.token_hash = $1", token_hash, sent_after).await
    }

    /// The page of a notice, if that was sent after `sent_after`.
    pub async fn page(&self, notice: NoticeId, sent_after: Timestamp) -> Result<Option<Page>> {
        self.page_where("notices.notice = $1", notice.to_string(), sent_after).await
    }

    async fn page_where(
        &self,
        condition: &'static str,
        value: String,
        sent_after: Timestamp,
    ) -> Result<Option<Page>> {
        self.read(move |tx| {
            let found = tx.query_one(
                &format!("{PAGES} WHERE {condition} AND notices.sent_at > $2"),
                &[value.into(), sent_after.into()],
            )?;
            found.map(|row| page(tx, &row)).transpose()
        })
        .await
    }

    /// Notes that somebody or something asked for the page. The first time counts.
    pub async fn note_fetch(&self, notice: NoticeId, now: Timestamp) -> Result<()> {
        self.write(move |tx| first(tx, "fetched_at", notice, now)).await
    }

    /// Notes that a person did more than look at the page. The first time counts.
    pub async fn note_engagement(&self, notice: NoticeId, now: Timestamp) -> Result<()> {
        self.write(move |tx| first(tx, "engaged_at", notice, now)).await
    }

    /// Replaces the address of a notice's page: the old one, and what was opened by it, leads nowhere any more.
    /// `token_hash` makes the new one's from its serial number. None: there is no such notice, or it was not sent.
    pub async fn replace_page_address(
        &self,
        notice: NoticeId,
        token_hash: impl Fn(i64) -> String + Send + Sync + 'static,
    ) -> Result<Option<i64>> {
        self.write(move |tx| {
            let found = tx.query_one(
                "UPDATE notices SET page_serial = page_serial + 1
                 WHERE notice = $1 AND sent_at IS NOT NULL RETURNING page_serial",
                &[text(notice)],
            )?;
            let Some(row) = found else { return Ok(None) };
            let serial = row.integer(0)?;
            tx.execute(
                "UPDATE notices SET token_hash = $2 WHERE notice = $1",
                &[text(notice), token_hash(serial).into()],
            )?;
            tx.execute("DELETE FROM tickets WHERE notice = $1", &[text(notice)])?;
            Ok(Some(serial))
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
        device: Device,
        case: CaseId,
        now: Timestamp,
    ) -> Result<Pressed> {
        let (notice, agent, ports) = (page.notice, page.agent, page.ports.clone());
        self.write(move |tx| {
            notices::hold(tx, agent)?;
            let survey = Survey::replay(presses(tx, notice)?);
            if !survey.offers(button, &ports) || !is_shown(tx, notice, &survey, button)? {
                return Ok(Pressed::NotOffered);
            }
            tx.execute(
                "INSERT INTO answers (notice, number, agent, page, button, at)
                 SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4, $5 FROM answers WHERE notice = $1",
                &[text(notice), text(agent), url.into(), text(button), now.into()],
            )?;
            if tx.query("SELECT 1 FROM visits WHERE notice = $1 LIMIT 1", &[text(notice)])?.is_empty() {
                visit(tx, notice, "main", device, now)?;
            }
            first(tx, "engaged_at", notice, now)?;
            if matches!(button, Button::Ability(_, Ability::No)) {
                open_case(tx, case, agent, notice, now)?;
            }
            notices::settle(tx, agent, now)?;
            Ok(Pressed::Kept)
        })
        .await
    }

    /// Keeps that a page was really seen.
    pub async fn visit(&self, notice: NoticeId, landing: bool, device: Device, now: Timestamp) -> Result<()> {
        let page = if landing { "landing" } else { "main" };
        self.write(move |tx| visit(tx, notice, page, device, now)).await
    }

    /// Takes a ticket to the page of a notice. False: there is none that holds, any more.
    pub async fn take_ticket(&self, notice: NoticeId, ticket_hash: String, now: Timestamp) -> Result<bool> {
        self.write(move |tx| {
            let taken = tx.execute(
                "DELETE FROM tickets WHERE ticket_hash = $1 AND notice = $2 AND expires_at > $3",
                &[ticket_hash.into(), text(notice), now.into()],
            )?;
            Ok(taken > 0)
        })
        .await
    }

    /// Keeps a ticket for one of an agent's own notices, and gives the serial number of its page's address. None: it
    /// is not this agent's.
    pub async fn issue_ticket(
        &self,
        agent: AgentId,
        notice: NoticeId,
        ticket_hash: String,
        expires_at: Timestamp,
    ) -> Result<Option<i64>> {
        self.write(move |tx| {
            let found = tx.query_one(
                "SELECT page_serial FROM notices WHERE notice = $1 AND agent = $2 AND sent_at IS NOT NULL",
                &[text(notice), text(agent)],
            )?;
            let Some(row) = found else { return Ok(None) };
            tx.execute(
                "INSERT INTO tickets (ticket_hash, notice, expires_at) VALUES ($1, $2, $3)",
                &[ticket_hash.into(), text(notice), expires_at.into()],
            )?;
            row.integer(0).map(Some)
        })
        .await
    }
}

const PAGES: &str = "SELECT notices.notice, notices.agent, notices.ports, notices.address, notices.sent_at,
         notices.state, notices.closed_at, agents.enrolled_at, agents.language, campaigns.definition,
         notices.network, notices.variant, notices.page_serial
     FROM notices JOIN agents ON agents.agent = notices.agent
         JOIN campaigns ON campaigns.campaign = notices.campaign";

/// The presses on one notice's page, oldest first.
pub(super) fn presses(tx: &mut dyn Transaction, notice: NoticeId) -> Result<Vec<Button>> {
    let rows = tx.query("SELECT button FROM answers WHERE notice = $1 ORDER BY number", &[text(notice)])?;
    rows.iter().map(|row| row.parse(0)).collect()
}

/// Whether the page has this button: what is said beside the questions goes when all is closed, and steps are as
/// many as the advice has.
fn is_shown(tx: &mut dyn Transaction, notice: NoticeId, survey: &Survey, button: Button) -> Result<bool> {
    let beside = match button {
        Button::Network(_)
        | Button::Intent(..)
        | Button::Ability(..)
        | Button::Here(_)
        | Button::Mine(Mine::Yes) => {
            return Ok(true);
        }
        Button::Mine(Mine::No) | Button::Later => true,
        Button::Step(port, number, _) => match survey.step(port) {
            Step::End(outcome) => {
                advise(port, outcome).is_some_and(|advice| usize::from(number) <= advice.steps.len())
            }
            Step::AskNetwork | Step::AskIntent | Step::AskAbility => false,
        },
    };
    let open = tx.query("SELECT 1 FROM notices WHERE notice = $1 AND state <> 'closed'", &[text(notice)])?;
    Ok(beside && !open.is_empty())
}

fn page(tx: &mut dyn Transaction, row: &Row) -> Result<Page> {
    let (notice, agent) = (row.parse(0)?, row.parse(1)?);
    let open = tx.query("SELECT 1 FROM cases WHERE agent = $1 AND closed_at IS NULL", &[text(agent)])?;
    Ok(Page {
        notice,
        agent,
        serial: row.integer(12)?,
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

fn visit(
    tx: &mut dyn Transaction,
    notice: NoticeId,
    page: &str,
    device: Device,
    now: Timestamp,
) -> Result<()> {
    tx.execute(
        "INSERT INTO visits (notice, at, page, device) VALUES ($1, $2, $3, $4)",
        &[text(notice), now.into(), page.into(), device.word().into()],
    )?;
    Ok(())
}

/// Notes a time in a column of a notice, unless there is one.
fn first(tx: &mut dyn Transaction, column: &str, notice: NoticeId, now: Timestamp) -> Result<()> {
    tx.execute(
        &format!("UPDATE notices SET {column} = $2 WHERE notice = $1 AND {column} IS NULL"),
        &[text(notice), now.into()],
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
