//! What is kept: one method a fact, one transaction a method. No row and no SQL type leaves this module.
//!
//! The same statements run on SQLite and PostgreSQL; `store/engine.rs` says how.

mod agents;
mod campaigns;
mod cases;
mod consent;
mod engine;
mod error;
mod exchange;
mod look;
mod notices;
mod observations;
mod opt_outs;
mod pages;
mod postgres;
mod reports;
mod row;
mod scanning;
mod scans;
mod spent;
mod sqlite;
mod stored;

use std::path::Path;

pub use agents::{AgentRecord, Confirmed, Enrolment, Invitation, Present};
pub use campaigns::{CampaignRecord, CampaignState, NewNotice, Tally};
pub use cases::CaseRecord;
pub use error::StoreError;
pub use notices::{Due, NoticeRecord};
pub use observations::Sighting;
pub use opt_outs::{OptOut, OptOutRecord};
pub use pages::{Page, Pressed};
pub use reports::{OpenPort, Reported, Taken};
pub use scanning::{Halt, Outlook, Round, Scanning};
pub use scans::{DueScan, FinishedScan, ScanRecord, ScanRequest};

use engine::{Engine, Transaction};
use error::Result;
use jiff::Timestamp;

/// The store, cheap to clone.
#[derive(Clone)]
pub struct Store {
    engine: Engine,
}

impl Store {
    /// Opens an SQLite file, or a PostgreSQL database by its `postgres://…` URL, and brings its tables up to date.
    pub async fn open(database: &str) -> Result<Self> {
        let engine = if database.starts_with("postgres://") || database.starts_with("postgresql://") {
            Engine::Postgres(postgres::Postgres::open(database).await?)
        } else {
            Engine::Sqlite(sqlite::Sqlite::open(Path::new(database))?)
        };
        Ok(Self { engine })
    }

    /// Whether the store can be written now, by writing. Tickets that nobody used go on the way.
    pub async fn is_ready(&self, now: Timestamp) -> bool {
        let written = self.write(move |tx| {
            tx.execute("DELETE FROM tickets WHERE expires_at < $1", &[now.into()])?;
            tx.execute(
                "INSERT INTO heartbeats (node, at) VALUES ('any', $1)
                 ON CONFLICT (node) DO UPDATE SET at = excluded.at",
                &[now.into()],
            )
        });
        written.await.is_ok()
    }

    /// Copies an SQLite store into a new file while it is in use.
    pub async fn backup(&self, into: &Path) -> Result<()> {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.backup(into).await,
            Engine::Postgres(_) => Err(StoreError::Unsupported("back PostgreSQL up with pg_dump")),
        }
    }

    async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Transaction) -> Result<T> + Send + 'static,
    {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.write(work).await,
            Engine::Postgres(postgres) => postgres.write(work).await,
        }
    }

    async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Transaction) -> Result<T> + Send + 'static,
    {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.read(work).await,
            Engine::Postgres(postgres) => postgres.read(work).await,
        }
    }
}
