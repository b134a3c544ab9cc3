//! What a browser can do for the app, and how messages come to be allowed.

use akabeko_shared::Platform;
use akabeko_shared::view::{Device, Keeper, Waking};
use akabeko_shared::wire::PushSubscription;

use akabeko_agent_core::Event;

use crate::browser::Browser;
use crate::turn::Place;

/// What is known at first.
pub(crate) fn first(place: Place, messages: Option<bool>) -> Device {
    Device {
        platform: Platform::Browser,
        waking: match place {
            Place::Extension => Waking::Sometimes,
            Place::Web => Waking::Opened,
        },
        autostart: None,
        tray: None,
        notifications: messages,
        keeper: Keeper::File,
        update: None,
        exported: None,
        failure: None,
    }
}

impl Browser {
    /// Subscribes to the browser's push service, if the server has a key and the person lets messages be shown. An
    /// extension is woken by its alarms.
    pub(crate) fn subscribe(&mut self) {
        if self.place == Place::Web && self.device.notifications != Some(false) {
            self.done.subscribe.clone_from(&self.push_key);
        }
    }

    /// The server named the key of its pushes. Who was not asked about messages yet is asked by a button, not by
    /// the browser.
    pub(crate) fn offered_a_push(&mut self, key: String) {
        self.push_key = Some(key);
        if self.device.notifications == Some(true) {
            self.subscribe();
        }
    }

    /// What came of it.
    pub(crate) fn subscribed(&mut self, subscription: Option<PushSubscription>) {
        self.device.waking = match subscription {
            Some(_) => Waking::Push,
            None => Waking::Opened,
        };
        self.give(Event::PushOffered(subscription));
    }
}
