//! The device an agent lives on, as far as the agent is concerned.

use akabeko_shared::NoticeId;
use akabeko_shared::wire::InboxNotice;
use jiff::Timestamp;

use crate::{Agent, Face, Remembered};

/// What a device does for its agent: a desktop, a phone, a terminal, a test.
pub trait Host {
    /// Draws the icon and all that goes with it. Called only when it changed.
    fn show_face(&mut self, face: &Face, at: Timestamp);

    /// Shows a notice by itself. Called once for each notice, restarts included, and only after
    /// [`Host::remember`] wrote down that it was.
    fn pop(&mut self, notice: &InboxNotice);

    /// Says again that a notice is there. Called twice at most for each notice, restarts included, and only after
    /// [`Host::remember`] wrote down that it was.
    fn remind(&mut self, notice: &InboxNotice);

    /// Takes off the screen what [`Host::pop`] and [`Host::remind`] put there. Called once for what was said in
    /// this life of the app, when the notice wants no more attention.
    fn take_back(&mut self, notice: NoticeId);

    /// Says that a notice's ports are confirmed closed. Called once for each notice that popped up, and only
    /// after [`Host::remember`] wrote down that it was.
    fn say_closed(&mut self, notice: &InboxNotice);

    /// Writes down what has to survive a restart: when this returns, it is on disk.
    ///
    /// # Errors
    /// When it could not be written; it is tried again at the next tick.
    fn remember(&mut self, remembered: &Remembered) -> Result<(), HostError>;

    /// Reads what was written down, if anything was.
    ///
    /// # Errors
    /// When something is there and cannot be read.
    fn recall(&mut self) -> Result<Option<Remembered>, HostError>;

    /// Subscribes to a push service with this key of the server's, where the device has one; what comes of it is told
    /// with [`Event::PushOffered`](crate::Event::PushOffered). Called in each life of the app, and when the key changes.
    fn offer_push(&mut self, key: &str) {
        let _ = key;
    }

    /// Looks at the agent after everything that the device can do about an event was done: before calls that may
    /// take long, and after each of them.
    fn settled(&mut self, agent: &Agent, at: Timestamp) {
        let _ = (agent, at);
    }
}

/// What a device could not do, read after "failed to".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct HostError(pub String);

/// A device that writes down everything it is asked to do, for tests and for the people of the demo.
#[derive(Clone, Debug, Default)]
pub struct RecordingHost {
    /// Every face, oldest first.
    pub faces: Vec<(Timestamp, Face)>,
    /// Every notice that popped up.
    pub popped: Vec<NoticeId>,
    /// Every notice that somebody was reminded of, once for each time.
    pub reminded: Vec<NoticeId>,
    /// Every notice that was taken off the screen.
    pub taken_back: Vec<NoticeId>,
    /// Every notice whose closing was said.
    pub closed: Vec<NoticeId>,
    /// Every key that it was to subscribe with.
    pub push_keys: Vec<String>,
    /// What survives a restart.
    pub memory: Option<Remembered>,
    /// Whether nothing can be written, as on a full disk.
    pub is_full: bool,
}

impl RecordingHost {
    /// The same device after a restart: only its memory is left.
    #[must_use]
    pub fn restarted(&self) -> Self {
        Self { memory: self.memory.clone(), ..Self::default() }
    }
}

impl Host for RecordingHost {
    fn show_face(&mut self, face: &Face, at: Timestamp) {
        self.faces.push((at, face.clone()));
    }

    fn pop(&mut self, notice: &InboxNotice) {
        self.popped.push(notice.notice);
    }

    fn remind(&mut self, notice: &InboxNotice) {
        self.reminded.push(notice.notice);
    }

    fn take_back(&mut self, notice: NoticeId) {
        self.taken_back.push(notice);
    }

    fn say_closed(&mut self, notice: &InboxNotice) {
        self.closed.push(notice.notice);
    }

    fn offer_push(&mut self, key: &str) {
        self.push_keys.push(key.to_owned());
    }

    fn remember(&mut self, remembered: &Remembered) -> Result<(), HostError> {
        if self.is_full {
            return Err(HostError("write the memory: no space left on device".to_owned()));
        }
        self.memory = Some(remembered.clone());
        Ok(())
    }

    fn recall(&mut self) -> Result<Option<Remembered>, HostError> {
        Ok(self.memory.clone())
    }
}
