//! Requests for support, as operators work through them.

use akabeko_shared::{AgentId, CaseId, Language, NoticeId};
use jiff::Timestamp;

use super::Store;
use super::error::Result;
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
}

impl Store {
    /// All cases, open ones first, oldest first.
    pub async fn cases(&self) -> Result<Vec<CaseRecord>> {
        self.read(|tx| {
            let rows = tx.query(
                "SELECT \"case\", cases.agent, notice, language, opened_at, closed_at, outcome
                 FROM cases JOIN agents ON agents.agent = cases.agent
                 ORDER BY CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END, opened_at, \"case\"",
                &[],
            )?;
            rows.iter().map(record).collect()
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

fn record(row: &Row) -> Result<CaseRecord> {
    Ok(CaseRecord {
        case: row.parse(0)?,
        agent: row.parse(1)?,
        notice: row.parse(2)?,
        language: row.parse(3)?,
        opened_at: row.time(4)?,
        closed_at: row.time_if_any(5)?,
        outcome: row.text(6)?.to_owned(),
    })
}
