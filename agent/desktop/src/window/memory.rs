//! What this device keeps of being an agent: a file, and the proof of who it is in the system's own store of
//! passwords where that really works. Nothing else of the app touches the proof.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use akabeko_agent_core::{Remembered, Token};
use akabeko_shared::view::Keeper;
use anyhow::{Context, Result, anyhow};
use keyring::Entry;

use crate::data::Data;

/// The name under which people find the proof in their store of passwords.
const SERVICE: &str = "akabeko";

/// The memory of one installation.
#[derive(Clone)]
pub(crate) struct Memory {
    data: Arc<Data>,
    keeper: Keeper,
    kept: Arc<Mutex<Option<Token>>>,
}

impl Memory {
    /// Finds out where the proof can be kept: in the keyring if that takes something, gives it back and forgets
    /// it again; a store that is there and locked, or asks somebody who is away, is none.
    pub(crate) fn new(data: Arc<Data>) -> Self {
        let account = account(&data, "probe");
        let keeper = match off_the_runtime(move || probe(&account)) {
            Ok(()) => Keeper::Keyring,
            Err(error) => {
                tracing::info!("failed to use the system's store of passwords, so a file is used: {error:#}");
                Keeper::File
            }
        };
        Self { data, keeper, kept: Arc::default() }
    }

    /// Where the proof is kept.
    pub(crate) fn keeper(&self) -> Keeper {
        self.keeper
    }

    /// What was remembered, if anything was. Fails while the proof lies in a store that is locked.
    pub(crate) fn recall(&self) -> Result<Option<Remembered>> {
        let Some(mut remembered) = self.data.recall()? else { return Ok(None) };
        if remembered.token.secret().is_empty() {
            let account = account(&self.data, "device");
            let secret = off_the_runtime(move || Ok(Entry::new(SERVICE, &account)?.get_password()?));
            let token = Token::new(secret.context("read the proof from the system's store of passwords")?);
            *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(token.clone());
            remembered.token = token;
        }
        Ok(Some(remembered))
    }

    /// Writes down what is to be remembered. The proof goes first, so that a file without it is never alone.
    pub(crate) fn remember(&self, remembered: &Remembered) -> Result<()> {
        if self.keeper == Keeper::File {
            return self.data.remember(remembered);
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.as_ref() != Some(&remembered.token) {
            let (account, token) = (account(&self.data, "device"), remembered.token.clone());
            off_the_runtime(move || Ok(Entry::new(SERVICE, &account)?.set_password(token.secret())?))
                .context("write the proof to the system's store of passwords")?;
            *kept = Some(remembered.token.clone());
        }
        self.data.remember(&Remembered { token: Token::new(String::new()), ..remembered.clone() })
    }

    /// Forgets everything.
    pub(crate) fn forget(&self) -> Result<()> {
        self.data.forget()?;
        let had_one = self.kept.lock().unwrap_or_else(PoisonError::into_inner).take().is_some();
        if had_one {
            let account = account(&self.data, "device");
            let forgotten = off_the_runtime(move || Ok(Entry::new(SERVICE, &account)?.delete_credential()?));
            if let Err(error) = forgotten {
                tracing::info!("failed to remove the proof from the store of passwords: {error:#}");
            }
        }
        Ok(())
    }
}

/// Two installations of one person keep their proofs apart.
fn account(data: &Data, what: &str) -> String {
    format!("{what} {}", data.folder().display())
}

fn probe(account: &str) -> Result<()> {
    const WRITTEN: &str = "written to see whether it can be read";
    let entry = Entry::new(SERVICE, account)?;
    entry.set_password(WRITTEN)?;
    let read = entry.get_password();
    entry.delete_credential()?;
    (read? == WRITTEN).then_some(()).ok_or_else(|| anyhow!("it gave back something else"))
}

/// Stores of passwords block, and some of their libraries refuse to work where tasks run.
fn off_the_runtime<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    thread::spawn(work).join().unwrap_or_else(|_| Err(anyhow!("use the store of passwords: it broke")))
}
