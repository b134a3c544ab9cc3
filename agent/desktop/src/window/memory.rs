//! What this device keeps of being an agent: a file, and the proof of who it is in the system's own store of
//! passwords where that really works. Nothing else of the app touches the proof.

use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use akabeko_agent_core::{Remembered, Token};
use akabeko_shared::view::Keeper;
use anyhow::{Context, Result, anyhow, bail};
use keyring::{Entry, Error};

use crate::data::Data;

/// The name under which people find the proof in their store of passwords.
const SERVICE: &str = "akabeko";

/// How long a store of passwords may take: it may ask the person, who may be away.
const PATIENCE: Duration = Duration::from_secs(10);

/// The memory of one installation.
#[derive(Clone)]
pub(crate) struct Memory {
    data: Arc<Data>,
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
    /// Finds out where the proof can be kept: in the keyring if that takes something, gives it back and forgets
    /// it again in time; a store that is there and locked, or asks somebody who is away, is none.
    pub(crate) fn new(data: Arc<Data>) -> Self {
        let account = account(&data, "probe");
        let keeper = match in_time(move || probe(&account)) {
            Ok(()) => Keeper::Keyring,
            Err(error) => {
                tracing::info!("failed to use the system's store of passwords, so a file is used: {error:#}");
                Keeper::File
            }
        };
        Self { data, place: Arc::new(Mutex::new(Place { keeper, kept: None })) }
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

    /// The proof from the keyring, which keeps it from now on as well; None if it is not there.
    fn proof(&self) -> Result<Option<Token>> {
        if let Some(token) = &self.place().kept {
            return Ok(Some(token.clone()));
        }
        let account = account(&self.data, "device");
        let secret = in_time(move || match Entry::new(SERVICE, &account)?.get_password() {
            Ok(secret) => Ok(Some(secret)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error.into()),
        });
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
            in_time(move || Ok(Entry::new(SERVICE, &account)?.set_password(token.secret())?))
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
        let account = account(&self.data, "device");
        let forgotten = in_time(move || match Entry::new(SERVICE, &account)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(error.into()),
        });
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
