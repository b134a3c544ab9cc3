//! The embedded engine: one writer thread that commits in groups, and a pool of readers.
//!
//! `synchronous = FULL` in WAL mode means one flush a commit. A disk gives a few hundred flushes a second, so all
//! work that waits when a commit begins rides on it, each piece in a savepoint of its own; nobody is answered
//! before the commit is on disk.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags};
use tokio::sync::{Semaphore, oneshot};

use super::engine::Transaction;
use super::error::{Result, StoreError};
use super::row::{Row, Value};
use crate::secret::private_folder;

mod embedded {
    refinery::embed_migrations!("src/store/migrations");
}

/// How many pieces of work may ride on one commit.
const GROUP: usize = 256;

/// How many readers there are at once; others wait for their turn. Each keeps pages in memory, and a machine has only
/// so many processors.
const READERS: usize = 16;

/// How long another process may hold the lock, such as an operator's command beside the running service.
const BUSY: Duration = Duration::from_secs(15);

type Job = Box<dyn FnOnce(&Connection) -> Acknowledge + Send>;
type Acknowledge = Box<dyn FnOnce(Result<()>) + Send>;

/// An open SQLite file.
#[derive(Clone)]
pub(super) struct Sqlite {
    path: Arc<PathBuf>,
    jobs: mpsc::Sender<Job>,
    idle_readers: Arc<Mutex<Vec<Connection>>>,
    turns: Arc<Semaphore>,
}

impl Sqlite {
    pub(super) fn open(path: &Path) -> Result<Self> {
        if let Some(folder) = path.parent() {
            private_folder(folder)
                .map_err(|source| StoreError::File { path: path.display().to_string(), source })?;
        }
        let mut connection = connect(path, OpenFlags::default())?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        embedded::migrations::runner().run(&mut connection)?;
        let (jobs, queue) = mpsc::channel::<Job>();
        std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || write_in_groups(&connection, &queue))
            .map_err(|source| StoreError::File { path: path.display().to_string(), source })?;
        Ok(Self {
            path: Arc::new(path.to_owned()),
            jobs,
            idle_readers: Arc::default(),
            turns: Arc::new(Semaphore::new(READERS)),
        })
    }

    pub(super) async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Transaction) -> Result<T> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            let outcome = in_savepoint(connection, work);
            Box::new(move |committed| {
                // Nobody listens when the request was dropped meanwhile; the work is done all the same.
                let _ = answer.send(outcome.and_then(|value| committed.map(|()| value)));
            })
        });
        self.jobs.send(job).map_err(|_| StoreError::Closed)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }

    pub(super) async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Transaction) -> Result<T> + Send + 'static,
    {
        let turn = self.turns.clone().acquire_owned().await.map_err(|_| StoreError::Closed)?;
        let this = self.clone();
        let task = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let reader = this.reader()?;
            // One snapshot for all statements of a method.
            reader.execute_batch("BEGIN")?;
            let outcome = work(&mut Within { connection: &reader });
            reader.execute_batch("ROLLBACK")?;
            this.idle_readers.lock().map_err(|_| StoreError::Closed)?.push(reader);
            outcome
        });
        task.await.map_err(|_| StoreError::Closed)?
    }

    pub(super) async fn backup(&self, into: &Path) -> Result<()> {
        let (this, into) = (self.clone(), into.to_owned());
        let task = tokio::task::spawn_blocking(move || {
            // One read transaction, so that commits made meanwhile neither show nor start it anew.
            this.reader()?.execute("VACUUM INTO $1", [into.to_string_lossy()])?;
            Ok(())
        });
        task.await.map_err(|_| StoreError::Closed)?
    }

    fn reader(&self) -> Result<Connection> {
        let idle = self.idle_readers.lock().map_err(|_| StoreError::Closed)?.pop();
        match idle {
            Some(connection) => Ok(connection),
            None => connect(&self.path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX),
        }
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

fn write_in_groups(connection: &Connection, queue: &mpsc::Receiver<Job>) {
    while let Ok(first) = queue.recv() {
        if let Err(error) = connection.execute_batch("BEGIN IMMEDIATE") {
            tracing::error!(%error, "failed to begin a transaction");
            // Dropping the work tells its caller that nothing was written.
            drop(first);
            continue;
        }
        let mut acknowledge = vec![first(connection)];
        acknowledge.extend(queue.try_iter().take(GROUP - 1).map(|job| job(connection)));
        let committed = connection.execute_batch("COMMIT");
        if let Err(error) = &committed {
            tracing::error!(%error, "failed to commit");
            let _ = connection.execute_batch("ROLLBACK");
        }
        for tell in acknowledge {
            tell(committed.as_ref().copied().map_err(|error| StoreError::Commit(error.to_string())));
        }
    }
}

fn in_savepoint<T, F>(connection: &Connection, work: F) -> Result<T>
where
    F: FnOnce(&mut dyn Transaction) -> Result<T>,
{
    connection.execute_batch("SAVEPOINT work")?;
    let outcome = work(&mut Within { connection });
    connection.execute_batch(if outcome.is_ok() {
        "RELEASE work"
    } else {
        "ROLLBACK TO work; RELEASE work"
    })?;
    outcome
}

struct Within<'a> {
    connection: &'a Connection,
}

impl Transaction for Within<'_> {
    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        bind(&mut statement, values)?;
        let width = statement.column_count();
        let mut found = statement.raw_query();
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let values = (0..width).map(|column| read(row.get_ref(column)?)).collect::<Result<_>>()?;
            rows.push(Row(values));
        }
        Ok(rows)
    }

    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64> {
        let mut statement = self.connection.prepare_cached(sql)?;
        bind(&mut statement, values)?;
        Ok(statement.raw_execute()? as u64)
    }
}

/// SQLite takes `$2` for a name and numbers names by first appearance, so values are bound by name.
fn bind(statement: &mut rusqlite::Statement, values: &[Value]) -> Result<()> {
    for (index, value) in values.iter().enumerate() {
        if let Some(position) = statement.parameter_index(&format!("${}", index + 1))? {
            statement.raw_bind_parameter(position, value)?;
        }
    }
    Ok(())
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(value) => ValueRef::Integer(*value),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
            Self::Bytes(value) => ValueRef::Blob(value),
        }))
    }
}

fn read(value: ValueRef) -> Result<Value> {
    match value {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(value) => Ok(Value::Integer(value)),
        ValueRef::Text(value) => Ok(Value::Text(String::from_utf8_lossy(value).into_owned())),
        ValueRef::Blob(value) => Ok(Value::Bytes(value.to_owned())),
        ValueRef::Real(_) => Err(StoreError::Corrupt("a fraction stands where none is kept".to_owned())),
    }
}
