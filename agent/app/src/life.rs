//! The life behind the windows: a guest first, then an agent until the person ends that, and over again.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use akabeko_agent_core::Origin;
use akabeko_agent_core::http::choose_tls;
use akabeko_shared::view::{Ask, Scene};
use akabeko_shared::wire::About;
use akabeko_shared::{Invitation, Language};
use anyhow::Result;
use tauri::AppHandle;

use crate::data::Data;
use crate::memory::{Memory, Recalled};
use crate::networks::{Networks, Surroundings};
use crate::page::Page;
use crate::panel::{Panel, Wish, Wishes};
use crate::screen::Screen;
use crate::settings::Settings;
use crate::shell::{Shell, Window};
use crate::vault::Vault;

/// How long to wait for a store of passwords that is locked before asking it again.
const LOCKED: Duration = Duration::from_secs(5);
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// All that the life needs.
pub struct Life {
    pub(super) screen: Screen,
    pub(super) wishes: Wishes,
    pub(super) memory: Memory,
    pub(super) settings: Arc<Mutex<Settings>>,
    pub(super) networks: Networks,
    pub(super) link: Option<String>,
    is_quiet: bool,
    has_begun: bool,
}

/// An invitation that was read, and who stands behind it.
pub(super) struct Joining {
    pub(super) invitation: Invitation,
    pub(super) origin: Origin,
    pub(super) about: About,
}

/// What comes next.
pub(super) enum Next {
    /// The person is asked for an invitation, and told why.
    Guest(Option<String>),
    /// The person agreed to become an agent.
    Join(Box<Joining>),
    /// The device is an agent.
    Member,
    /// What is remembered is read again.
    Start,
    /// The app ends.
    Quit,
}

/// All that an app brings to its life.
pub struct Place {
    /// The app.
    pub app: AppHandle,
    /// Where its windows and this life meet.
    pub panel: Arc<Panel>,
    /// What the system does in its own way.
    pub shell: Arc<dyn Shell>,
    /// The system's store of secrets.
    pub vault: Arc<dyn Vault>,
    /// What the device sees of the network that it is in.
    pub sight: Box<dyn Surroundings>,
    /// The folder, which no other agent is using.
    pub data: Arc<Data>,
    /// The language that was asked for at this start, before any that was chosen earlier.
    pub language: Option<Language>,
    /// The invitation that the app was started with.
    pub link: Option<String>,
    /// Whether nobody asked for this start.
    pub is_quiet: bool,
}

impl Life {
    /// Reads what the person set.
    ///
    /// # Errors
    /// When that is there and cannot be read.
    pub fn settings(place: &Place) -> Result<Settings> {
        let settings = Settings::read(place.data.clone())?;
        let language = place.language.or(settings.language());
        place.panel.change(|view| view.language = language.unwrap_or(view.language));
        Ok(settings)
    }

    /// Finds out where secrets can be kept. A store of passwords may ask the person first, and they may be away.
    pub async fn new(place: Place, settings: Settings, wishes: Wishes) -> Self {
        choose_tls();
        let Place { app, panel, shell, vault, sight, data, link, is_quiet, language: _ } = place;
        let screen = Screen::new(app, panel, shell);
        let memory = off_the_runtime(move || Memory::new(data, vault)).await;
        screen.show(|view| view.device.keeper = memory.keeper());
        let settings = Arc::new(Mutex::new(settings));
        let networks = Networks::new(sight, settings.clone());
        Self { screen, wishes, memory, settings, networks, link, is_quiet, has_begun: false }
    }

    /// Lives until the app is to end. A quiet start opens no window if there is nothing to ask.
    pub async fn live(mut self) {
        self.networks.look().await;
        let mut next = self.first(self.is_quiet).await;
        loop {
            next = match next {
                Next::Guest(why) => self.guest(why).await,
                Next::Join(joining) => self.member(Some(*joining)).await,
                Next::Member => self.member(None).await,
                Next::Start => self.first(true).await,
                Next::Quit => break,
            };
        }
        self.screen.app().exit(0);
    }

    /// Starts what goes on beside everything else, once there is something to show: an icon that first said
    /// “not set up” would be wrong for a moment at each start.
    pub(super) fn begin(&mut self) {
        if std::mem::replace(&mut self.has_begun, true) {
            return;
        }
        self.show_autostart();
        self.screen.shell().begin(&self.screen, &self.settings, self.is_quiet);
    }

    /// What this device remembers of itself, as soon as that can be read.
    pub(super) async fn first(&mut self, is_quiet: bool) -> Next {
        let mut patience = LOCKED;
        loop {
            let memory = self.memory.clone();
            match off_the_runtime(move || memory.recall()).await {
                Recalled::Known(_) => return self.recalled(is_quiet),
                Recalled::Nothing => return self.nothing_recalled(None),
                Recalled::Broken(why) => {
                    let words = self.screen.catalogue().text_with("failure-broken", &[("why", &why)]);
                    return self.nothing_recalled(Some(words));
                }
                // When the computer starts, its store of passwords may come later than this app.
                Recalled::Locked(_) if is_quiet && patience == LOCKED => {}
                Recalled::Locked(why) => self.say_it_is_locked(&why),
            }
            // A store that asks for a password each time would be a nuisance.
            if self.is_to_end_within(patience).await {
                return Next::Quit;
            }
            patience = (patience * 2).min(LONGEST);
        }
    }

    /// Waits for a while. Whatever the person wishes meanwhile ends the wait, and only their wish to quit counts.
    pub(super) async fn is_to_end_within(&mut self, patience: Duration) -> bool {
        let wish = tokio::time::timeout(patience, self.wishes.recv()).await;
        matches!(wish, Ok(Some(Wish::Quit) | None))
    }

    fn recalled(&self, is_quiet: bool) -> Next {
        let keeper = self.memory.keeper();
        self.screen.show(|view| (view.device.failure, view.device.keeper) = (None, keeper));
        self.screen.close(Window::Welcome);
        if !is_quiet {
            self.screen.open(Window::Popup);
        }
        Next::Member
    }

    fn nothing_recalled(&self, why: Option<String>) -> Next {
        self.screen.open(Window::Welcome);
        Next::Guest(why)
    }

    fn say_it_is_locked(&mut self, why: &str) {
        let words = self.screen.catalogue().text_with("failure-locked", &[("why", why)]);
        if self.screen.view().device.failure.as_ref() != Some(&words) {
            self.screen.fail(words);
            self.screen.open(Window::Welcome);
        }
        self.begin();
    }

    /// Shows how far the person has come.
    pub(super) fn show(&self, scene: Scene) {
        self.screen.show(|view| view.scene = scene);
    }

    /// Does what a window may ask at any time. What does not fit now is nothing.
    pub(super) fn do_any_time(&self, ask: Ask) {
        match ask {
            Ask::OpenSettings => self.screen.open(Window::Settings),
            Ask::OpenSite => self.open_site(),
            Ask::Autostart { on } => self.set_autostart(on),
            Ask::Update => self.screen.shell().update(&self.screen),
            Ask::AllowMessages => self.screen.shell().allow_messages(&self.screen),
            Ask::Dismiss => self.screen.show(|view| {
                (view.device.failure, view.device.exported) = (None, None);
            }),
            Ask::Invite { .. }
            | Ask::Decline
            | Ask::Join { .. }
            | Ask::NameNetwork { .. }
            | Ask::CheckNow
            | Ask::OpenNotice { .. }
            | Ask::OpenSample
            | Ask::Snooze { .. }
            | Ask::EndSnooze
            | Ask::Pause
            | Ask::Resume
            | Ask::Speak { .. }
            | Ask::Agree
            | Ask::Withdraw
            | Ask::Export
            | Ask::Erase => tracing::debug!("a window asked for something that does not fit now"),
        }
    }

    /// Speaks another language from now on.
    pub(super) fn speak(&self, language: Language) {
        let kept = self.settings.lock().unwrap_or_else(PoisonError::into_inner).speak(language);
        self.screen.show(|view| view.language = language);
        if let Err(error) = kept {
            self.could_not_write(&error);
        }
    }

    /// Says that the disk did not take something.
    pub(super) fn could_not_write(&self, error: &anyhow::Error) {
        let why = format!("{error:#}");
        self.screen.fail(self.screen.catalogue().text_with("failure-write", &[("why", &why)]));
    }

    /// Shows what a notice looks like, as the server would send it.
    pub(super) fn open_sample(&self, origin: &Origin) {
        let sample = format!("{origin}/sample?language={}", self.screen.view().language);
        let (screen, origin) = (self.screen.clone(), origin.clone());
        tauri::async_runtime::spawn(async move {
            if let Err(error) = screen.shell().open_page(&screen, &origin, Page::Sample, &sample).await {
                tracing::warn!("failed to open the sample: {error:#}");
            }
        });
    }

    /// Starts the app with the device, or does not.
    pub(super) fn set_autostart(&self, on: bool) {
        let shell = self.screen.shell();
        if let Err(error) = shell.set_autostart(&self.screen, on)
            && shell.autostart(&self.screen) != Some(on)
        {
            let why = format!("{error:#}");
            self.screen.fail(self.screen.catalogue().text_with("failure-autostart", &[("why", &why)]));
        }
        self.show_autostart();
    }

    fn show_autostart(&self) {
        let autostart = self.screen.shell().autostart(&self.screen);
        self.screen.show(|view| view.device.autostart = autostart);
    }

    /// Opens the site of who runs the server, in the browser.
    fn open_site(&self) {
        let site = self.screen.view().about.and_then(|about| about.site);
        let Some(site) = site.filter(|site| site.starts_with("https://") || site.starts_with("http://"))
        else {
            return;
        };
        if self.screen.shell().browse(&self.screen, &site).is_err() {
            self.screen.fail(self.screen.catalogue().text_with("failure-browser", &[("address", &site)]));
        }
    }
}

/// Does what blocks where that disturbs nobody.
async fn off_the_runtime<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.expect("what blocks does not panic")
}
