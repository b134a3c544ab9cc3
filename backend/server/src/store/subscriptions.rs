//! How agents can be woken, and which of them have to be.

use akabeko_core::push::Verdict;
use akabeko_shared::AgentId;
use akabeko_shared::wire::PushSubscription;
use jiff::Timestamp;

use super::engine::Transaction;
use super::error::{Result, StoreError};
use super::row::{Row, text};
use super::{Store, notices};
use crate::push::Subscription;

/// An agent that is to be woken.
#[derive(Clone)]
pub struct DuePush {
    /// Who.
    pub agent: AgentId,
    /// How.
    pub subscription: Subscription,
    /// How often that failed already.
    pub failures: i64,
    /// The event that it is about.
    news: i64,
}

impl Store {
    /// Notes how an agent can be woken from now on, for what comes after this. Whose person no longer agrees is not.
    pub async fn subscribe(&self, agent: AgentId, subscription: &Subscription, now: Timestamp) -> Result<()> {
        let PushSubscription { endpoint, p256dh, auth } = subscription.said();
        self.write(move |tx| {
            notices::hold(tx, agent)?;
            tx.execute(
                "INSERT INTO subscriptions
                     (agent, endpoint, p256dh, auth, since, news, pushed, failures, due_at, leased_until)
                 SELECT agent, $2, $3, $4, $5, last_event, last_event, 0, $5, 0 FROM agents
                 WHERE agent = $1 AND withdrawn_at IS NULL
                 ON CONFLICT (agent) DO UPDATE SET
                     endpoint = excluded.endpoint, p256dh = excluded.p256dh, auth = excluded.auth,
                     since = excluded.since, news = excluded.news, pushed = excluded.pushed, failures = 0,
                     due_at = excluded.due_at, leased_until = 0
                 WHERE subscriptions.endpoint <> excluded.endpoint OR subscriptions.p256dh <> excluded.p256dh
                     OR subscriptions.auth <> excluded.auth",
                &[text(agent), endpoint.into(), p256dh.into(), auth.into(), now.into()],
            )?;
            Ok(())
        })
        .await
    }

    /// Notes that an agent can no longer be woken.
    pub async fn unsubscribe(&self, agent: AgentId) -> Result<()> {
        self.write(move |tx| forget(tx, agent)).await
    }

    /// Claims up to `most` agents that have news and can be woken, until `leased_until`, oldest first. A claim that ran
    /// out is made again.
    pub async fn claim_pushes(
        &self,
        most: i64,
        now: Timestamp,
        leased_until: Timestamp,
    ) -> Result<Vec<DuePush>> {
        self.write(move |tx| {
            // PostgreSQL looks only at this outer condition again after waiting for a row, so it is repeated.
            let rows = tx.query(
                "UPDATE subscriptions SET leased_until = $2
                 WHERE news > pushed AND due_at <= $1 AND leased_until <= $1 AND agent IN
                     (SELECT agent FROM subscriptions WHERE news > pushed AND due_at <= $1 AND leased_until <= $1
                      ORDER BY due_at, agent LIMIT $3)
                 RETURNING agent, endpoint, p256dh, auth, failures, news",
                &[now.into(), leased_until.into(), most.into()],
            )?;
            rows.iter().map(due).collect()
        })
        .await
    }

    /// Keeps what became of pushes, unless the device subscribed anew meanwhile.
    pub async fn settle_pushes(&self, mut pushes: Vec<(DuePush, Verdict)>, now: Timestamp) -> Result<()> {
        pushes.sort_by_key(|(due, _)| due.agent);
        self.write(move |tx| pushes.into_iter().try_for_each(|(due, verdict)| settle(tx, &due, verdict, now)))
            .await
    }
}

/// Puts news before whoever can be woken. The agent is held.
pub(super) fn wake(tx: &mut dyn Transaction, agent: AgentId, news: i64) -> Result<()> {
    tx.execute("UPDATE subscriptions SET news = $2 WHERE agent = $1", &[text(agent), news.into()])?;
    Ok(())
}

/// Forgets how an agent can be woken.
pub(super) fn forget(tx: &mut dyn Transaction, agent: AgentId) -> Result<()> {
    tx.execute("DELETE FROM subscriptions WHERE agent = $1", &[text(agent)])?;
    Ok(())
}

fn due(row: &Row) -> Result<DuePush> {
    let word = |column| row.text(column).map(str::to_owned);
    let said = PushSubscription { endpoint: word(1)?, p256dh: word(2)?, auth: word(3)? };
    let subscription = Subscription::parse(&said).map_err(|fault| StoreError::Corrupt(fault.to_string()))?;
    Ok(DuePush { agent: row.parse(0)?, subscription, failures: row.integer(4)?, news: row.integer(5)? })
}

fn settle(tx: &mut dyn Transaction, due: &DuePush, verdict: Verdict, now: Timestamp) -> Result<()> {
    let PushSubscription { endpoint, auth, .. } = due.subscription.said();
    let (agent, endpoint, auth) = (text(due.agent), endpoint.into(), auth.into());
    const SAME: &str = "agent = $1 AND endpoint = $2 AND auth = $3";
    match verdict {
        Verdict::Sent | Verdict::Refused => tx.execute(
            &format!(
                "UPDATE subscriptions SET pushed = $4, failures = 0, due_at = $5, leased_until = 0 WHERE {SAME}"
            ),
            &[agent, endpoint, auth, due.news.into(), now.into()],
        ),
        Verdict::Gone => tx.execute(
            &format!("DELETE FROM subscriptions WHERE {SAME}"),
            &[agent, endpoint, auth],
        ),
        Verdict::Later(wait) => tx.execute(
            &format!(
                "UPDATE subscriptions SET failures = failures + 1, due_at = $4, leased_until = 0 WHERE {SAME}"
            ),
            &[agent, endpoint, auth, (now + wait).into()],
        ),
    }?;
    Ok(())
}
