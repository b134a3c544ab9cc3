//! The sessions of operators: while they are used, and never for longer than half a day.

use jiff::{SignedDuration, Timestamp};

use super::Store;
use super::error::Result;
use super::operators::{COLUMNS, OperatorRecord, operator};
use crate::desk::{IDLE, WHOLE};

/// A session that holds.
#[derive(Clone, Debug)]
pub struct SessionRecord {
    /// SHA-256 of its token.
    pub token_hash: String,
    /// Whose.
    pub operator: OperatorRecord,
    /// Since when.
    pub created_at: Timestamp,
    /// When they last proved who they are.
    pub proven_at: Option<Timestamp>,
}

/// How seldom it is noted that somebody is still here.
const NOTED: SignedDuration = SignedDuration::from_mins(1);

impl Store {
    /// Begins a session. Those that ended go on the way.
    pub async fn begin_session(&self, token_hash: String, id: &str, now: Timestamp) -> Result<()> {
        let id = id.to_owned();
        self.write(move |tx| {
            tx.execute(
                "DELETE FROM sessions WHERE seen_at < $1 OR created_at < $2",
                &[(now - IDLE).into(), (now - WHOLE).into()],
            )?;
            tx.execute(
                "INSERT INTO sessions (token_hash, operator, created_at, seen_at, proven_at) VALUES ($1, $2, $3, $3, $3)",
                &[token_hash.into(), id.into(), now.into()],
            )?;
            Ok(())
        })
        .await
    }

    /// The session that a token belongs to, if it holds, and notes that its operator is here.
    pub async fn session(&self, token_hash: String, now: Timestamp) -> Result<Option<SessionRecord>> {
        let hash = token_hash.clone();
        let found = self
            .read(move |tx| {
                let row = tx.query_one(
                    &format!(
                        "SELECT sessions.created_at, sessions.seen_at, sessions.proven_at, {COLUMNS}
                         FROM sessions JOIN operators ON operators.operator = sessions.operator
                         WHERE token_hash = $1 AND sessions.seen_at >= $2 AND sessions.created_at >= $3
                             AND disabled_at IS NULL"
                    ),
                    &[hash.as_str().into(), (now - IDLE).into(), (now - WHOLE).into()],
                )?;
                let Some(row) = row else { return Ok(None) };
                let (created_at, seen_at, proven_at) = (row.time(0)?, row.time(1)?, row.time_if_any(2)?);
                let session =
                    SessionRecord { token_hash: hash, operator: operator(&row, 3)?, created_at, proven_at };
                Ok(Some((session, seen_at)))
            })
            .await?;
        let Some((session, seen_at)) = found else { return Ok(None) };
        if now.duration_since(seen_at) >= NOTED {
            let id = session.operator.operator.clone();
            self.unnoted()
                .write(move |tx| {
                    tx.execute(
                        "UPDATE sessions SET seen_at = $2 WHERE token_hash = $1",
                        &[token_hash.into(), now.into()],
                    )?;
                    tx.execute(
                        "UPDATE operators SET seen_at = $2 WHERE operator = $1",
                        &[id.into(), now.into()],
                    )
                })
                .await?;
        }
        Ok(Some(session))
    }

    /// Gives a session a new token, with the proof of who its operator is. False: it has ended.
    pub async fn prove_session(&self, old: String, new: String, now: Timestamp) -> Result<bool> {
        self.write(move |tx| {
            let renewed = tx.execute(
                "UPDATE sessions SET token_hash = $2, proven_at = $3, seen_at = $3 WHERE token_hash = $1",
                &[old.into(), new.into(), now.into()],
            )?;
            Ok(renewed > 0)
        })
        .await
    }

    /// Ends a session.
    pub async fn end_session(&self, token_hash: String) -> Result<()> {
        self.write(move |tx| {
            tx.execute("DELETE FROM sessions WHERE token_hash = $1", &[token_hash.into()])?;
            Ok(())
        })
        .await
    }
}
