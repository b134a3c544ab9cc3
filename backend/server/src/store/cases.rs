//! Requests for support, as operators work through them.

use akabeko_shared::{AgentId, CaseId, Language, NoticeId, Port};
use jiff::Timestamp;

use super::Store;
use super::engine::Transaction;
use super::error::{Result, StoreError};
use super::row::{Row, text};

/// A request for support.
#[derive(Clone, Debug)]
pub struct CaseRecord {
    /// Which.
    pub case: CaseId,
    /// Whose.
    pub agent: AgentId,
    /// About which notice.
    pub notice: NoticeId,
    /// The person's language.
    pub language: Language,
    /// When the person asked.
    pub opened_at: Timestamp,
    /// When it ended.
    pub closed_at: Option<Timestamp>,
    /// How it ended.
    pub outcome: String,
    /// About which ports.
    pub ports: Vec<Port>,
    /// Who wrote last, if anybody did; empty: the person.
    pub last_writer: Option<String>,
}

/// A message of a case's thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// When.
    pub at: Timestamp,
    /// The operator who wrote it; empty: the person did.
    pub operator: String,
    /// What it says.
    pub body: String,
}

/// A button that was pressed on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pressed {
    /// When.
    pub at: Timestamp,
    /// Which.
    pub button: String,
}

impl Store {
    /// All cases, open ones first, oldest first.
    pub async fn cases(&self) -> Result<Vec<CaseRecord>> {
        self.read(|tx| {
            let order =
                "ORDER BY CASE WHEN cases.closed_at IS NULL THEN 0 ELSE 1 END, opened_at, cases.\"case\"";
            tx.query(&format!("{CASES} {order}"), &[])?.iter().map(record).collect()
        })
        .await
    }

    /// How many are open.
    pub async fn cases_open(&self) -> Result<i64> {
        self.read(|tx| {
            let counted = tx.query_one("SELECT COUNT(*) FROM cases WHERE closed_at IS NULL", &[])?;
            counted.map_or(Ok(0), |row| row.integer(0))
        })
        .await
    }

    /// One case.
    pub async fn case(&self, case: CaseId) -> Result<Option<CaseRecord>> {
        self.read(move |tx| {
            let found = tx.query_one(&format!("{CASES} WHERE cases.\"case\" = $1"), &[text(case)])?;
            found.as_ref().map(record).transpose()
        })
        .await
    }

    /// What was written in a case, oldest first.
    pub async fn thread(&self, case: CaseId) -> Result<Vec<Message>> {
        self.read(move |tx| thread(tx, case)).await
    }

    /// The open case of an agent, with what was written in it, oldest first.
    pub async fn conversation(&self, agent: AgentId) -> Result<Option<(CaseId, Vec<Message>)>> {
        self.read(move |tx| {
            let found = tx.query_one(
                "SELECT \"case\" FROM cases WHERE agent = $1 AND closed_at IS NULL",
                &[text(agent)],
            )?;
            let Some(row) = found else { return Ok(None) };
            let case = row.parse(0)?;
            Ok(Some((case, thread(tx, case)?)))
        })
        .await
    }

    /// What was pressed on the page that a case is about, oldest first.
    pub async fn pressed(&self, notice: NoticeId) -> Result<Vec<Pressed>> {
        self.read(move |tx| {
            let rows = tx
                .query("SELECT at, button FROM answers WHERE notice = $1 ORDER BY number", &[text(notice)])?;
            rows.iter().map(|row| Ok(Pressed { at: row.time(0)?, button: row.text(1)?.to_owned() })).collect()
        })
        .await
    }

    /// Adds a message to an open case; an empty operator is the person. False: there is no such open case, or its
    /// thread is full; nothing changed.
    pub async fn write_in_case(&self, case: CaseId, message: Message) -> Result<bool> {
        self.write(move |tx| {
            // One after the other, so that messages are numbered in a row.
            let held = tx.lock(
                "UPDATE cases SET outcome = outcome WHERE \"case\" = $1 AND closed_at IS NULL RETURNING agent",
                &[text(case)],
            )?;
            let counted = tx.query_one(
                "SELECT COUNT(*), COUNT(*) FILTER (WHERE operator = $2) FROM case_messages WHERE \"case\" = $1",
                &[text(case), if message.operator.is_empty() { "" } else { "nobody" }.into()],
            )?;
            let (written, theirs) =
                counted.map_or(Ok((0, 0)), |row| Ok::<_, StoreError>((row.integer(0)?, row.integer(1)?)))?;
            if held.is_empty() || theirs >= MOST_OF_A_PERSON || written >= LONGEST_THREAD {
                return Ok(false);
            }
            let Message { at, operator, body } = message;
            tx.execute(
                "INSERT INTO case_messages (\"case\", number, at, operator, body) VALUES ($1, $2, $3, $4, $5)",
                &[text(case), (written + 1).into(), at.into(), operator.into(), body.into()],
            )?;
            Ok(true)
        })
        .await
    }

    /// Opens a closed case again. False: it is open, or its person has another one.
    pub async fn reopen_case(&self, case: CaseId) -> Result<bool> {
        self.write(move |tx| {
            // Whoever opens another one at the same time comes before or after.
            tx.lock(
                "UPDATE agents SET last_event = last_event WHERE agent =
                     (SELECT agent FROM cases WHERE \"case\" = $1) RETURNING agent",
                &[text(case)],
            )?;
            let reopened = tx.execute(
                "UPDATE cases SET closed_at = NULL, outcome = '' WHERE \"case\" = $1 AND closed_at IS NOT NULL
                     AND NOT EXISTS (SELECT 1 FROM cases AS other
                         WHERE other.agent = cases.agent AND other.closed_at IS NULL)",
                &[text(case)],
            )?;
            Ok(reopened > 0)
        })
        .await
    }

    /// Closes a case. False: there is no such open case, and nothing changed.
    pub async fn close_case(&self, case: CaseId, outcome: &str, now: Timestamp) -> Result<bool> {
        let outcome = outcome.to_owned();
        self.write(move |tx| {
            let closed = tx.execute(
                "UPDATE cases SET closed_at = $2, outcome = $3 WHERE \"case\" = $1 AND closed_at IS NULL",
                &[text(case), now.into(), outcome.into()],
            )?;
            Ok(closed > 0)
        })
        .await
    }
}

/// A thread that grows beyond this is better continued by mail.
const LONGEST_THREAD: i64 = 400;
/// The person alone cannot fill it.
const MOST_OF_A_PERSON: i64 = 200;

const CASES: &str =
    "SELECT cases.\"case\", cases.agent, cases.notice, language, opened_at, cases.closed_at, outcome,
        COALESCE(notices.ports, ''),
        (SELECT operator FROM case_messages WHERE case_messages.\"case\" = cases.\"case\"
         ORDER BY number DESC LIMIT 1)
    FROM cases JOIN agents ON agents.agent = cases.agent LEFT JOIN notices ON notices.notice = cases.notice";

/// What was written in a case, oldest first.
pub(super) fn thread(tx: &mut dyn Transaction, case: CaseId) -> Result<Vec<Message>> {
    let rows = tx.query(
        "SELECT at, operator, body FROM case_messages WHERE \"case\" = $1 ORDER BY number",
        &[text(case)],
    )?;
    let message = |row: &Row| {
        Ok(Message { at: row.time(0)?, operator: row.text(1)?.to_owned(), body: row.text(2)?.to_owned() })
    };
    rows.iter().map(message).collect()
}

fn record(row: &Row) -> Result<CaseRecord> {
    Ok(CaseRecord {
        case: row.parse(0)?,
        agent: row.parse(1)?,
        notice: row.parse(2)?,
        language: row.parse(3)?,
        opened_at: row.time(4)?,
        closed_at: row.time_if_any(5)?,
        outcome: row.text(6)?.to_owned(),
        ports: row.ports(7)?,
        last_writer: if row.is_null(8) { None } else { Some(row.text(8)?.to_owned()) },
    })
}
