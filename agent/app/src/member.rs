//! A device that is an agent, or is just becoming one: the agent's loop, and what its windows ask meanwhile.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use akabeko_agent_core::invited::useless;
use akabeko_agent_core::run::{self, Ended};
use akabeko_agent_core::{Backend, Event, Failure, Installation, Session, wish, words};
use akabeko_shared::view::{Ask, Scene};
use anyhow::{Context, Result, bail};
use futures::stream::{self, Stream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::ambient;
use crate::desk::Desk;
use crate::errand::{self, Way};
use crate::life::{Joining, Life, Next};
use crate::memory::Recalled;
use crate::panel::Wish;

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

impl Life {
    /// Keeps the agent going until something else comes next.
    pub(super) async fn member(&mut self, joining: Option<Joining>) -> Next {
        match self.try_to_be_member(joining).await {
            Ok(Left::Quit) => Next::Quit,
            Ok(Left::Erase) => Next::Member,
            Ok(Left::Guest(why)) => {
                self.screen.begin_again();
                Next::Guest(why)
            }
            Err(error) => {
                let why = format!("{error:#}");
                self.screen.fail(self.screen.catalogue().text_with("failure-locked", &[("why", &why)]));
                if self.is_to_end_within(AGAIN).await { Next::Quit } else { Next::Start }
            }
        }
    }

    async fn try_to_be_member(&mut self, joining: Option<Joining>) -> Result<Left> {
        let (mut session, way) = self.session(joining)?;
        session.give(Event::NetworkChanged(self.networks.network()), ambient::now()).await?;
        self.begin();
        if let Some(link) = self.link.take() {
            self.is_invited_again(&link, &way);
        }
        tauri::async_runtime::spawn(errand::ask_about(self.screen.clone(), way.clone()));
        let (events, heard) = unbounded_channel();
        let outside = Box::pin(stream::select(self.networks.changes(), stream_of(heard)));
        let left = tokio::select! {
            left = self.serve(&events, &way) => left,
            ended = run::run(&mut session, ambient::now, outside, std::future::pending()) => {
                Left::Guest(match ended {
                    Ended::Asked => None,
                    Ended::Stranded(reason) => words::stranded(&reason, self.screen.catalogue()),
                })
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
            platform: self.screen.view().device.platform,
            language: self.screen.view().language,
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let desk = Desk {
            screen: self.screen.clone(),
            memory: self.memory.clone(),
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
                Some(Wish::Link(link)) => {
                    self.is_invited_again(&link, way);
                    self.screen.show_what_fits();
                    continue;
                }
                Some(Wish::Event(event)) => {
                    // The loop that hears this is polled beside this one, so it is there.
                    let _ = events.send(*event);
                    continue;
                }
                Some(Wish::Ask(ask)) => ask,
            };
            if let Some(event) = self.event(&ask) {
                let _ = events.send(event);
                continue;
            }
            if let Some(left) = self.answer(ask, way) {
                return left;
            }
        }
    }

    /// What the agent is to know of a wish, after what the device keeps of it.
    fn event(&self, ask: &Ask) -> Option<Event> {
        if let Ask::Speak { language } = ask {
            self.speak(*language);
            return Some(Event::Speak(*language));
        }
        if let Ask::NameNetwork { network } = ask {
            if let Err(error) = self.networks.name(*network) {
                self.could_not_write(&error);
            }
            return Some(Event::NetworkChanged(self.networks.network()));
        }
        wish::event(ask, ambient::now())
    }

    /// Does what is not the agent's to do.
    fn answer(&self, ask: Ask, way: &Way) -> Option<Left> {
        let backend = || way.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match ask {
            Ask::OpenNotice { notice } => {
                drop(tauri::async_runtime::spawn(errand::open_notice(
                    self.screen.clone(),
                    backend(),
                    notice,
                )));
            }
            Ask::Export => {
                drop(tauri::async_runtime::spawn(errand::write_out(self.screen.clone(), backend())))
            }
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
            | Ask::AllowMessages
            | Ask::Update
            | Ask::Dismiss) => self.do_any_time(other),
        }
        None
    }

    /// An invitation is not used where it is not needed, and not left aside without a word.
    fn is_invited_again(&self, link: &str, way: &Way) {
        let origin = way.lock().unwrap_or_else(PoisonError::into_inner).origin().clone();
        if let Some(key) = useless(link, &origin).filter(|_| self.is_member()) {
            self.screen.fail(self.screen.catalogue().text(key));
        }
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
        self.screen.shell().take_all_back();
        self.screen.show(|view| (view.about, view.device.exported) = (None, None));
        Left::Guest(None)
    }
}

fn stream_of(heard: UnboundedReceiver<Event>) -> impl Stream<Item = Event> {
    stream::unfold(heard, |mut heard| async move { heard.recv().await.map(|event| (event, heard)) })
}
