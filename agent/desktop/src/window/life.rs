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
use tauri_plugin_autostart::ManagerExt;

use super::memory::{Memory, Recalled};
use super::message::{Message, Messages};
use super::networks::Networks;
use super::open::Window;
use super::page::{self, Page};
use super::panel::{Panel, Wish, Wishes};
use super::screen::Screen;
use super::settings::{Once, Settings};
use super::{bus, open, update};
use crate::ambient;
use crate::arguments::Arguments;
use crate::data::{Data, usual_folder};
use crate::headless::signals;

/// How long to wait for a store of passwords that is locked before asking it again.
const LOCKED: Duration = Duration::from_secs(5);
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// When the computer starts, its panel may come later than this app.
const AT_START: Duration = Duration::from_secs(30);

/// All that the life needs.
pub(crate) struct Life {
    pub(super) screen: Screen,
    pub(super) wishes: Wishes,
    pub(super) memory: Memory,
    pub(super) settings: Arc<Mutex<Settings>>,
    pub(super) networks: Networks,
    pub(super) messages: Messages,
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

/// Where the life takes place: this app, on this device.
pub(crate) struct Place {
    data: Arc<Data>,
    screen: Screen,
    settings: Arc<Mutex<Settings>>,
    networks: Networks,
    link: Option<String>,
    is_quiet: bool,
}

impl Place {
    /// Opens the data folder, which no other agent may be using.
    pub(crate) fn open(app: AppHandle, arguments: Arguments, panel: Arc<Panel>) -> Result<Self> {
        choose_tls();
        let (link, is_quiet) = (link(&arguments), arguments.background);
        let data = Arc::new(Data::open(arguments.data.map_or_else(usual_folder, Ok)?)?);
        let settings = Settings::read(data.clone())?;
        let language = arguments.language.or(settings.language());
        panel.change(|view| view.language = language.unwrap_or(view.language));
        let settings = Arc::new(Mutex::new(settings));
        let networks = Networks::new(data.salt(ambient::chance()?)?, settings.clone());
        Ok(Self { data, screen: Screen::new(app, panel), settings, networks, link, is_quiet })
    }
}

impl Life {
    /// Finds out where secrets can be kept. A store of passwords may ask the person first, and they may be away.
    pub(crate) async fn new(place: Place, wishes: Wishes) -> Self {
        let Place { data, screen, settings, networks, link, is_quiet } = place;
        let memory = off_the_runtime(move || Memory::new(data)).await;
        screen.show(|view| view.device.keeper = memory.keeper());
        Self {
            screen,
            wishes,
            memory,
            settings,
            networks,
            messages: Messages::default(),
            link,
            is_quiet,
            has_begun: false,
        }
    }

    /// Lives until the app is to end. A quiet start opens no window if there is nothing to ask.
    pub(crate) async fn live(mut self) {
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
        let (settings, messages) = (self.settings.clone(), self.messages.clone());
        let grace = if self.is_quiet { AT_START } else { Duration::ZERO };
        bus::watch(self.screen.clone(), grace, move |screen| {
            say_what_is_missing(screen, &settings, &messages)
        });
        tauri::async_runtime::spawn(update::watch(self.screen.clone()));
        let panel = self.screen.panel().clone();
        match signals::end() {
            Ok(end) => drop(tauri::async_runtime::spawn(async move {
                end.await;
                panel.wish(Wish::Quit);
            })),
            Err(error) => tracing::warn!("failed to {error:#}"),
        }
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
        open::close_if_open(self.screen.app(), Window::Welcome);
        if !is_quiet {
            open::open(self.screen.app(), Window::Popup);
        }
        Next::Member
    }

    fn nothing_recalled(&self, why: Option<String>) -> Next {
        open::open(self.screen.app(), Window::Welcome);
        Next::Guest(why)
    }

    fn say_it_is_locked(&mut self, why: &str) {
        let words = self.screen.catalogue().text_with("failure-locked", &[("why", why)]);
        if self.screen.view().device.failure.as_ref() != Some(&words) {
            self.screen.fail(words);
            open::open(self.screen.app(), Window::Welcome);
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
            Ask::OpenSettings => open::open(self.screen.app(), Window::Settings),
            Ask::OpenSite => self.open_site(),
            Ask::Autostart { on } => self.set_autostart(on),
            Ask::Update => drop(tauri::async_runtime::spawn(update::install(self.screen.clone()))),
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
        let (app, origin) = (self.screen.app().clone(), origin.clone());
        tauri::async_runtime::spawn(async move {
            if let Err(error) = page::open(&app, &origin, Page::Sample, &sample).await {
                tracing::warn!("failed to open the sample: {error}");
            }
        });
    }

    /// Starts the app with the computer, or does not.
    pub(super) fn set_autostart(&self, on: bool) {
        let autostart = self.screen.app().autolaunch();
        let done = if on { autostart.enable() } else { autostart.disable() };
        if let Err(error) = done
            && autostart.is_enabled().ok() != Some(on)
        {
            let why = error.to_string();
            self.screen.fail(self.screen.catalogue().text_with("failure-autostart", &[("why", &why)]));
        }
        self.show_autostart();
    }

    fn show_autostart(&self) {
        let autostart = self.screen.app().autolaunch().is_enabled().ok();
        self.screen.show(|view| view.device.autostart = autostart);
    }

    /// Opens the site of who runs the server, in the browser.
    fn open_site(&self) {
        let site = self.screen.view().about.and_then(|about| about.site);
        let Some(site) = site.filter(|site| site.starts_with("https://") || site.starts_with("http://"))
        else {
            return;
        };
        if ::open::that_detached(&site).is_err() {
            self.screen.fail(self.screen.catalogue().text_with("failure-browser", &[("address", &site)]));
        }
    }
}

/// Does what blocks where that disturbs nobody.
async fn off_the_runtime<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.expect("what blocks does not panic")
}

/// The invitation on the command line: a link, or a server and a code.
fn link(arguments: &Arguments) -> Option<String> {
    let parts = arguments.server.clone().zip(arguments.invite.clone());
    let link = parts.map(|(server, code)| Invitation { server, code }.to_string());
    arguments.link.clone().or(link)
}

/// Says once what this desktop lacks, and shows a window instead.
fn say_what_is_missing(screen: &Screen, settings: &Mutex<Settings>, messages: &Messages) {
    let device = screen.view().device;
    let mut settings = settings.lock().unwrap_or_else(PoisonError::into_inner);
    let no_tray = device.tray == Some(false) && settings.tells(Once::NoTray);
    let no_messages = device.notifications == Some(false) && settings.tells(Once::NoNotifications);
    if no_tray && device.notifications == Some(true) {
        messages.show(screen, Message::NoTray);
    }
    if no_tray || no_messages {
        open::show_what_fits(screen.app());
    }
}
