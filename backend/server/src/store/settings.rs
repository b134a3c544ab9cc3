//! What operators set at the console.

use super::Store;
use super::error::{Result, StoreError};
use crate::page::Organisation;

impl Store {
    /// Who runs the service, if somebody said so at the console.
    pub async fn organisation(&self) -> Result<Option<Organisation>> {
        let found = self
            .read(|tx| tx.query_one("SELECT value FROM settings WHERE name = 'organisation'", &[]))
            .await?;
        let Some(row) = found else { return Ok(None) };
        toml::from_str(row.text(0)?).map(Some).map_err(|error| StoreError::Corrupt(error.to_string()))
    }

    /// Keeps who runs the service.
    pub async fn set_organisation(&self, organisation: &Organisation) -> Result<()> {
        let value = toml::to_string(organisation).map_err(|error| StoreError::Corrupt(error.to_string()))?;
        self.write(move |tx| {
            tx.execute(
                "INSERT INTO settings (name, value) VALUES ('organisation', $1)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                &[value.into()],
            )?;
            Ok(())
        })
        .await
    }
}
