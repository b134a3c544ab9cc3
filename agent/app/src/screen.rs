//! What the person sees, drawn again whenever the view changes.

use std::sync::Arc;

use akabeko_agent_core::message::Message;
use akabeko_shared::locale::Catalogue;
use akabeko_shared::view::{Scene, View};
use akabeko_shared::{Language, NoticeId};
use tauri::{AppHandle, Emitter};

use crate::panel::Panel;
use crate::shell::{Shell, Window};

/// Draws.
#[derive(Clone)]
pub struct Screen {
    app: AppHandle,
    panel: Arc<Panel>,
    shell: Arc<dyn Shell>,
    catalogues: Arc<[Catalogue; 2]>,
}

impl Screen {
    /// Nothing is drawn before the first change or [`Screen::draw`].
    pub fn new(app: AppHandle, panel: Arc<Panel>, shell: Arc<dyn Shell>) -> Self {
        let catalogues = Arc::new([Catalogue::new(Language::Ja), Catalogue::new(Language::En)]);
        Self { app, panel, shell, catalogues }
    }

    /// Changes the view, and draws what follows from that.
    pub fn show(&self, change: impl FnOnce(&mut View)) {
        if self.panel.change(change).is_some() {
            self.draw();
        }
    }

    /// Draws the view as it is once the main thread comes to it: whatever is drawn last is then the newest.
    pub fn draw(&self) {
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
        self.shell.draw(self, &view);
    }

    /// The view as it is.
    pub fn view(&self) -> View {
        self.panel.view()
    }

    /// The texts in the person's language.
    pub fn catalogue(&self) -> &Catalogue {
        match self.view().language {
            Language::Ja => &self.catalogues[0],
            Language::En => &self.catalogues[1],
        }
    }

    /// The app.
    pub fn app(&self) -> &AppHandle {
        &self.app
    }

    /// What the person wishes.
    pub fn panel(&self) -> &Arc<Panel> {
        &self.panel
    }

    /// Says that something did not work, until the person has read it.
    pub fn fail(&self, words: String) {
        tracing::warn!("{words}");
        self.show(|view| view.device.failure = Some(words));
    }

    /// What the system does in its own way.
    pub fn shell(&self) -> &dyn Shell {
        &*self.shell
    }

    /// Opens a window, or brings it to the front.
    pub fn open(&self, window: Window) {
        self.shell.open(self, window);
    }

    /// Opens the window that shows how far the person has come.
    pub fn show_what_fits(&self) {
        self.open(match self.view().scene {
            Scene::Uninvited { .. } | Scene::Asking { .. } | Scene::Invited { .. } => Window::Welcome,
            Scene::Member(_) => Window::Popup,
        });
    }

    pub(crate) fn close(&self, window: Window) {
        self.shell.close(self, window);
    }

    pub(crate) fn begin_again(&self) {
        self.shell.begin_again(self);
    }

    pub(crate) fn say(&self, message: Message) {
        self.shell.say(self, message);
    }

    pub(crate) fn take_back(&self, notice: NoticeId) {
        self.shell.take_back(notice);
    }
}
