//! What an app does in the way of its own system: a desktop with a tray, a phone with one screen.

use std::sync::{Arc, Mutex};

use akabeko_agent_core::Origin;
use akabeko_agent_core::message::Message;
use akabeko_shared::NoticeId;
use akabeko_shared::view::View;
use anyhow::Result;
use futures::future::BoxFuture;

use crate::page::Page;
use crate::screen::Screen;
use crate::settings::Settings;

/// A window of the app. Its name is its label, and what capabilities know it by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// From the invitation to the first check.
    Welcome,
    /// How things stand.
    Popup,
    /// Everything that can be set, and who runs this.
    Settings,
}

impl Window {
    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::Popup => "popup",
            Self::Settings => "settings",
        }
    }
}

/// A system that an app lives on.
pub trait Shell: Send + Sync + 'static {
    /// Starts what goes on beside everything else. Called once, when there is something to show. A quiet start is
    /// one that nobody asked for, as when the device starts.
    fn begin(&self, screen: &Screen, settings: &Arc<Mutex<Settings>>, is_quiet: bool);

    /// Draws all but what the windows show: they hear of the view by themselves. Called on the main thread.
    fn draw(&self, screen: &Screen, view: &View);

    /// Opens a window, or brings it to the front.
    fn open(&self, screen: &Screen, window: Window);

    /// Closes a window if it is open.
    fn close(&self, screen: &Screen, window: Window);

    /// The person is nobody's agent any more: what showed that goes, pages of the server included.
    fn begin_again(&self, screen: &Screen);

    /// Shows a message. Where the system shows none, a window opens instead.
    fn say(&self, screen: &Screen, message: Message);

    /// Takes a message back that became needless, even one that is not on the screen yet.
    fn take_back(&self, notice: NoticeId);

    /// Takes every message back.
    fn take_all_back(&self);

    /// Brings a page of `origin` to the front, in a window that may call nothing of the app.
    fn open_page<'a>(
        &'a self,
        screen: &'a Screen,
        origin: &'a Origin,
        page: Page,
        address: &'a str,
    ) -> BoxFuture<'a, Result<()>>;

    /// Opens an address in the system's browser.
    ///
    /// # Errors
    /// When there is none.
    fn browse(&self, screen: &Screen, address: &str) -> Result<()>;

    /// Whether the app starts with the device; None where it cannot be set.
    fn autostart(&self, screen: &Screen) -> Option<bool>;

    /// Starts the app with the device, or does not.
    ///
    /// # Errors
    /// When the system does not let it.
    fn set_autostart(&self, screen: &Screen, on: bool) -> Result<()>;

    /// Lets the app show messages, after asking the person if the system wants that.
    fn allow_messages(&self, screen: &Screen);

    /// Subscribes to a push service with this key of the server's; what comes of it is an event. What runs all day
    /// needs none.
    fn offer_push(&self, key: &str) {
        let _ = key;
    }

    /// Installs the newer version and starts again.
    fn update(&self, screen: &Screen);

    /// Writes the person's data to a file of their own. Gives its place in words.
    ///
    /// # Errors
    /// When it cannot be written.
    fn export(&self, screen: &Screen, document: &str) -> Result<String>;
}
