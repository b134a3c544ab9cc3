//! The engine for more than one machine: a pool of connections to PostgreSQL.

use std::error::Error;

use deadpool_postgres::{Config, Pool, PoolConfig, Runtime};
use tokio::runtime::Handle;
use tokio_postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use tokio_postgres::{IsolationLevel, NoTls};

use super::engine::Transaction;
use super::error::{Result, StoreError};
use super::row::{Row, Value};

mod embedded {
    refinery::embed_migrations!("src/store/migrations");
}

/// Connections at once; each holds a thread only while it works.
const CONNECTIONS: usize = 16;

/// A pool of connections.
#[derive(Clone)]
pub(super) struct Postgres {
    pool: Pool,
}

impl Postgres {
    pub(super) async fn open(url: &str) -> Result<Self> {
        let mut config = Config::new();
        config.url = Some(url.to_owned());
        config.pool = Some(PoolConfig::new(CONNECTIONS));
        let pool = config.create_pool(Some(Runtime::Tokio1), NoTls).map_err(connection)?;
        let mut client = pool.get().await.map_err(connection)?;
        embedded::migrations::runner().run_async(&mut **client).await?;
        drop(client);
        Ok(Self { pool })
    }

    pub(super) async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Transaction) -> Result<T> + Send + 'static,
    {
        self.run(work, IsolationLevel::ReadCommitted, false).await
    }

    /// One snapshot for all statements of a method.
    pub(super) async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Transaction) -> Result<T> + Send + 'static,
    {
        self.run(work, IsolationLevel::RepeatableRead, true).await
    }

    async fn run<T, F>(&self, work: F, isolation: IsolationLevel, is_read: bool) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Transaction) -> Result<T> + Send + 'static,
    {
        let mut client = self.pool.get().await.map_err(connection)?;
        let handle = Handle::current();
        let task = tokio::task::spawn_blocking(move || {
            let begin = client.build_transaction().isolation_level(isolation).read_only(is_read);
            let transaction = handle.block_on(begin.start())?;
            let mut within = Within { transaction, handle: &handle };
            let value = work(&mut within)?;
            let Within { transaction, .. } = within;
            handle.block_on(transaction.commit())?;
            Ok(value)
        });
        task.await.map_err(|_| StoreError::Closed)?
    }
}

fn connection(error: impl Error) -> StoreError {
    StoreError::Connection(error.to_string())
}

struct Within<'a> {
    transaction: deadpool_postgres::Transaction<'a>,
    handle: &'a Handle,
}

impl Transaction for Within<'_> {
    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
        let rows = self.handle.block_on(async {
            let statement = self.transaction.prepare_cached(sql).await?;
            self.transaction.query(&statement, &references(values)).await
        })?;
        rows.iter().map(read).collect()
    }

    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64> {
        Ok(self.handle.block_on(async {
            let statement = self.transaction.prepare_cached(sql).await?;
            self.transaction.execute(&statement, &references(values)).await
        })?)
    }
}

fn references(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl ToSql for Value {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Integer(value) => value.to_sql(kind, out),
            Self::Text(value) => value.to_sql(kind, out),
            Self::Bytes(value) => value.to_sql(kind, out),
        }
    }

    fn accepts(kind: &Type) -> bool {
        [Type::INT8, Type::TEXT, Type::BYTEA].contains(kind)
    }

    to_sql_checked!();
}

fn read(row: &tokio_postgres::Row) -> Result<Row> {
    let value = |(index, column): (usize, &tokio_postgres::Column)| {
        Ok(match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(index)?.into(),
            // A literal such as the 1 of `SELECT 1`.
            Type::INT4 => row.try_get::<_, Option<i32>>(index)?.map(i64::from).into(),
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(index)?.into(),
            _ => row.try_get::<_, Option<String>>(index)?.into(),
        })
    };
    row.columns().iter().enumerate().map(value).collect::<Result<_>>().map(Row)
}
