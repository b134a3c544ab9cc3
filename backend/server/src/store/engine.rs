//! The seam below the SQL: a transaction takes a statement with `$1…` and values, and gives rows.
//!
//! Work on the store is a plain closure over [`Transaction`]. SQLite runs it on its one writer thread, PostgreSQL
//! on a thread that may block, so that a method reads from top to bottom and the SQL stands in it once.

use super::error::Result;
use super::row::{Row, Value};
use super::{postgres::Postgres, sqlite::Sqlite};

/// The two engines.
#[derive(Clone)]
pub(super) enum Engine {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// What a method of the store works with.
pub(super) trait Transaction {
    /// Runs a statement and gives its rows.
    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>>;

    /// Runs a statement and counts the rows that it changed.
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64>;

    /// Runs an update that changes nothing, so that whoever does the same waits; gives its rows.
    fn lock(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
        self.query(sql, values)
    }

    /// Runs a statement that gives at most one row.
    fn query_one(&mut self, sql: &str, values: &[Value]) -> Result<Option<Row>> {
        Ok(self.query(sql, values)?.into_iter().next())
    }
}
