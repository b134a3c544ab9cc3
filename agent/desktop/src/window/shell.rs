//! A desktop: an icon in the tray, windows that come and go, messages of the system.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use akabeko_agent_app::page::{self, Page};
use akabeko_agent_app::settings::{Once, Settings};
use akabeko_agent_app::{Screen, Shell, Window, Wish, export};
use akabeko_agent_core::Origin;
use akabeko_agent_core::message::Message;
use akabeko_shared::NoticeId;
use akabeko_shared::view::View;
use anyhow::Result;
use futures::future::BoxFuture;
use tauri::Manager;
use tauri_plugin_autostart::ManagerExt;

use super::look::Look;
use super::message::Messages;
use super::{bus, open, tray, update};
use crate::headless::signals;

/// When the computer starts, its panel may come later than this app.
const AT_START: Duration = Duration::from_secs(30);

/// The desktop, and what is said on it.
pub(crate) struct Desktop {
    messages: Messages,
}

impl Desktop {
    pub(crate) fn new(messages: Messages) -> Self {
        Self { messages }
    }
}

impl Shell for Desktop {
    fn begin(&self, screen: &Screen, settings: &Arc<Mutex<Settings>>, is_quiet: bool) {
        let settings = settings.clone();
        let grace = if is_quiet { AT_START } else { Duration::ZERO };
        bus::watch(screen.clone(), grace, move |screen| say_what_is_missing(screen, &settings));
        tauri::async_runtime::spawn(update::watch(screen.clone()));
        let panel = screen.panel().clone();
        match signals::end() {
            Ok(end) => drop(tauri::async_runtime::spawn(async move {
                end.await;
                panel.wish(Wish::Quit);
            })),
            Err(error) => tracing::warn!("failed to {error:#}"),
        }
    }

    fn draw(&self, screen: &Screen, view: &View) {
        open::badge(screen.app(), view);
        if view.device.tray == Some(true)
            && let Err(error) = tray::draw(screen.app(), Look::of(view, screen.catalogue()))
        {
            tracing::warn!("failed to draw in the tray: {error}");
        }
    }

    fn open(&self, screen: &Screen, window: Window) {
        open::open(screen.app(), window);
    }

    fn close(&self, screen: &Screen, window: Window) {
        open::close_if_open(screen.app(), window);
    }

    fn begin_again(&self, screen: &Screen) {
        open::begin_again(screen.app());
    }

    fn say(&self, screen: &Screen, message: Message) {
        self.messages.show(screen, message);
    }

    fn take_back(&self, notice: NoticeId) {
        self.messages.take_back(notice);
    }

    fn take_all_back(&self) {
        self.messages.take_all_back();
    }

    fn open_page<'a>(
        &'a self,
        screen: &'a Screen,
        origin: &'a Origin,
        page: Page,
        address: &'a str,
    ) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move { Ok(page::open(screen.app(), origin, page, address).await?) })
    }

    fn browse(&self, _: &Screen, address: &str) -> Result<()> {
        Ok(::open::that_detached(address)?)
    }

    fn autostart(&self, screen: &Screen) -> Option<bool> {
        screen.app().autolaunch().is_enabled().ok()
    }

    fn set_autostart(&self, screen: &Screen, on: bool) -> Result<()> {
        let autostart = screen.app().autolaunch();
        Ok(if on { autostart.enable() } else { autostart.disable() }?)
    }

    /// A desktop asks nobody: whoever minds messages turns them off.
    fn allow_messages(&self, _: &Screen) {}

    fn update(&self, screen: &Screen) {
        tauri::async_runtime::spawn(update::install(screen.clone()));
    }

    fn export(&self, screen: &Screen, document: &str) -> Result<String> {
        let paths = screen.app().path();
        let folder = paths.download_dir().or_else(|_| paths.home_dir())?;
        Ok(export::write(&folder, document)?.display().to_string())
    }
}

/// Says once what this desktop lacks, and shows a window instead.
fn say_what_is_missing(screen: &Screen, settings: &Mutex<Settings>) {
    let device = screen.view().device;
    let mut settings = settings.lock().unwrap_or_else(PoisonError::into_inner);
    let no_tray = device.tray == Some(false) && settings.tells(Once::NoTray);
    let no_messages = device.notifications == Some(false) && settings.tells(Once::NoNotifications);
    if no_tray && device.notifications == Some(true) {
        screen.shell().say(screen, Message::NoTray);
    }
    if no_tray || no_messages {
        screen.show_what_fits();
    }
}
