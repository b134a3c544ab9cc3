//! Who works at the console: operators, and the one-time addresses by which they join.

use jiff::Timestamp;

use super::Store;
use super::engine::Transaction;
use super::error::Result;
use super::row::Row;
use crate::desk::Role;

/// An operator as they are kept.
#[derive(Clone, Debug)]
pub struct OperatorRecord {
    /// Their id.
    pub operator: String,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// What is kept of their password; empty before they joined.
    pub password: String,
    /// Which of their secrets makes their codes.
    pub code_serial: i64,
    /// When they were added.
    pub created_at: Timestamp,
    /// When they set their password.
    pub joined_at: Option<Timestamp>,
    /// When they were last seen.
    pub seen_at: Option<Timestamp>,
    /// Since when they may not sign in.
    pub disabled_at: Option<Timestamp>,
}

/// A one-time address that can still be opened.
#[derive(Clone, Debug)]
pub struct JoinRecord {
    /// Whose.
    pub operator: String,
    /// The secret that their codes will have.
    pub code_serial: i64,
    /// Whether it makes the first operator.
    pub is_first: bool,
}

impl Store {
    /// Everybody, by name.
    pub async fn operators(&self) -> Result<Vec<OperatorRecord>> {
        self.read(|tx| {
            tx.query(&format!("{OPERATORS} ORDER BY name"), &[])?.iter().map(|row| operator(row, 0)).collect()
        })
        .await
    }

    /// One of them, by name.
    pub async fn operator_named(&self, name: &str) -> Result<Option<OperatorRecord>> {
        let name = name.to_owned();
        self.read(move |tx| one(tx, "name", &name)).await
    }

    /// One of them.
    pub async fn operator(&self, id: &str) -> Result<Option<OperatorRecord>> {
        let id = id.to_owned();
        self.read(move |tx| one(tx, "operator", &id)).await
    }

    /// Adds somebody who has not joined yet. False: the name is taken, and nothing changed.
    pub async fn add_operator(&self, id: &str, name: &str, role: Role, now: Timestamp) -> Result<bool> {
        let (id, name) = (id.to_owned(), name.to_owned());
        self.write(move |tx| {
            let added = tx.execute(
                "INSERT INTO operators (operator, name, role, created_at) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (name) DO NOTHING",
                &[id.into(), name.into(), role.word().into(), now.into()],
            )?;
            Ok(added > 0)
        })
        .await
    }

    /// Changes what somebody may do, and ends their sessions. The last administrator who may sign in stays one.
    /// False: nothing changed.
    pub async fn change_operator(
        &self,
        id: &str,
        role: Role,
        may_sign_in: bool,
        now: Timestamp,
    ) -> Result<bool> {
        let id = id.to_owned();
        self.write(move |tx| {
            // Two administrators who bar each other at once come one after the other.
            tx.lock("UPDATE audit_head SET number = number RETURNING number", &[])?;
            let runs_it = |operator: &OperatorRecord| {
                operator.role == Role::Admin && operator.joined_at.is_some() && operator.disabled_at.is_none()
            };
            let leaves = (role != Role::Admin || !may_sign_in)
                && one(tx, "operator", &id)?.as_ref().is_some_and(runs_it);
            let others = tx.query_one(
                "SELECT COUNT(*) FROM operators WHERE operator <> $1 AND role = 'admin' AND joined_at IS NOT NULL
                     AND disabled_at IS NULL",
                &[id.as_str().into()],
            )?;
            if leaves && others.map_or(Ok(0), |row| row.integer(0))? == 0 {
                return Ok(false);
            }
            let changed = tx.execute(
                "UPDATE operators SET role = $2 WHERE operator = $1",
                &[id.as_str().into(), role.word().into()],
            )?;
            if may_sign_in {
                tx.execute("UPDATE operators SET disabled_at = NULL WHERE operator = $1", &[id.as_str().into()])?;
            } else {
                tx.execute(
                    "UPDATE operators SET disabled_at = $2 WHERE operator = $1 AND disabled_at IS NULL",
                    &[id.as_str().into(), now.into()],
                )?;
            }
            tx.execute("DELETE FROM sessions WHERE operator = $1", &[id.into()])?;
            Ok(changed > 0)
        })
        .await
    }

    /// Makes the one address by which somebody joins; their earlier ones lead nowhere. For the first operator there is
    /// one only while nobody has joined: false, and nothing changed, afterwards.
    pub async fn link(&self, token_hash: String, join: JoinRecord, expires_at: Timestamp) -> Result<bool> {
        self.write(move |tx| {
            let joined = tx.query_one("SELECT 1 FROM operators WHERE joined_at IS NOT NULL LIMIT 1", &[])?;
            if join.is_first && joined.is_some() {
                return Ok(false);
            }
            tx.execute(
                "DELETE FROM join_links WHERE operator = $1 OR is_first = 1",
                &[join.operator.as_str().into()],
            )?;
            tx.execute(
                "INSERT INTO join_links (token_hash, operator, code_serial, is_first, expires_at)
                 VALUES ($1, $2, $3, $4, $5)",
                &[
                    token_hash.into(),
                    join.operator.into(),
                    join.code_serial.into(),
                    i64::from(join.is_first).into(),
                    expires_at.into(),
                ],
            )?;
            Ok(true)
        })
        .await
    }

    /// The address that a token opens, if it still does.
    pub async fn join_link(&self, token_hash: String, now: Timestamp) -> Result<Option<JoinRecord>> {
        self.read(move |tx| join_link(tx, &token_hash, now)).await
    }

    /// Somebody joins: the address is used up, and their password and codes are the new ones. The first one's row is
    /// made here. False: the address leads nowhere by now or the name is taken, and nothing changed.
    pub async fn join(
        &self,
        token_hash: String,
        name: String,
        password: String,
        code_step: i64,
        now: Timestamp,
    ) -> Result<bool> {
        self.write(move |tx| {
            // Of many who try at once, the others find the address used up.
            tx.lock(
                "UPDATE join_links SET expires_at = expires_at WHERE token_hash = $1 RETURNING operator",
                &[token_hash.as_str().into()],
            )?;
            let Some(join) = join_link(tx, &token_hash, now)? else { return Ok(false) };
            if join.is_first {
                let taken = tx.query_one(
                    "SELECT 1 FROM operators WHERE joined_at IS NOT NULL OR name = $1 LIMIT 1",
                    &[name.as_str().into()],
                )?;
                if taken.is_some() {
                    return Ok(false);
                }
                tx.execute(
                    "INSERT INTO operators (operator, name, role, created_at) VALUES ($1, $2, 'admin', $3)",
                    &[join.operator.as_str().into(), name.into(), now.into()],
                )?;
            } else if one(tx, "operator", &join.operator)?
                .is_none_or(|operator| operator.disabled_at.is_some())
            {
                return Ok(false);
            }
            tx.execute(
                "DELETE FROM join_links WHERE operator = $1 OR is_first = 1",
                &[join.operator.as_str().into()],
            )?;
            tx.execute("DELETE FROM sessions WHERE operator = $1", &[join.operator.as_str().into()])?;
            let joined = tx.execute(
                "UPDATE operators SET password = $2, code_serial = $3, code_step = $4, joined_at = $5
                 WHERE operator = $1",
                &[
                    join.operator.into(),
                    password.into(),
                    join.code_serial.into(),
                    code_step.into(),
                    now.into(),
                ],
            )?;
            Ok(joined > 0)
        })
        .await
    }

    /// Uses a step of somebody's codes up. False: it was used before.
    pub async fn use_code(&self, id: &str, step: i64) -> Result<bool> {
        let id = id.to_owned();
        self.write(move |tx| {
            let used = tx.execute(
                "UPDATE operators SET code_step = $2 WHERE operator = $1 AND code_step < $2",
                &[id.into(), step.into()],
            )?;
            Ok(used > 0)
        })
        .await
    }
}

pub(super) const COLUMNS: &str = "operators.operator, operators.name, operators.role, operators.password, \
                       operators.code_serial, operators.created_at, operators.joined_at, operators.seen_at, \
                       operators.disabled_at";
const OPERATORS: &str = "SELECT operator, name, role, password, code_serial, created_at, joined_at, seen_at, \
                         disabled_at FROM operators";

fn one(tx: &mut dyn Transaction, column: &'static str, value: &str) -> Result<Option<OperatorRecord>> {
    let found = tx.query_one(&format!("{OPERATORS} WHERE {column} = $1"), &[value.into()])?;
    found.map(|row| operator(&row, 0)).transpose()
}

fn join_link(tx: &mut dyn Transaction, token_hash: &str, now: Timestamp) -> Result<Option<JoinRecord>> {
    let found = tx.query_one(
        "SELECT operator, code_serial, is_first FROM join_links WHERE token_hash = $1 AND expires_at > $2",
        &[token_hash.into(), now.into()],
    )?;
    found
        .map(|row| {
            Ok(JoinRecord {
                operator: row.text(0)?.to_owned(),
                code_serial: row.integer(1)?,
                is_first: row.integer(2)? == 1,
            })
        })
        .transpose()
}

/// An operator from the columns that begin there.
pub(super) fn operator(row: &Row, from: usize) -> Result<OperatorRecord> {
    Ok(OperatorRecord {
        operator: row.text(from)?.to_owned(),
        name: row.text(from + 1)?.to_owned(),
        role: row.parse(from + 2)?,
        password: row.text(from + 3)?.to_owned(),
        code_serial: row.integer(from + 4)?,
        created_at: row.time(from + 5)?,
        joined_at: row.time_if_any(from + 6)?,
        seen_at: row.time_if_any(from + 7)?,
        disabled_at: row.time_if_any(from + 8)?,
    })
}
