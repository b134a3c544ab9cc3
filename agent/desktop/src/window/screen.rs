//! What the person sees: windows and tray, drawn again whenever the view changes.

use std::sync::Arc;

use akabeko_shared::Language;
use akabeko_shared::locale::Catalogue;
use akabeko_shared::view::View;
use tauri::{AppHandle, Emitter};

use super::look::Look;
use super::panel::Panel;
use super::{open, tray};

/// Draws.
#[derive(Clone)]
pub(crate) struct Screen {
    app: AppHandle,
    panel: Arc<Panel>,
    catalogues: Arc<[Catalogue; 2]>,
}

impl Screen {
    /// Nothing is drawn before the first change or [`Screen::draw`].
    pub(crate) fn new(app: AppHandle, panel: Arc<Panel>) -> Self {
        let catalogues = Arc::new([Catalogue::new(Language::Ja), Catalogue::new(Language::En)]);
        Self { app, panel, catalogues }
    }

    /// Changes the view, and draws what follows from that.
    pub(crate) fn show(&self, change: impl FnOnce(&mut View)) {
        if self.panel.change(change).is_some() {
            self.draw();
        }
    }

    /// Draws the view as it is once the main thread comes to it: whatever is drawn last is then the newest.
    pub(crate) fn draw(&self) {
        let screen = self.clone();
        if let Err(error) = self.app.run_on_main_thread(move || screen.draw_now()) {
            tracing::warn!("failed to reach the main thread: {error}");
        }
    }

    fn draw_now(&self) {
        let view = self.panel.view();
        if let Err(error) = self.app.emit("view", &view) {
            tracing::warn!("failed to tell the windows: {error}");
        }
        open::badge(&self.app, &view);
        if view.device.tray == Some(true)
            && let Err(error) = tray::draw(&self.app, Look::of(&view, self.catalogue()))
        {
            tracing::warn!("failed to draw in the tray: {error}");
        }
    }

    /// The view as it is.
    pub(crate) fn view(&self) -> View {
        self.panel.view()
    }

    /// The texts in the person's language.
    pub(crate) fn catalogue(&self) -> &Catalogue {
        match self.view().language {
            Language::Ja => &self.catalogues[0],
            Language::En => &self.catalogues[1],
        }
    }

    /// The app.
    pub(crate) fn app(&self) -> &AppHandle {
        &self.app
    }

    /// What the person wishes.
    pub(crate) fn panel(&self) -> &Arc<Panel> {
        &self.panel
    }

    /// Says that something did not work, until the person has read it.
    pub(crate) fn fail(&self, words: String) {
        tracing::warn!("{words}");
        self.show(|view| view.device.failure = Some(words));
    }
}
