//! A device that is an agent, or is just becoming one: the agent's loop, and what its windows ask meanwhile.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use akabeko_agent_core::run::{self, Ended};
use akabeko_agent_core::{Backend, Event, Failure, Installation, Origin, Reason, Session};
use akabeko_shared::view::{Ask, Scene};
use akabeko_shared::{Invitation, Platform};
use anyhow::{Context, Result, bail};
use futures::stream::{self, Stream};
use jiff::SignedDuration;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::desk::Desk;
use super::errand::{self, Way};
use super::life::{Joining, Life, Next};
use super::memory::Recalled;
use super::panel::Wish;
use super::{open, words};
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
                Some(Wish::Link(link)) => {
                    self.is_invited_again(&link, way);
                    open::show_what_fits(self.screen.app());
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
                drop(tauri::async_runtime::spawn(errand::open_notice(
                    self.screen.clone(),
                    self.messages.clone(),
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

/// Why an invitation is of no use to an agent of `origin`: a device is the agent of one server. One from the same
/// server needs no word, since the person sees that they take part.
fn useless(link: &str, origin: &Origin) -> Option<&'static str> {
    let Ok(invitation) = link.parse::<Invitation>() else { return Some("failure-invitation") };
    let leads_here = invitation.server.parse::<Origin>().is_ok_and(|server| server == *origin);
    (!leads_here).then_some("failure-member")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_from_elsewhere_is_not_left_aside_without_a_word() {
        let origin = "https://akabeko.example".parse().unwrap();
        let link = |server: &str| {
            let invitation = Invitation { server: server.to_owned(), code: "MIKAN-3821".to_owned() };
            invitation.to_string()
        };
        assert_eq!(useless(&link("https://akabeko.example"), &origin), None);
        assert_eq!(useless(&link("https://other.example"), &origin), Some("failure-member"));
        assert_eq!(useless("akabeko://dance", &origin), Some("failure-invitation"));
    }
}
