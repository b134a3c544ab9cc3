//! One pass of an app that nobody opened: when the system wakes a phone's app, or the server does, it checks in,
//! reads what is new, says it, and goes back to sleep.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use akabeko_agent_core::message::{Message, Words};
use akabeko_agent_core::{Backend, Event, Face, Host, HostError, Installation, Remembered, Session, Token};
use akabeko_shared::locale::Catalogue;
use akabeko_shared::wire::{InboxNotice, Network};
use akabeko_shared::{Language, NetworkKind, NoticeId, Platform};
use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use serde::Serialize;
use tokio::time::timeout;

use crate::data::Data;
use crate::settings::Settings;
use crate::{ambient, named};

/// What the system knows as it wakes the app.
#[derive(Clone, Debug)]
pub struct Waking {
    /// The app's folder.
    pub folder: PathBuf,
    /// The proof of who this is, if the folder does not hold it.
    pub proof: Option<String>,
    /// The network that the device is in, by what the system tells of it.
    pub uplink: Option<String>,
    /// The language, unless the person chose one.
    pub language: Language,
}

/// A message that the system is to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The notice that a tap on it leads to, and that it is taken back with.
    pub notice: Option<NoticeId>,
    /// The first line.
    pub title: String,
    /// What follows.
    pub body: String,
}

/// What is to be done about the system's messages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Passed {
    /// To be shown, oldest first.
    pub say: Vec<Said>,
    /// To be taken back.
    pub take_back: Vec<NoticeId>,
}

/// Systems end apps that take longer than this in the background.
const PATIENCE: Duration = Duration::from_secs(25);

/// Makes the pass. An app that runs holds the folder and needs none; a device that is nobody's agent has none to
/// make.
///
/// # Errors
/// When the folder holds something that cannot be read, or no way to the server can be set up.
pub async fn pass(waking: Waking) -> Result<Passed> {
    let Ok(data) = Data::open(waking.folder) else { return Ok(Passed::default()) };
    let data = Arc::new(data);
    let settings = Settings::read(data.clone())?;
    let Some(remembered) = data.recall()? else { return Ok(Passed::default()) };
    if waking.proof.is_none() && remembered.token.secret().is_empty() {
        bail!("show who this is: the system's store of secrets did not give the proof away");
    }
    let language = settings.language().unwrap_or(waking.language);
    let passed = Arc::new(Mutex::new(Passed::default()));
    let host = Sleeper {
        data: data.clone(),
        proof: waking.proof.map(Token::new),
        catalogue: Catalogue::new(language),
        passed: passed.clone(),
    };
    let installation = Installation {
        invite: None,
        platform: Platform::Mobile,
        language,
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let backend = Backend::new(&remembered.server.to_string(), None)?;
    let seed = u64::from_ne_bytes(ambient::chance()?);
    let mut session = Session::new(installation, backend, host, seed)?;
    let network = network(&data, &settings, waking.uplink.as_deref())?;
    let events = async {
        session.give(Event::NetworkChanged(network), ambient::now()).await?;
        session.give(Event::Started, ambient::now()).await
    };
    // What did not fit into the time is asked for by the next pass.
    if let Ok(outcome) = timeout(PATIENCE, events).await {
        outcome?;
    }
    drop(session);
    Ok(std::mem::take(&mut *passed.lock().unwrap_or_else(PoisonError::into_inner)))
}

/// The network that the device is in, by what the person said of it.
fn network(data: &Data, settings: &Settings, uplink: Option<&str>) -> Result<Option<Network>> {
    let salt = data.salt(ambient::chance()?).context("tell networks apart")?;
    let named = uplink.and_then(|uplink| named::key(&salt, uplink));
    Ok(match named {
        Some(key) => Some(Network { kind: settings.kind(&key), key }),
        // Of which nobody could say that it is home.
        None => named::key(&salt, "").map(|key| Network { key, kind: NetworkKind::Away }),
    })
}

/// A device that sleeps: it has no face, and its messages are shown after the pass.
struct Sleeper {
    data: Arc<Data>,
    proof: Option<Token>,
    catalogue: Catalogue,
    passed: Arc<Mutex<Passed>>,
}

impl Sleeper {
    fn say(&self, message: Message) {
        let Words { title, body } = message.words(&self.catalogue);
        self.passed().say.push(Said { notice: message.draws_to(), title, body });
    }

    fn passed(&self) -> std::sync::MutexGuard<'_, Passed> {
        self.passed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Host for Sleeper {
    fn show_face(&mut self, _: &Face, _: Timestamp) {}

    fn pop(&mut self, notice: &InboxNotice) {
        self.say(Message::Notice(notice.notice, notice.variant));
    }

    fn remind(&mut self, notice: &InboxNotice) {
        self.say(Message::Remind(notice.notice));
    }

    fn take_back(&mut self, notice: NoticeId) {
        self.passed().take_back.push(notice);
    }

    fn say_closed(&mut self, notice: &InboxNotice) {
        self.passed().take_back.push(notice.notice);
        self.say(Message::Closed(notice.notice));
    }

    /// The proof stays where it is.
    fn remember(&mut self, remembered: &Remembered) -> Result<(), HostError> {
        let mut remembered = remembered.clone();
        if self.proof.is_some() {
            remembered.token = Token::new(String::new());
        }
        self.data.remember(&remembered).map_err(|error| HostError(format!("{error:#}")))
    }

    fn recall(&mut self) -> Result<Option<Remembered>, HostError> {
        let mut remembered = self.data.recall().map_err(|error| HostError(format!("{error:#}")))?;
        if let (Some(remembered), Some(proof)) = (&mut remembered, &self.proof) {
            remembered.token = proof.clone();
        }
        Ok(remembered)
    }
}
