//! A device that is an agent, or is just becoming one: the agent's loop, and what its windows ask meanwhile.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use akabeko_agent_core::run::{self, Ended};
use akabeko_agent_core::{Backend, Event, Failure, Installation, Reason, Session};
use akabeko_shared::view::{Ask, Scene};
use akabeko_shared::wire::About;
use akabeko_shared::{NoticeId, Platform};
use anyhow::{Context, Result, bail};
use futures::stream::{self, Stream};
use jiff::SignedDuration;
use tauri::Manager;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::desk::Desk;
use super::life::{Joining, Life, Next};
use super::memory::Recalled;
use super::message::Messages;
use super::open::{self, Window};
use super::panel::Wish;
use super::screen::Screen;
use super::{export, page, words};
use crate::ambient;

/// How long to wait before something is tried again that did not work.
const AGAIN: Duration = Duration::from_secs(30);

/// Why the loop was left.
enum Left {
    /// The app ends.
    Quit,
    /// The person is nobody's agent any more.
    Guest(Option<String>),
    /// The person wants everything deleted.
    Erase,
}

/// The way to the backend, with the agent's token once there is one.
type Way = Arc<Mutex<Backend>>;

impl Life {
    /// Keeps the agent going until something else comes next.
    pub(super) async fn member(&mut self, joining: Option<Joining>) -> Next {
        match self.try_to_be_member(joining).await {
            Ok(Left::Quit) => Next::Quit,
            Ok(Left::Erase) => Next::Member,
            Ok(Left::Guest(why)) => {
                open::begin_again(self.screen.app());
                Next::Guest(why)
            }
            Err(error) => {
                let why = format!("{error:#}");
                self.screen.fail(self.screen.catalogue().text_with("failure-locked", &[("why", &why)]));
                tokio::time::sleep(AGAIN).await;
                Next::Start
            }
        }
    }

    async fn try_to_be_member(&mut self, joining: Option<Joining>) -> Result<Left> {
        let (mut session, way) = self.session(joining)?;
        session.give(Event::NetworkChanged(self.networks.network()), ambient::now()).await?;
        self.begin();
        tauri::async_runtime::spawn(ask_about(self.screen.clone(), way.clone()));
        let (events, heard) = unbounded_channel();
        let outside = Box::pin(stream::select(self.networks.changes(), stream_of(heard)));
        let left = tokio::select! {
            left = self.serve(&events, &way) => left,
            ended = run::run(&mut session, ambient::now, outside, std::future::pending()) => {
                Left::Guest(self.why(ended))
            }
        };
        match left {
            Left::Quit => session.leave().await,
            Left::Guest(_) => {}
            // Nothing else calls the server meanwhile, so nobody hears first that it forgot this device.
            Left::Erase => {
                drop(session);
                return Ok(self.erase(&way).await);
            }
        }
        Ok(left)
    }

    /// The agent as it is remembered, or as it is about to be.
    fn session(&self, joining: Option<Joining>) -> Result<(Session<Desk>, Way)> {
        if joining.is_some() {
            self.memory.forget()?;
        }
        let origin = match self.memory.recall() {
            Recalled::Known(remembered) => Some(remembered.server),
            Recalled::Nothing => None,
            Recalled::Broken(why) | Recalled::Locked(why) => bail!(why),
        };
        let origin = origin.or(joining.as_ref().map(|joining| joining.origin.clone()));
        let backend = Backend::new(&origin.context("find the server")?.to_string(), None)?;
        let way = Arc::new(Mutex::new(backend.clone()));
        let (invitation, about) = joining.map(|joining| (joining.invitation, joining.about)).unzip();
        let installation = Installation {
            invite: invitation.map(|invitation| invitation.code),
            platform: Platform::Desktop,
            language: self.screen.view().language,
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let desk = Desk {
            screen: self.screen.clone(),
            memory: self.memory.clone(),
            messages: self.messages.clone(),
            backend: way.clone(),
            joining: about,
        };
        let seed = u64::from_ne_bytes(ambient::chance()?);
        Ok((Session::new(installation, backend, desk, seed)?, way))
    }

    /// Does what windows ask until that ends the loop.
    async fn serve(&mut self, events: &UnboundedSender<Event>, way: &Way) -> Left {
        loop {
            let ask = match self.wishes.recv().await {
                None | Some(Wish::Quit) => return Left::Quit,
                Some(Wish::Link(_)) => {
                    open::open(self.screen.app(), Window::Popup);
                    continue;
                }
                Some(Wish::Ask(ask)) => ask,
            };
            if let Some(event) = self.event(&ask) {
                // The loop that hears this is polled beside this one, so it is there.
                let _ = events.send(event);
                continue;
            }
            if let Some(left) = self.answer(ask, way) {
                return left;
            }
        }
    }

    /// What the agent is to know of a wish.
    fn event(&self, ask: &Ask) -> Option<Event> {
        const DAY: SignedDuration = SignedDuration::from_hours(24);
        let now = ambient::now();
        match ask {
            Ask::CheckNow => Some(Event::AskScan),
            Ask::Snooze { days } => Some(Event::Snooze(now + DAY * i32::from((*days).clamp(1, 30)))),
            Ask::EndSnooze => Some(Event::EndSnooze),
            Ask::Pause => Some(Event::Pause(now + DAY)),
            Ask::Resume => Some(Event::Resume),
            Ask::Agree => Some(Event::Agree),
            Ask::Withdraw => Some(Event::Withdraw),
            Ask::Speak { language } => {
                self.speak(*language);
                Some(Event::Speak(*language))
            }
            Ask::NameNetwork { network } => {
                if let Err(error) = self.networks.name(*network) {
                    self.could_not_write(&error);
                }
                Some(Event::NetworkChanged(self.networks.network()))
            }
            Ask::Invite { .. }
            | Ask::Decline
            | Ask::Join { .. }
            | Ask::OpenNotice { .. }
            | Ask::OpenSample
            | Ask::OpenSettings
            | Ask::OpenSite
            | Ask::Autostart { .. }
            | Ask::Export
            | Ask::Erase
            | Ask::Update
            | Ask::Dismiss => None,
        }
    }

    /// Does what is not the agent's to do.
    fn answer(&self, ask: Ask, way: &Way) -> Option<Left> {
        let backend = || way.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match ask {
            Ask::OpenNotice { notice } => {
                drop(tauri::async_runtime::spawn(open_notice(
                    self.screen.clone(),
                    self.messages.clone(),
                    backend(),
                    notice,
                )));
            }
            Ask::Export => drop(tauri::async_runtime::spawn(write_out(self.screen.clone(), backend()))),
            Ask::OpenSample => self.open_sample(backend().origin()),
            Ask::Erase => return Some(Left::Erase),
            Ask::Decline if !self.is_member() => return Some(Left::Guest(None)),
            other @ (Ask::Invite { .. }
            | Ask::Decline
            | Ask::Join { .. }
            | Ask::NameNetwork { .. }
            | Ask::CheckNow
            | Ask::OpenSettings
            | Ask::OpenSite
            | Ask::Snooze { .. }
            | Ask::EndSnooze
            | Ask::Pause
            | Ask::Resume
            | Ask::Autostart { .. }
            | Ask::Speak { .. }
            | Ask::Agree
            | Ask::Withdraw
            | Ask::Update
            | Ask::Dismiss) => self.do_any_time(other),
        }
        None
    }

    /// Whether the server took the device in; until then the person can still turn back.
    fn is_member(&self) -> bool {
        matches!(self.screen.view().scene, Scene::Member(_))
    }

    /// Has everything deleted, there first: whoever cannot be reached has not deleted anything.
    async fn erase(&self, way: &Way) -> Left {
        let backend = way.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match backend.erase_me().await {
            Ok(()) | Err(Failure::UnknownToken) => {}
            Err(failure) => {
                self.screen.fail(words::failure(&failure, self.screen.catalogue()));
                return Left::Erase;
            }
        }
        let forgotten = self.memory.forget();
        let cleared = self.settings.lock().unwrap_or_else(PoisonError::into_inner).clear();
        if let Err(error) = forgotten.and(cleared) {
            self.could_not_write(&error);
        }
        self.set_autostart(false);
        self.messages.take_all_back();
        self.screen.show(|view| (view.about, view.device.exported) = (None, None));
        Left::Guest(None)
    }

    /// Why the agent cannot go on, in the person's language.
    fn why(&self, ended: Ended) -> Option<String> {
        let Ended::Stranded(reason) = ended else { return None };
        let catalogue = self.screen.catalogue();
        let lines = [format!("status-{}", reason.word()), format!("status-{}-hint", reason.word())];
        (reason != Reason::NotEnrolled).then(|| lines.map(|key| catalogue.text(&key)).join("\n"))
    }
}

fn stream_of(heard: UnboundedReceiver<Event>) -> impl Stream<Item = Event> {
    stream::unfold(heard, |mut heard| async move { heard.recv().await.map(|event| (event, heard)) })
}

/// Asks the server who runs it until it says so: the consent text is not whole without. Another server's answer
/// would be wrong here.
async fn ask_about(screen: Screen, way: Way) {
    const TRIES: u32 = 100;
    for _ in 0..TRIES {
        let backend = way.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let about: Result<About, Failure> = backend.about().await;
        let server = match screen.view().scene {
            Scene::Member(status) => status.server,
            Scene::Invited { server, .. } => server,
            Scene::Uninvited { .. } | Scene::Asking { .. } => return,
        };
        match about {
            _ if server != backend.origin().to_string() => return,
            Ok(about) => return screen.show(|view| view.about = Some(about)),
            Err(failure) => tracing::info!("failed to {failure}"),
        }
        tokio::time::sleep(AGAIN).await;
    }
}

/// Opens a notice's page so that the visit counts as from the app. Whoever reads it needs no message about it.
async fn open_notice(screen: Screen, messages: Messages, backend: Backend, notice: NoticeId) {
    match backend.ticket(notice).await {
        Ok(ticket) => match page::open(screen.app(), backend.origin(), &ticket.url) {
            Ok(()) => {
                open::close_if_open(screen.app(), Window::Popup);
                messages.take_back(notice);
            }
            Err(error) => tracing::warn!("failed to open a page: {error}"),
        },
        Err(failure) => screen.fail(words::failure(&failure, screen.catalogue())),
    }
}

/// Writes everything that the server keeps about this device to a file.
async fn write_out(screen: Screen, backend: Backend) {
    let document = match backend.me().await {
        Ok(document) => document,
        Err(failure) => return screen.fail(words::failure(&failure, screen.catalogue())),
    };
    let paths = screen.app().path();
    let written = paths.download_dir().or_else(|_| paths.home_dir()).map_err(anyhow::Error::from);
    match written.and_then(|folder| Ok(export::write(&folder, &document)?)) {
        Ok(path) => screen.show(|view| view.device.exported = Some(path.display().to_string())),
        Err(error) => {
            let why = format!("{error:#}");
            screen.fail(screen.catalogue().text_with("failure-write", &[("why", &why)]));
        }
    }
}
