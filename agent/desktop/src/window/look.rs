//! What the tray shows, as values: icon, words and menu follow from the view alone.

use akabeko_shared::locale::Catalogue;
use akabeko_shared::view::{Mood, Scene, Status, View};
use akabeko_shared::wire::NoticeState;

/// All that the tray shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    /// The icon.
    pub(crate) icon: Icon,
    /// The state in a sentence, which is also what a pointer that rests on the icon is told.
    pub(crate) words: String,
    /// The menu, from top to bottom.
    pub(crate) menu: Vec<Entry>,
}

/// The icons there are. Each has a shape of its own, so that nobody needs its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    /// Blue: all is well.
    Ok,
    /// Red, with a mark and the number of notices.
    Notice(u8),
    /// The notices were put off.
    Snoozed,
    /// Dashed and struck through: the server is out of reach, or there is none yet.
    Offline,
    /// Two bars: the person wanted quiet.
    Paused,
}

/// One line of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// Words to read.
    Words(String),
    /// Words that do something.
    Item(String, Deed),
    /// Further lines.
    More(String, Vec<(String, Deed)>),
    /// A line between groups.
    Line,
}

/// What a line of the menu does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    /// Opens the popup.
    Show,
    /// Opens the window that leads to the first check.
    Welcome,
    /// Opens the page of the newest open notice.
    OpenNotice,
    /// Scans again now.
    CheckNow,
    /// Puts the notices off by a day.
    SnoozeDay,
    /// Puts the notices off by a week.
    SnoozeWeek,
    /// Takes that back.
    EndSnooze,
    /// No scans and no messages for a day.
    Pause,
    /// Takes that back.
    Resume,
    /// Opens the settings, which tell who runs this.
    About,
    /// Ends the app.
    Quit,
}

impl Deed {
    /// All of them.
    pub(crate) const ALL: [Self; 11] = [
        Self::Show,
        Self::Welcome,
        Self::OpenNotice,
        Self::CheckNow,
        Self::SnoozeDay,
        Self::SnoozeWeek,
        Self::EndSnooze,
        Self::Pause,
        Self::Resume,
        Self::About,
        Self::Quit,
    ];

    /// The name by which the menu reports a click.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Show => "show",
            Self::Welcome => "welcome",
            Self::OpenNotice => "open-notice",
            Self::CheckNow => "check-now",
            Self::SnoozeDay => "snooze-day",
            Self::SnoozeWeek => "snooze-week",
            Self::EndSnooze => "end-snooze",
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::About => "about",
            Self::Quit => "quit",
        }
    }
}

impl Look {
    /// What a view looks like in the tray.
    pub(crate) fn of(view: &View, catalogue: &Catalogue) -> Self {
        match &view.scene {
            Scene::Uninvited { .. } | Scene::Asking { .. } | Scene::Invited { .. } => {
                Self::of_a_guest(catalogue)
            }
            Scene::Member(status) => Self::of_a_member(status, catalogue),
        }
    }

    fn of_a_guest(catalogue: &Catalogue) -> Self {
        let words = catalogue.text("tray-not-set-up");
        let item = |key, deed| Entry::Item(catalogue.text(key), deed);
        let menu = vec![
            Entry::Words(words.clone()),
            Entry::Line,
            item("tray-set-up", Deed::Welcome),
            Entry::Line,
            item("tray-quit", Deed::Quit),
        ];
        Self { icon: Icon::Offline, words, menu }
    }

    fn of_a_member(status: &Status, catalogue: &Catalogue) -> Self {
        let open = open(status);
        let icon = match status.mood {
            Mood::Ok => Icon::Ok,
            Mood::Notice => Icon::Notice(u8::try_from(open).unwrap_or(u8::MAX)),
            Mood::Snoozed => Icon::Snoozed,
            Mood::Offline => Icon::Offline,
            Mood::Paused => Icon::Paused,
        };
        Self { icon, words: status.sentence.clone(), menu: menu(status, open, catalogue) }
    }
}

/// How many notices want attention.
fn open(status: &Status) -> usize {
    status.notices.iter().filter(|notice| notice.state == NoticeState::Open).count()
}

fn menu(status: &Status, open: usize, catalogue: &Catalogue) -> Vec<Entry> {
    let item = |key: &str, deed| Entry::Item(catalogue.text(key), deed);
    let mut menu = vec![Entry::Words(status.sentence.clone()), Entry::Line];
    if open > 0 {
        let count = open.to_string();
        let words = catalogue.text_with("tray-open-notice", &[("count", &count)]);
        menu.push(Entry::Item(words, Deed::OpenNotice));
    }
    menu.push(item("tray-show", Deed::Show));
    if status.mood != Mood::Paused {
        menu.push(item("tray-check-now", Deed::CheckNow));
    }
    menu.push(Entry::Line);
    menu.extend(quiet(status, open, catalogue));
    menu.push(Entry::Line);
    menu.push(item("tray-about", Deed::About));
    menu.push(item("tray-quit", Deed::Quit));
    menu
}

/// The ways to less noise, and back.
fn quiet(status: &Status, open: usize, catalogue: &Catalogue) -> Vec<Entry> {
    let words = |key: &str| catalogue.text(key);
    let mut entries = Vec::new();
    if status.snoozed_until.is_some() {
        entries.push(Entry::Item(words("tray-end-snooze"), Deed::EndSnooze));
    } else if open > 0 && status.paused_until.is_none() {
        let choices =
            vec![(words("tray-snooze-day"), Deed::SnoozeDay), (words("tray-snooze-week"), Deed::SnoozeWeek)];
        entries.push(Entry::More(words("tray-snooze"), choices));
    }
    entries.push(match (status.mood, status.paused_until) {
        (Mood::Paused, Some(_)) => Entry::Item(words("tray-resume"), Deed::Resume),
        (Mood::Paused, None) => Entry::Item(words("tray-start-again"), Deed::About),
        (Mood::Ok | Mood::Notice | Mood::Snoozed | Mood::Offline, _) => {
            Entry::Item(words("tray-pause"), Deed::Pause)
        }
    });
    entries
}

#[cfg(test)]
mod tests;
