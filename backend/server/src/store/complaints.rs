//! Complaints about scans, and what was done about them.

use jiff::Timestamp;

use super::Store;
use super::error::Result;
use super::row::Row;

/// A complaint.
#[derive(Clone, Debug)]
pub struct ComplaintRecord {
    /// From 1.
    pub number: i64,
    /// When it came.
    pub received_at: Timestamp,
    /// From whom.
    pub sender: String,
    /// What it is about.
    pub body: String,
    /// What was done; empty: nothing yet.
    pub outcome: String,
    /// When it was settled.
    pub settled_at: Option<Timestamp>,
}

impl Store {
    /// All of them, open ones first, then the newest.
    pub async fn complaints(&self) -> Result<Vec<ComplaintRecord>> {
        self.read(|tx| {
            let rows = tx.query(
                "SELECT number, received_at, sender, body, outcome, settled_at FROM complaints
                 ORDER BY CASE WHEN settled_at IS NULL THEN 0 ELSE 1 END, number DESC",
                &[],
            )?;
            rows.iter().map(record).collect()
        })
        .await
    }

    /// How many nobody has answered.
    pub async fn complaints_open(&self) -> Result<i64> {
        self.read(|tx| {
            let counted = tx.query_one("SELECT COUNT(*) FROM complaints WHERE settled_at IS NULL", &[])?;
            counted.map_or(Ok(0), |row| row.integer(0))
        })
        .await
    }

    /// Writes one down.
    pub async fn complain(&self, sender: &str, body: &str, now: Timestamp) -> Result<()> {
        let (sender, body) = (sender.to_owned(), body.to_owned());
        self.write(move |tx| {
            // Taking the switch's row lets one in after the other, so that each finds the next number.
            tx.lock("UPDATE scanning SET reason = reason RETURNING node", &[])?;
            tx.execute(
                "INSERT INTO complaints (number, received_at, sender, body)
                 SELECT COALESCE(MAX(number), 0) + 1, $1, $2, $3 FROM complaints",
                &[now.into(), sender.into(), body.into()],
            )?;
            Ok(())
        })
        .await
    }

    /// Settles one. False: there is no such open one, and nothing changed.
    pub async fn settle(&self, number: i64, outcome: &str, now: Timestamp) -> Result<bool> {
        let outcome = outcome.to_owned();
        self.write(move |tx| {
            let settled = tx.execute(
                "UPDATE complaints SET outcome = $2, settled_at = $3 WHERE number = $1 AND settled_at IS NULL",
                &[number.into(), outcome.into(), now.into()],
            )?;
            Ok(settled > 0)
        })
        .await
    }
}

fn record(row: &Row) -> Result<ComplaintRecord> {
    Ok(ComplaintRecord {
        number: row.integer(0)?,
        received_at: row.time(1)?,
        sender: row.text(2)?.to_owned(),
        body: row.text(3)?.to_owned(),
        outcome: row.text(4)?.to_owned(),
        settled_at: row.time_if_any(5)?,
    })
}
