//! Secrets on iOS: in the keychain, readable once the phone was unlocked after its start, and on this phone alone.

use std::sync::Arc;

use akabeko_agent_app::vault::Vault;
use anyhow::Result;
use apple_native_keyring_store::protected::Store;
use keyring_core::api::CredentialStoreApi;
use keyring_core::{Entry, Error};
use tauri::Wry;
use tauri::plugin::PluginHandle;

/// What the keychain calls the app's secrets.
const SERVICE: &str = "akabeko";

/// The app wakes while the phone is locked, and no backup takes its secrets to another.
const POLICY: (&str, &str) = ("access-policy", "after-first-unlock-this-device-only");

/// The keychain.
pub(crate) struct Secrets;

impl Secrets {
    pub(crate) fn new(_: PluginHandle<Wry>) -> Self {
        Self
    }

    fn entry(account: &str) -> Result<Entry> {
        let store: Arc<Store> = Store::new()?;
        Ok(store.build(SERVICE, account, Some(&[POLICY].into()))?)
    }
}

impl Vault for Secrets {
    fn read(&self, account: &str) -> Result<Option<String>> {
        match Self::entry(account)?.get_password() {
            Ok(secret) => Ok(Some(secret)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn write(&self, account: &str, secret: &str) -> Result<()> {
        Ok(Self::entry(account)?.set_password(secret)?)
    }

    fn remove(&self, account: &str) -> Result<()> {
        match Self::entry(account)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
