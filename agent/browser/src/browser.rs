//! The shell's agent from the first turn of a life to the last: somebody invited first, then an agent, and over again.

use std::collections::BTreeMap;

use akabeko_agent_core::chance::Chance;
use akabeko_agent_core::{Mood, Remembered};
use akabeko_shared::Language;
use akabeko_shared::locale::Catalogue;
use akabeko_shared::view::{Ask, Device, Scene, View};
use akabeko_shared::wire::{About, NoticeState};
use jiff::Timestamp;

use crate::errand::Errand;
use crate::guest::Guest;
use crate::kept::Kept;
use crate::member::Member;
use crate::turn::{Done, Icon, Place, Turn, What};

/// A life of the shell.
pub struct Browser {
    pub(crate) now: Timestamp,
    pub(crate) place: Place,
    pub(crate) device: Device,
    pub(crate) kept: Kept,
    pub(crate) stage: Stage,
    pub(crate) errands: BTreeMap<u64, Errand>,
    pub(crate) chance: Chance,
    pub(crate) done: Done,
    pub(crate) push_key: Option<String>,
    /// What the agent waits to be told of: that it was written down.
    pub(crate) unwritten: Option<Box<Remembered>>,
    language: Language,
    salt: String,
    catalogues: [Catalogue; 2],
    last_call: u64,
    written: String,
    shown: Option<Box<View>>,
    icon: Option<Icon>,
    /// How things stood at the end of the life before, until this one knows better.
    held: Option<Scene>,
}

/// How far the person has come.
pub(crate) enum Stage {
    /// There is no agent yet.
    Guest(Guest),
    /// There is one, or is about to be.
    Member(Box<Member>),
}

impl Browser {
    /// Begins a life. None unless the turn is a start.
    pub fn start(turn: Turn) -> Option<(Self, Done)> {
        let What::Start { kept, shown, language, place, messages, chance: salt } = turn.what else {
            return None;
        };
        let read = kept.as_deref().map(Kept::read);
        let is_broken = read == Some(None);
        let seed = salt.get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok());
        let mut browser = Self {
            now: turn.now,
            place,
            device: crate::device::first(place, messages),
            kept: read.flatten().unwrap_or_else(|| Kept::new(salt.clone())),
            stage: Stage::Guest(Guest::default()),
            errands: BTreeMap::new(),
            chance: Chance::new(seed.unwrap_or_default()),
            done: Done::default(),
            push_key: None,
            unwritten: None,
            language,
            salt,
            catalogues: [Catalogue::new(Language::Ja), Catalogue::new(Language::En)],
            last_call: 0,
            written: kept.unwrap_or_default(),
            shown: None,
            icon: None,
            held: shown.map(|view| view.scene),
        };
        browser.begin(is_broken);
        let done = browser.settle();
        Some((browser, done))
    }

    /// Takes in what happened and says what is to be done.
    pub fn turn(&mut self, turn: Turn) -> Done {
        self.now = turn.now;
        match turn.what {
            What::Start { .. } => {}
            What::Kept => self.kept_it(),
            What::NotKept { why } => self.fail_with("failure-write", &why),
            What::Ask { ask } => self.asked(ask),
            What::Answered { call, answer } => self.answered(call, answer.into()),
            What::Tick => self.tick(),
            What::Moved => self.moved(),
            What::Pushed => self.pushed(),
            What::Subscribed { subscription } => self.subscribed(subscription),
            What::Messages { allowed } => self.device.notifications = allowed,
        }
        self.settle()
    }

    fn begin(&mut self, is_broken: bool) {
        if self.kept.memory.is_some() || self.kept.invited.as_ref().is_some_and(|one| one.agreed.is_some()) {
            return self.be_member();
        }
        let trouble = is_broken.then(|| self.catalogue().text_with("failure-broken", &[("why", "JSON")]));
        self.be_guest(trouble);
    }

    fn asked(&mut self, ask: Ask) {
        match &self.stage {
            Stage::Guest(_) => self.guest_asked(ask),
            Stage::Member(_) => self.member_asked(ask),
        }
    }

    /// Does what a window may ask at any time. What does not fit now is nothing.
    pub(crate) fn do_any_time(&mut self, ask: Ask) {
        match ask {
            Ask::OpenSettings => self.done.settings = true,
            Ask::OpenSite => {
                let site = self.about().and_then(|about| about.site.clone());
                let is_web = |site: &String| site.starts_with("https://") || site.starts_with("http://");
                self.done.open.extend(site.filter(is_web));
            }
            Ask::AllowMessages => self.subscribe(),
            Ask::Speak { language } => self.kept.language = Some(language),
            Ask::Dismiss => (self.device.failure, self.device.exported) = (None, None),
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
            | Ask::Autostart { .. }
            | Ask::Agree
            | Ask::Withdraw
            | Ask::Export
            | Ask::Erase
            | Ask::Update => {}
        }
    }

    /// Forgets everything that this device knew, as the person wanted.
    pub(crate) fn forget(&mut self) {
        let salt = format!("{}{}", self.chance.name(), self.salt);
        self.kept.clear(salt);
        (self.device.exported, self.held, self.push_key) = (None, None, None);
    }

    /// The texts in the person's language.
    pub(crate) fn catalogue(&self) -> &Catalogue {
        match self.language() {
            Language::Ja => &self.catalogues[0],
            Language::En => &self.catalogues[1],
        }
    }

    /// The person's language.
    pub(crate) fn language(&self) -> Language {
        self.kept.language.unwrap_or(self.language)
    }

    /// Who runs the server, as far as it is known.
    pub(crate) fn about(&self) -> Option<&About> {
        let invited = self.kept.invited.as_ref().map(|invited| &invited.about);
        invited.or(self.kept.about.as_ref().map(|(about, _)| about))
    }

    /// Says that something did not work, until the person has read it.
    pub(crate) fn fail_with(&mut self, key: &str, why: &str) {
        self.device.failure = Some(self.catalogue().text_with(key, &[("why", why)]));
    }

    /// The number of a further call.
    pub(crate) fn number(&mut self) -> u64 {
        self.last_call += 1;
        self.last_call
    }

    fn kept_it(&mut self) {
        self.written = self.kept.written();
        self.remembered();
    }

    /// All that follows from how things stand now.
    fn settle(&mut self) -> Done {
        self.make_next_call();
        if self.kept.written() != self.written {
            self.done.keep = Some(self.kept.written());
        } else if self.unwritten.is_some() {
            self.remembered();
            return self.settle();
        }
        self.show();
        self.done.wake_at = self.wake_at();
        std::mem::take(&mut self.done)
    }

    fn show(&mut self) {
        let view = Box::new(self.view());
        if self.shown.as_ref() == Some(&view) {
            return;
        }
        let icon = icon(&view.scene, self.catalogue());
        if self.icon.as_ref() != Some(&icon) {
            self.icon = Some(icon.clone());
            self.done.icon = Some(icon);
        }
        self.shown = Some(view.clone());
        self.done.show = Some(view);
    }

    fn view(&mut self) -> View {
        let is_known = self.knows_how_things_stand();
        if is_known {
            self.held = None;
        }
        View {
            language: self.language(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            scene: self.held.clone().unwrap_or_else(|| self.scene()),
            about: self.about().cloned(),
            device: self.device.clone(),
        }
    }

    fn knows_how_things_stand(&self) -> bool {
        match &self.stage {
            Stage::Guest(_) => true,
            Stage::Member(member) => member.knows_how_things_stand(),
        }
    }

    fn scene(&self) -> Scene {
        match &self.stage {
            Stage::Guest(guest) => self.scene_of_a_guest(guest),
            Stage::Member(member) => self.scene_of_a_member(member),
        }
    }

    fn wake_at(&self) -> Option<Timestamp> {
        match &self.stage {
            Stage::Guest(_) => None,
            Stage::Member(member) => member.wake_at,
        }
    }
}

fn icon(scene: &Scene, catalogue: &Catalogue) -> Icon {
    match scene {
        Scene::Uninvited { .. } | Scene::Asking { .. } | Scene::Invited { .. } => {
            let words = catalogue.text("tray-not-set-up");
            Icon { mood: Mood::Offline, count: 0, words, member: false }
        }
        Scene::Member(status) => {
            let count = status.notices.iter().filter(|notice| notice.state == NoticeState::Open).count();
            Icon { mood: status.mood, count, words: status.sentence.clone(), member: true }
        }
    }
}

#[cfg(test)]
mod tests;
