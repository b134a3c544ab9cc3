//! What can go wrong with the store.

/// An error of the store. Callers act alike on all of them: nothing was acknowledged, try again later.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The embedded database refused.
    #[error("use the SQLite store")]
    Sqlite(#[from] rusqlite::Error),
    /// The database server refused.
    #[error("use the PostgreSQL store")]
    Postgres(#[from] tokio_postgres::Error),
    /// No connection to the database server.
    #[error("connect to PostgreSQL: {0}")]
    Connection(String),
    /// The tables could not be brought up to date.
    #[error("migrate the store")]
    Migration(#[from] refinery::Error),
    /// The file could not be opened.
    #[error("open the store {path}")]
    File {
        /// Which.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// A value in the store is not what this build writes.
    #[error("read the store: {0}")]
    Corrupt(String),
    /// The changes did not reach the disk: nothing of them is kept.
    #[error("commit: {0}")]
    Commit(String),
    /// The engine has a better way.
    #[error("do this here: {0}")]
    Unsupported(&'static str),
    /// The writer has stopped.
    #[error("write: the store is closed")]
    Closed,
}

/// What a method of the store returns.
pub(super) type Result<T> = std::result::Result<T, StoreError>;
