//! A phone: one screen, messages of the system, pages of the server beside it.

use std::sync::{Arc, Mutex};

use akabeko_agent_app::page::Page;
use akabeko_agent_app::settings::Settings;
use akabeko_agent_app::{Screen, Shell, Window};
use akabeko_agent_core::Origin;
use akabeko_agent_core::message::Message;
use akabeko_shared::NoticeId;
use akabeko_shared::view::View;
use anyhow::Result;
use futures::future::BoxFuture;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder};

use crate::native::Native;

/// What the screen is known by, and what its capability names.
const SCREEN: &str = "phone";

/// The phone, by way of its system.
pub(crate) struct Phone {
    native: Native,
}

impl Phone {
    pub(crate) fn new(native: Native) -> Self {
        Self { native }
    }
}

/// Opens the one screen that there is.
pub(crate) fn open_screen(app: &AppHandle) -> tauri::Result<()> {
    let address = WebviewUrl::App("index.html?window=phone".into());
    let screen = WebviewWindowBuilder::new(app, SCREEN, address)
        .on_navigation(|to| to.scheme() == "tauri" || to.host_str() == Some("tauri.localhost"));
    #[cfg(not(any(target_os = "android", target_os = "ios")))]
    let screen = screen.title("Akabeko").inner_size(390.0, 844.0).min_inner_size(320.0, 480.0);
    screen.build().map(drop)
}

impl Shell for Phone {
    fn begin(&self, screen: &Screen, _: &Arc<Mutex<Settings>>, _: bool) {
        self.native.begin(screen);
    }

    /// The screen is all there is; it hears of the view by itself.
    fn draw(&self, _: &Screen, _: &View) {}

    /// Whichever it is, it is on the one screen, which shows what fits.
    fn open(&self, screen: &Screen, _: Window) {
        if let Some(window) = screen.app().get_webview_window(SCREEN)
            && let Err(error) = window.set_focus()
        {
            tracing::debug!("failed to bring the screen to the front: {error}");
        }
    }

    fn close(&self, _: &Screen, _: Window) {}

    fn begin_again(&self, screen: &Screen) {
        self.native.close_pages(screen.app());
    }

    fn say(&self, screen: &Screen, message: Message) {
        self.native.say(message, &message.words(screen.catalogue()));
    }

    fn take_back(&self, notice: NoticeId) {
        self.native.take_back(notice);
    }

    fn take_all_back(&self) {
        self.native.take_all_back();
    }

    fn open_page<'a>(
        &'a self,
        screen: &'a Screen,
        origin: &'a Origin,
        page: Page,
        address: &'a str,
    ) -> BoxFuture<'a, Result<()>> {
        self.native.open_page(screen.app(), origin, page, address)
    }

    fn browse(&self, _: &Screen, address: &str) -> Result<()> {
        self.native.browse(address)
    }

    /// Phones wake their apps as they like.
    fn autostart(&self, _: &Screen) -> Option<bool> {
        None
    }

    fn set_autostart(&self, _: &Screen, _: bool) -> Result<()> {
        Ok(())
    }

    fn allow_messages(&self, screen: &Screen) {
        self.native.allow_messages(screen);
    }

    fn offer_push(&self, key: &str) {
        self.native.offer_push(key);
    }

    /// Stores renew their apps.
    fn update(&self, _: &Screen) {}

    fn export(&self, screen: &Screen, document: &str) -> Result<String> {
        self.native.export(screen, document)
    }
}
