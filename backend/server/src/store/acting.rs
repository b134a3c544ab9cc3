//! A transaction that knows whether anything was changed in it, so that an act is noted with its effect or not at all.

use super::audit;
use super::engine::Transaction;
use super::error::Result;
use super::row::{Row, Value};
use crate::desk::Act;

/// Does the work, and appends the act to the audit log if the work changed something.
pub(super) fn noted<T>(
    tx: &mut dyn Transaction,
    act: &Act,
    work: impl FnOnce(&mut dyn Transaction) -> Result<T>,
) -> Result<T> {
    let mut watched = Watched { tx, changed: false };
    let value = work(&mut watched)?;
    if watched.changed {
        audit::append(watched.tx, act)?;
    }
    Ok(value)
}

struct Watched<'a> {
    tx: &'a mut dyn Transaction,
    changed: bool,
}

impl Transaction for Watched<'_> {
    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
        let rows = self.tx.query(sql, values)?;
        self.changed |= !rows.is_empty() && !sql.trim_start().starts_with("SELECT");
        Ok(rows)
    }

    fn lock(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
        self.tx.lock(sql, values)
    }

    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64> {
        let rows = self.tx.execute(sql, values)?;
        self.changed |= rows > 0;
        Ok(rows)
    }
}
