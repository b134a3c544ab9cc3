//! How the device can be woken from afar, and what the backend knows of it.

use akabeko_shared::wire::{Push, PushSubscription};

/// What the device offers to the key that the backend named, and what the backend was told of that.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pushing {
    key: Option<String>,
    is_key_told: bool,
    offered: Option<Push>,
    sent: Option<Push>,
    known: Option<Push>,
}

impl Pushing {
    /// The backend named its key, or none. What was subscribed to with another one is of no use.
    pub(crate) fn key_named(&mut self, key: Option<String>) {
        if self.key == key {
            return;
        }
        if self.key.is_some() {
            *self = Self::default();
        }
        self.key = key;
    }

    /// The key that the device is to subscribe with, once.
    pub(crate) fn take_key(&mut self) -> Option<String> {
        if self.is_key_told {
            return None;
        }
        self.is_key_told = self.key.is_some();
        self.key.clone()
    }

    /// The device can be woken like this, or not. True: the backend is to be told.
    pub(crate) fn offer(&mut self, subscription: Option<PushSubscription>) -> bool {
        self.offered = Some(subscription.map_or(Push::Off, Push::Subscribed));
        self.untold().is_some()
    }

    /// What the backend is to be told: nothing that it knows, and nothing where it would not understand.
    pub(crate) fn untold(&self) -> Option<Push> {
        self.offered.clone().filter(|_| self.key.is_some() && self.offered != self.known)
    }

    pub(crate) fn send(&mut self) {
        self.sent = self.untold();
    }

    /// The backend knows what was sent, or refuses it: neither is said twice.
    pub(crate) fn answered(&mut self) {
        self.known = self.sent.take().or(self.known.take());
    }

    /// The backend knows nothing any more.
    pub(crate) fn forgotten(&mut self) {
        (self.sent, self.known) = (None, None);
    }
}
