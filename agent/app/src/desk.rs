//! This device as the agent's: what it draws, says and remembers.

use std::sync::{Arc, Mutex, PoisonError};

use akabeko_agent_core::message::Message;
use akabeko_agent_core::{Agent, Backend, Face, Host, HostError, Reason, Remembered};
use akabeko_shared::NoticeId;
use akabeko_shared::view::Scene;
use akabeko_shared::wire::{About, InboxNotice};
use jiff::Timestamp;

use crate::memory::{Memory, Recalled};
use crate::screen::Screen;
use crate::shell::Window;

/// An agent's device.
pub(crate) struct Desk {
    /// What is drawn on.
    pub(crate) screen: Screen,
    /// What is remembered.
    pub(crate) memory: Memory,
    /// The way to the backend, for what windows ask for: with the agent's token once there is one.
    pub(crate) backend: Arc<Mutex<Backend>>,
    /// The server that the person agreed to join, while it has not answered.
    pub(crate) joining: Option<About>,
}

impl Host for Desk {
    /// Icon, menu and windows are drawn together, in [`Desk::settled`].
    fn show_face(&mut self, face: &Face, _: Timestamp) {
        if let Some(reason) = &face.reason {
            tracing::info!("{reason}");
        }
    }

    fn pop(&mut self, notice: &InboxNotice) {
        self.screen.say(Message::Notice(notice.notice, notice.variant));
        if self.screen.view().device.tray == Some(false) {
            self.screen.open(Window::Popup);
        }
    }

    fn remind(&mut self, notice: &InboxNotice) {
        self.screen.say(Message::Remind(notice.notice));
    }

    fn take_back(&mut self, notice: NoticeId) {
        self.screen.take_back(notice);
    }

    fn say_closed(&mut self, notice: &InboxNotice) {
        self.screen.say(Message::Closed(notice.notice));
    }

    fn offer_push(&mut self, key: &str) {
        self.screen.shell().offer_push(key);
    }

    fn remember(&mut self, remembered: &Remembered) -> Result<(), HostError> {
        self.memory.remember(remembered).map_err(|error| HostError(format!("{error:#}")))
    }

    fn recall(&mut self) -> Result<Option<Remembered>, HostError> {
        match self.memory.recall() {
            Recalled::Known(remembered) => Ok(Some(*remembered)),
            Recalled::Nothing => Ok(None),
            Recalled::Broken(why) | Recalled::Locked(why) => Err(HostError(why)),
        }
    }

    fn settled(&mut self, agent: &Agent, at: Timestamp) {
        self.backend.lock().unwrap_or_else(PoisonError::into_inner).set_token(agent.token().cloned());
        let status = agent.status(self.screen.catalogue(), at);
        let scene = match (&self.joining, agent.id()) {
            (Some(about), None) => Scene::Invited {
                server: status.server,
                about: about.clone(),
                joining: true,
                // Before the first answer there is nothing to be told of.
                trouble: status.hint.filter(|_| agent.face().reason != Some(Reason::Connecting)),
            },
            (Some(_) | None, _) => Scene::Member(Box::new(status)),
        };
        self.screen.show(|view| view.scene = scene);
    }
}
