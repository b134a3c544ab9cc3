//! What this device keeps of being an agent: a file, and the proof of who it is in the system's own store of
//! passwords where that really works. Nothing else of the app touches the proof.

use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use akabeko_agent_core::{Remembered, Token};
use akabeko_shared::view::Keeper;
use anyhow::{Context, Result, anyhow, bail};

use crate::data::Data;
use crate::vault::Vault;

/// How long a store of passwords may take: it may ask the person, who may be away.
const PATIENCE: Duration = Duration::from_secs(10);

/// The memory of one installation.
#[derive(Clone)]
pub(crate) struct Memory {
    data: Arc<Data>,
    vault: Arc<dyn Vault>,
    place: Arc<Mutex<Place>>,
}

/// Where the proof goes, and what is known to lie there.
struct Place {
    keeper: Keeper,
    kept: Option<Token>,
}

/// What there is to remember.
pub(crate) enum Recalled {
    /// Nothing.
    Nothing,
    /// Who this device is.
    Known(Box<Remembered>),
    /// Something that is of no use any more, and why.
    Broken(String),
    /// Something whose proof lies in a store that does not give it away now, and why.
    Locked(String),
}

impl Memory {
    /// Finds out where the proof can be kept: in the vault if that takes something, gives it back and forgets
    /// it again in time; a store that is there and locked, or asks somebody who is away, is none.
    pub(crate) fn new(data: Arc<Data>, vault: Arc<dyn Vault>) -> Self {
        let (account, probed) = (account(&data, "probe"), vault.clone());
        let keeper = match in_time(move || probe(&*probed, &account)) {
            Ok(()) => Keeper::Keyring,
            Err(error) => {
                tracing::info!("failed to use the system's store of passwords, so a file is used: {error:#}");
                Keeper::File
            }
        };
        Self { data, vault, place: Arc::new(Mutex::new(Place { keeper, kept: None })) }
    }

    /// Where the proof is kept.
    pub(crate) fn keeper(&self) -> Keeper {
        self.place().keeper
    }

    /// What was remembered.
    pub(crate) fn recall(&self) -> Recalled {
        let mut remembered = match self.data.recall() {
            Ok(Some(remembered)) => remembered,
            Ok(None) => return Recalled::Nothing,
            Err(error) => return Recalled::Broken(format!("{error:#}")),
        };
        if !remembered.token.secret().is_empty() {
            return Recalled::Known(Box::new(remembered));
        }
        match self.proof() {
            Ok(Some(token)) => {
                remembered.token = token;
                Recalled::Known(Box::new(remembered))
            }
            Ok(None) => {
                Recalled::Broken("the system's store of passwords no longer has the proof".to_owned())
            }
            Err(error) => Recalled::Locked(format!("{error:#}")),
        }
    }

    /// The proof from the vault, which keeps it from now on as well; None if it is not there.
    fn proof(&self) -> Result<Option<Token>> {
        if let Some(token) = &self.place().kept {
            return Ok(Some(token.clone()));
        }
        let (account, vault) = (account(&self.data, "device"), self.vault.clone());
        let secret = in_time(move || vault.read(&account));
        let token = secret.context("read the proof from the system's store of passwords")?.map(Token::new);
        if token.is_some() {
            *self.place() = Place { keeper: Keeper::Keyring, kept: token.clone() };
        }
        Ok(token)
    }

    /// Writes down what is to be remembered. The proof goes first, so that a file without it is never alone.
    pub(crate) fn remember(&self, remembered: &Remembered) -> Result<()> {
        let mut place = self.place();
        if place.keeper == Keeper::File {
            return self.data.remember(remembered);
        }
        if place.kept.as_ref() != Some(&remembered.token) {
            let (account, token) = (account(&self.data, "device"), remembered.token.clone());
            let vault = self.vault.clone();
            in_time(move || vault.write(&account, token.secret()))
                .context("write the proof to the system's store of passwords")?;
            place.kept = Some(remembered.token.clone());
        }
        self.data.remember(&Remembered { token: Token::new(String::new()), ..remembered.clone() })
    }

    /// Forgets everything. The proof goes too if its store was ever used, even by an earlier life of the app.
    pub(crate) fn forget(&self) -> Result<()> {
        self.data.forget()?;
        let mut place = self.place();
        let had_one = place.kept.take().is_some();
        let (account, vault) = (account(&self.data, "device"), self.vault.clone());
        let forgotten = in_time(move || vault.remove(&account));
        match forgotten {
            Err(error) if had_one => {
                Err(error.context("remove the proof from the system's store of passwords"))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn place(&self) -> std::sync::MutexGuard<'_, Place> {
        self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Two installations of one person keep their proofs apart. A phone has only one, whose folder may move.
fn account(data: &Data, what: &str) -> String {
    if cfg!(any(target_os = "android", target_os = "ios")) {
        what.to_owned()
    } else {
        format!("{what} {}", data.folder().display())
    }
}

fn probe(vault: &dyn Vault, account: &str) -> Result<()> {
    const WRITTEN: &str = "written to see whether it can be read";
    vault.write(account, WRITTEN)?;
    let read = vault.read(account);
    vault.remove(account)?;
    (read?.as_deref() == Some(WRITTEN)).then_some(()).ok_or_else(|| anyhow!("it gave back something else"))
}

/// Stores of passwords block, some of their libraries refuse to work where tasks run, and some wait for a person
/// without an end: such a thread is left alone.
fn in_time<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let (done, waits) = sync_channel(1);
    thread::spawn(move || {
        // Nobody listens any more if it took too long.
        let _ = done.send(work());
    });
    match waits.recv_timeout(PATIENCE) {
        Ok(outcome) => outcome,
        Err(RecvTimeoutError::Timeout) => bail!("it took too long: maybe it asks for a password"),
        Err(RecvTimeoutError::Disconnected) => bail!("it broke"),
    }
}
