//! Invitations: whom they are for, how often they can be used, and how often they were.

use jiff::Timestamp;

use super::Store;
use super::error::Result;
use super::row::Row;

/// An invitation; its code is known to the person alone.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// SHA-256 of the code.
    pub code_hash: String,
    /// Whom it is for, in the operator's words.
    pub label: String,
    /// How many agents may enrol with it.
    pub uses: i64,
    /// Until when.
    pub expires_at: Timestamp,
}

/// An invitation as it is kept.
#[derive(Clone, Debug)]
pub struct InvitationRecord {
    /// The hash of its code.
    pub code_hash: String,
    /// Whom it is for.
    pub label: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it holds.
    pub expires_at: Timestamp,
    /// How many may still enrol with it.
    pub uses_left: i64,
    /// How many have.
    pub enrolled: i64,
}

impl Store {
    /// Keeps an invitation.
    pub async fn invite(&self, invitation: Invitation, now: Timestamp) -> Result<()> {
        self.write(move |tx| {
            let Invitation { code_hash, label, uses, expires_at } = invitation;
            tx.execute(
                "INSERT INTO invitations (code_hash, label, created_at, expires_at, uses_left)
                 VALUES ($1, $2, $3, $4, $5)",
                &[code_hash.into(), label.into(), now.into(), expires_at.into(), uses.into()],
            )?;
            Ok(())
        })
        .await
    }

    /// All invitations, the newest first.
    pub async fn invitations(&self) -> Result<Vec<InvitationRecord>> {
        self.read(|tx| {
            let rows = tx.query(
                "SELECT code_hash, label, created_at, expires_at, uses_left,
                     (SELECT COUNT(*) FROM agents WHERE agents.invitation = invitations.code_hash)
                 FROM invitations ORDER BY created_at DESC, code_hash LIMIT 500",
                &[],
            )?;
            rows.iter().map(invitation).collect()
        })
        .await
    }

    /// Whom an invitation is for; none if there is no such one.
    pub async fn invitation_label(&self, code_hash: &str) -> Result<Option<String>> {
        let code_hash = code_hash.to_owned();
        self.read(move |tx| {
            let found =
                tx.query_one("SELECT label FROM invitations WHERE code_hash = $1", &[code_hash.into()])?;
            found.map(|row| Ok(row.text(0)?.to_owned())).transpose()
        })
        .await
    }

    /// Ends an invitation. False: there is none that could still be used.
    pub async fn end_invitation(&self, code_hash: &str, now: Timestamp) -> Result<bool> {
        let code_hash = code_hash.to_owned();
        self.write(move |tx| {
            let ended = tx.execute(
                "UPDATE invitations SET expires_at = $2 WHERE code_hash = $1 AND expires_at > $2 AND uses_left > 0",
                &[code_hash.into(), now.into()],
            )?;
            Ok(ended > 0)
        })
        .await
    }
}

fn invitation(row: &Row) -> Result<InvitationRecord> {
    Ok(InvitationRecord {
        code_hash: row.text(0)?.to_owned(),
        label: row.text(1)?.to_owned(),
        created_at: row.time(2)?,
        expires_at: row.time(3)?,
        uses_left: row.integer(4)?,
        enrolled: row.integer(5)?,
    })
}
