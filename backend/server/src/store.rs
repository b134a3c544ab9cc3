//! What is kept: one method a fact, one transaction a method. No row and no SQL type leaves this module.
//!
//! The same statements run on SQLite and PostgreSQL; `store/engine.rs` says how.

mod acting;
mod agents;
mod audit;
mod campaigns;
mod cases;
mod complaints;
mod consent;
mod engine;
mod error;
mod exchange;
mod invitations;
mod lines;
mod look;
mod notices;
mod observations;
mod operators;
mod opt_outs;
mod pages;
mod people;
mod postgres;
mod reports;
mod reviews;
mod row;
mod scanning;
mod scans;
mod sessions;
mod settings;
mod spent;
mod sqlite;
mod stored;
mod subscriptions;
mod timeline;

use std::path::Path;
use std::sync::Arc;

pub use agents::{AgentRecord, Confirmed, Enrolment, Present};
pub use audit::{AuditRecord, Checked};
pub use campaigns::{CampaignRecord, CampaignState, NewNotice, Tally, Waiting};
pub use cases::{CaseRecord, Message, Pressed as PressedAt};
pub use complaints::ComplaintRecord;
pub use error::StoreError;
pub use invitations::{Invitation, InvitationRecord};
pub use lines::Origin;
pub use notices::{Due, NoticeRecord};
pub use observations::Sighting;
pub use operators::{JoinRecord, OperatorRecord};
pub use opt_outs::{OptOut, OptOutRecord};
pub use pages::{Page, Pressed};
pub use people::{AnyPort, Facts, Listed, Member, Standing};
pub use reports::{OpenPort, Reported, Taken};
pub use reviews::{Evidence, WebPort, Word};
pub use scanning::{Halt, Outlook, Round, Scanning};
pub use scans::{DueScan, FinishedScan, ScanRecord, ScanRequest};
pub use sessions::SessionRecord;
pub use subscriptions::DuePush;
pub use timeline::{Deed, NoticeOf, Seen};

use engine::{Engine, Transaction};
use error::Result;
use jiff::Timestamp;

use crate::desk::Act;

/// The store, cheap to clone.
#[derive(Clone)]
pub struct Store {
    engine: Engine,
    act: Option<Arc<Act>>,
}

impl Store {
    /// Opens an SQLite file, or a PostgreSQL database by its `postgres://…` URL, and brings its tables up to date.
    pub async fn open(database: &str) -> Result<Self> {
        let engine = if database.starts_with("postgres://") || database.starts_with("postgresql://") {
            Engine::Postgres(postgres::Postgres::open(database).await?)
        } else {
            Engine::Sqlite(sqlite::Sqlite::open(Path::new(database))?)
        };
        Ok(Self { engine, act: None })
    }

    /// The same store in somebody's hands: what it changes from now on stands in the audit log, in the transaction of
    /// the change.
    pub fn by(&self, act: Act) -> Self {
        Self { engine: self.engine.clone(), act: Some(Arc::new(act)) }
    }

    /// The same store in nobody's hands.
    fn unnoted(&self) -> Self {
        Self { engine: self.engine.clone(), act: None }
    }

    /// What the store is kept in, in a word.
    pub fn kind(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite(_) => "sqlite",
            Engine::Postgres(_) => "postgres",
        }
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
        let act = self.act.clone();
        let work = move |tx: &mut dyn Transaction| match act {
            None => work(tx),
            Some(act) => acting::noted(tx, &act, work),
        };
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
