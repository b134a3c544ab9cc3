//! Consent: given at the enrolment, withdrawn and given again whenever the person likes.

use akabeko_shared::AgentId;
use jiff::{SignedDuration, Timestamp};

use super::error::Result;
use super::row::{Row, text};
use super::{Store, notices, scans, subscriptions};

/// How long a notice that is overdue waits after its person agreed again: the day's scan comes first, so that
/// nobody is alarmed about what was closed meanwhile.
const UNTIL_LOOKED: SignedDuration = SignedDuration::from_hours(24);

impl Store {
    /// Notes that a person agrees to this version of the text. Whoever had withdrawn is a target again with the
    /// next check-in.
    pub async fn agree(&self, agent: AgentId, version: u32, now: Timestamp) -> Result<()> {
        self.write(move |tx| {
            notices::hold(tx, agent)?;
            tx.execute(
                "UPDATE notices SET due_at = $2 WHERE agent = $1 AND sent_at IS NULL AND due_at < $2
                     AND EXISTS (SELECT 1 FROM agents WHERE agent = $1 AND withdrawn_at IS NOT NULL)",
                &[text(agent), (now + UNTIL_LOOKED).into()],
            )?;
            tx.execute(
                "UPDATE agents SET consent_version = $2, withdrawn_at = NULL,
                     agreed_at = CASE WHEN withdrawn_at IS NULL AND consent_version = $2 THEN agreed_at ELSE $3 END
                 WHERE agent = $1",
                &[text(agent), i64::from(version).into(), now.into()],
            )?;
            Ok(())
        })
        .await
    }

    /// Notes that a person no longer agrees. Where the agent is and how it can be woken is forgotten, so that nobody may
    /// scan there on its account, and what was to be scanned is given up. What was kept so far stays.
    pub async fn withdraw(&self, agent: AgentId, now: Timestamp) -> Result<()> {
        self.write(move |tx| {
            tx.execute(
                "UPDATE agents SET withdrawn_at = COALESCE(withdrawn_at, $2) WHERE agent = $1",
                &[text(agent), now.into()],
            )?;
            tx.execute("DELETE FROM targets WHERE agent = $1", &[text(agent)])?;
            tx.execute("DELETE FROM lines WHERE agent = $1", &[text(agent)])?;
            subscriptions::forget(tx, agent)?;
            let due =
                tx.query("SELECT scan FROM scans WHERE agent = $1 AND progress = 'due'", &[text(agent)])?;
            let due = due.iter().map(|row: &Row| row.parse(0)).collect::<Result<_>>()?;
            scans::give_up(tx, due, now)
        })
        .await
    }

    /// Whether the person no longer agrees.
    pub async fn has_withdrawn(&self, agent: AgentId) -> Result<bool> {
        self.read(move |tx| {
            let withdrawn = tx.query_one(
                "SELECT 1 FROM agents WHERE agent = $1 AND withdrawn_at IS NOT NULL",
                &[text(agent)],
            )?;
            Ok(withdrawn.is_some())
        })
        .await
    }
}
