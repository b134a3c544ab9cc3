//! The system's own store of secrets.

use anyhow::Result;

/// A store of secrets, each under the name of its account. Calls may block, ask the person, and never return.
pub trait Vault: Send + Sync + 'static {
    /// The secret; None if there is none.
    ///
    /// # Errors
    /// When the store is not there, or does not give it away now.
    fn read(&self, account: &str) -> Result<Option<String>>;

    /// Keeps a secret instead of any that was there.
    ///
    /// # Errors
    /// When the store does not take it.
    fn write(&self, account: &str, secret: &str) -> Result<()>;

    /// Forgets the secret, if there is one.
    ///
    /// # Errors
    /// When the store does not let it go.
    fn remove(&self, account: &str) -> Result<()>;
}

#[cfg(not(any(target_os = "android", target_os = "ios")))]
pub use self::keyring_of_the_system::Keyring;

#[cfg(not(any(target_os = "android", target_os = "ios")))]
mod keyring_of_the_system {
    use anyhow::Result;
    use keyring::{Entry, Error};

    use super::Vault;

    /// The name under which people find the app's secrets in their store of passwords.
    const SERVICE: &str = "akabeko";

    /// The keyring of a desktop.
    #[derive(Clone, Copy, Debug, Default)]
    pub struct Keyring;

    impl Vault for Keyring {
        fn read(&self, account: &str) -> Result<Option<String>> {
            match Entry::new(SERVICE, account)?.get_password() {
                Ok(secret) => Ok(Some(secret)),
                Err(Error::NoEntry) => Ok(None),
                Err(error) => Err(error.into()),
            }
        }

        fn write(&self, account: &str, secret: &str) -> Result<()> {
            Ok(Entry::new(SERVICE, account)?.set_password(secret)?)
        }

        fn remove(&self, account: &str) -> Result<()> {
            match Entry::new(SERVICE, account)?.delete_credential() {
                Ok(()) | Err(Error::NoEntry) => Ok(()),
                Err(error) => Err(error.into()),
            }
        }
    }
}
