//! A campaign from its draft to its end: who may take which step is the gate's affair, which step follows which is kept
//! here.

use akabeko_core::campaign::Campaign;
use jiff::Timestamp;

use super::super::Store;
use super::super::error::{Result, StoreError};
use super::super::row::Value;

/// Those of a campaign that wait for their time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// How many.
    pub notices: i64,
    /// When the last of them is told.
    pub last_due_at: Option<Timestamp>,
}

impl Store {
    /// Writes a draft anew. False: it is no draft, and nothing changed.
    pub async fn rewrite_campaign(&self, name: &str, campaign: &Campaign) -> Result<bool> {
        let definition = toml::to_string(campaign).map_err(|error| StoreError::Corrupt(error.to_string()))?;
        self.step(
            "UPDATE campaigns SET definition = $2 WHERE campaign = $1 AND state = 'draft'",
            vec![name.into(), definition.into()],
        )
        .await
    }

    /// Throws a draft away. False: it is no draft, and nothing changed.
    pub async fn drop_campaign(&self, name: &str) -> Result<bool> {
        self.step("DELETE FROM campaigns WHERE campaign = $1 AND state = 'draft'", vec![name.into()]).await
    }

    /// Somebody wants a draft sent. False: it is no draft.
    pub async fn propose_campaign(&self, name: &str, by: &str, now: Timestamp) -> Result<bool> {
        self.step(
            "UPDATE campaigns SET state = 'proposed', proposed_by = $2, proposed_at = $3
             WHERE campaign = $1 AND state = 'draft'",
            vec![name.into(), by.into(), now.into()],
        )
        .await
    }

    /// Makes a proposed campaign a draft again. False: it is not proposed.
    pub async fn recall_campaign(&self, name: &str) -> Result<bool> {
        self.step(
            "UPDATE campaigns SET state = 'draft', proposed_by = '', proposed_at = NULL
             WHERE campaign = $1 AND state = 'proposed'",
            vec![name.into()],
        )
        .await
    }

    /// A second person says go to what was proposed then. False: it is not proposed, or was proposed anew, or by the
    /// same person.
    pub async fn approve_campaign(
        &self,
        name: &str,
        proposed_at: Timestamp,
        by: &str,
        now: Timestamp,
    ) -> Result<bool> {
        self.step(
            "UPDATE campaigns SET state = 'sending', approved_by = $2, sent_at = $3
             WHERE campaign = $1 AND state = 'proposed' AND proposed_by <> $2 AND proposed_at = $4",
            vec![name.into(), by.into(), now.into(), proposed_at.into()],
        )
        .await
    }

    /// Sends nothing more of a campaign for now. False: nothing of it is being sent.
    pub async fn pause_campaign(&self, name: &str) -> Result<bool> {
        self.step(
            "UPDATE campaigns SET state = 'paused' WHERE campaign = $1 AND state = 'sent'",
            vec![name.into()],
        )
        .await
    }

    /// Lets a campaign go on. False: it does not pause.
    pub async fn go_on_with_campaign(&self, name: &str) -> Result<bool> {
        self.step(
            "UPDATE campaigns SET state = 'sent' WHERE campaign = $1 AND state = 'paused'",
            vec![name.into()],
        )
        .await
    }

    /// Tells everybody who waits now, which ends the trial's comparison. Gives how many.
    pub async fn debrief_campaign(&self, name: &str, now: Timestamp) -> Result<u64> {
        let name = name.to_owned();
        self.write(move |tx| {
            tx.execute(
                "UPDATE notices SET due_at = $2 WHERE campaign = $1 AND sent_at IS NULL AND due_at > $2",
                &[name.into(), now.into()],
            )
        })
        .await
    }

    /// Ends a campaign in which nobody waits any more who still agrees. False: somebody does, or it was not sent.
    pub async fn close_campaign(&self, name: &str, now: Timestamp) -> Result<bool> {
        self.step(
            "UPDATE campaigns SET state = 'closed', closed_at = $2
             WHERE campaign = $1 AND state IN ('sent', 'paused') AND NOT EXISTS
                 (SELECT 1 FROM notices JOIN agents ON agents.agent = notices.agent
                  WHERE notices.campaign = campaigns.campaign AND notices.sent_at IS NULL
                      AND agents.withdrawn_at IS NULL)",
            vec![name.into(), now.into()],
        )
        .await
    }

    /// Those of a campaign that wait for their time, whose people still agree.
    pub async fn waiting_in(&self, name: &str) -> Result<Waiting> {
        let name = name.to_owned();
        self.read(move |tx| {
            let found = tx.query_one(
                "SELECT COUNT(*), MAX(due_at) FROM notices JOIN agents ON agents.agent = notices.agent
                 WHERE campaign = $1 AND sent_at IS NULL AND withdrawn_at IS NULL",
                &[name.into()],
            )?;
            found.map_or(Ok(Waiting::default()), |row| {
                Ok(Waiting { notices: row.integer(0)?, last_due_at: row.time_if_any(1)? })
            })
        })
        .await
    }

    async fn step(&self, sql: &'static str, values: Vec<Value>) -> Result<bool> {
        self.write(move |tx| Ok(tx.execute(sql, &values)? > 0)).await
    }
}
