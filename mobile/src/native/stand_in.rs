//! A desktop in the place of a phone: its keyring, its network, pages in windows of their own, and no messages but
//! the screen itself.

use std::path::PathBuf;

use akabeko_agent_app::network::Sight;
use akabeko_agent_app::page::{self, Page};
use akabeko_agent_app::vault::Keyring;
use akabeko_agent_app::{Screen, export};
use akabeko_agent_core::Origin;
use akabeko_agent_core::message::{Message, Words};
use akabeko_shared::NoticeId;
use anyhow::Result;
use futures::future::BoxFuture;
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Manager, Wry};

/// The desktop.
#[derive(Clone)]
pub(crate) struct Native;

/// A desktop needs nothing of the kind.
pub(crate) fn plugin() -> TauriPlugin<Wry> {
    tauri::plugin::Builder::new("device").build()
}

impl Native {
    pub(crate) fn of(_: &AppHandle) -> Self {
        Self
    }

    pub(crate) fn vault(&self) -> Keyring {
        Keyring
    }

    pub(crate) fn sight(&self, salt: Vec<u8>) -> Sight {
        Sight::new(PathBuf::from("/proc"), salt)
    }

    pub(crate) fn begin(&self, screen: &Screen) {
        screen.show(|view| view.device.notifications = Some(false));
    }

    pub(crate) fn allow_messages(&self, _: &Screen) {}

    pub(crate) fn offer_push(&self, _: &str) {}

    pub(crate) fn say(&self, message: Message, words: &Words) {
        tracing::info!(?message, "{}", words.title);
    }

    pub(crate) fn take_back(&self, _: NoticeId) {}

    pub(crate) fn take_all_back(&self) {}

    pub(crate) fn open_page<'a>(
        &'a self,
        app: &'a AppHandle,
        origin: &'a Origin,
        page: Page,
        address: &'a str,
    ) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move { Ok(page::open(app, origin, page, address).await?) })
    }

    pub(crate) fn close_pages(&self, app: &AppHandle) {
        let pages = app.webview_windows().into_values().filter(|window| page::is_from_afar(window.label()));
        for page in pages {
            if let Err(error) = page.close() {
                tracing::warn!("failed to close a page: {error}");
            }
        }
    }

    pub(crate) fn browse(&self, address: &str) -> Result<()> {
        Ok(open::that_detached(address)?)
    }

    pub(crate) fn export(&self, screen: &Screen, document: &str) -> Result<String> {
        let paths = screen.app().path();
        let folder = paths.download_dir().or_else(|_| paths.home_dir())?;
        Ok(export::write(&folder, document)?.display().to_string())
    }
}
