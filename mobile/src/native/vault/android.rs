//! Secrets on Android: encrypted by a key that never leaves the system's key store (`Vault` in `gen/android`).

use akabeko_agent_app::vault::Vault;
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use tauri::Wry;
use tauri::plugin::PluginHandle;

/// The key store, by way of the app's part that is written in Kotlin.
pub(crate) struct Secrets {
    plugin: PluginHandle<Wry>,
}

impl Secrets {
    pub(crate) fn new(plugin: PluginHandle<Wry>) -> Self {
        Self { plugin }
    }
}

impl Vault for Secrets {
    fn read(&self, account: &str) -> Result<Option<String>> {
        #[derive(Deserialize)]
        struct Read {
            secret: Option<String>,
        }
        let read = self.plugin.run_mobile_plugin("readSecret", json!({ "account": account }));
        let Read { secret } = read.context("read from the phone's key store")?;
        Ok(secret)
    }

    fn write(&self, account: &str, secret: &str) -> Result<()> {
        let asked = json!({ "account": account, "secret": secret });
        let written = self.plugin.run_mobile_plugin::<Value>("writeSecret", asked);
        written.map(drop).context("write to the phone's key store")
    }

    fn remove(&self, account: &str) -> Result<()> {
        let removed = self.plugin.run_mobile_plugin::<Value>("removeSecret", json!({ "account": account }));
        removed.map(drop).context("remove from the phone's key store")
    }
}
