//! Where the windows and the life behind them meet: the view that is shown, and what the person wishes.

use std::sync::{Mutex, PoisonError};

use akabeko_agent_core::Event;
use akabeko_shared::view::{Ask, Device, Keeper, Scene, View, Waking};
use akabeko_shared::{Language, Platform};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// What a person may wish.
#[derive(Debug)]
pub enum Wish {
    /// A window asked for something.
    Ask(Ask),
    /// Something happened on the device that the agent is to know.
    Event(Box<Event>),
    /// An invitation was opened.
    Link(String),
    /// The app is to end.
    Quit,
}

/// Wishes as they come.
pub type Wishes = UnboundedReceiver<Wish>;

/// The view and the wishes.
pub struct Panel {
    view: Mutex<View>,
    wishes: UnboundedSender<Wish>,
}

impl Panel {
    /// The panel of an app that was just started.
    pub fn new(language: Language, platform: Platform, waking: Waking) -> (Self, Wishes) {
        let (wishes, heard) = unbounded_channel();
        let view = Mutex::new(first_view(language, platform, waking));
        (Self { view, wishes }, heard)
    }

    /// What the windows show.
    pub fn view(&self) -> View {
        self.view.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Changes the view. Gives the new one if it is another than before.
    pub fn change(&self, change: impl FnOnce(&mut View)) -> Option<View> {
        let mut view = self.view.lock().unwrap_or_else(PoisonError::into_inner);
        let before = view.clone();
        change(&mut view);
        (*view != before).then(|| view.clone())
    }

    /// Passes a wish on. Once the app ends nobody hears it, and nobody needs to.
    pub fn wish(&self, wish: Wish) {
        let _ = self.wishes.send(wish);
    }
}

fn first_view(language: Language, platform: Platform, waking: Waking) -> View {
    View {
        language,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        scene: Scene::Uninvited { trouble: None },
        about: None,
        device: Device {
            platform,
            waking,
            autostart: None,
            tray: None,
            notifications: None,
            keeper: Keeper::File,
            update: None,
            exported: None,
            failure: None,
        },
    }
}
