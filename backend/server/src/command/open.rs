//! Where the configuration, the store and the key are: the same few options for every command that needs them.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use clap::Args;

use crate::app::App;
use crate::chance::Chance;
use crate::clock::Clock;
use crate::config::Config;
use crate::secret::Secret;
use crate::store::Store;

/// Where things are.
#[derive(Clone, Debug, Default, Args)]
pub struct Place {
    /// The configuration file (TOML).
    #[arg(long, env = "AKABEKO_CONFIG")]
    pub config: Option<PathBuf>,
    /// The folder for the database and the key.
    #[arg(long, env = "AKABEKO_DATA")]
    pub data: Option<PathBuf>,
    /// A postgres:// URL instead of the embedded database.
    #[arg(long, env = "AKABEKO_DATABASE")]
    pub database: Option<String>,
}

impl Place {
    /// The configuration, with these options over the file.
    pub fn config(&self) -> anyhow::Result<Config> {
        let mut config = self.config.as_deref().map(Config::read).transpose()?.unwrap_or_default();
        if let Some(data) = &self.data {
            config.data.clone_from(data);
        }
        if let Some(database) = &self.database {
            config.database = Some(database.clone());
        }
        Ok(config)
    }

    /// The store alone.
    pub async fn store(&self) -> anyhow::Result<Store> {
        let database = self.config()?.database();
        Store::open(&database).await.context("failed to open the store")
    }

    /// The whole application on the world's clock.
    pub async fn app(&self) -> anyhow::Result<Arc<App>> {
        app(self.config()?).await
    }
}

/// The application for a configuration, on the world's clock.
pub async fn app(config: Config) -> anyhow::Result<Arc<App>> {
    let chance = Chance::from_system().context("failed to get randomness from the system")?;
    let secret = Secret::load(&config.data.join("secret.key"), &chance).context("failed to load the key")?;
    let store = Store::open(&config.database()).await.context("failed to open the store")?;
    App::new(config, store, Clock::World, chance, secret)
}

/// Brings the store's tables up to date.
pub async fn migrate(place: &Place, out: &mut impl Write) -> anyhow::Result<()> {
    place.store().await?;
    Ok(writeln!(out, "The tables are up to date.")?)
}
