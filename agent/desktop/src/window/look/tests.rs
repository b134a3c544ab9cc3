//! Whole looks, for every state there is.

use super::*;
use akabeko_shared::view::{Consent, RescanState, Status, ViewNotice};
use akabeko_shared::wire::LastLook;
use akabeko_shared::{Language, NetworkKind, NoticeId, Variant};
use jiff::Timestamp;

fn status(mood: Mood, open: u8) -> Status {
    let notice = |number| ViewNotice {
        notice: NoticeId::at(Timestamp::UNIX_EPOCH, [number; 10]),
        sent_at: Timestamp::UNIX_EPOCH,
        state: NoticeState::Open,
        ports: Vec::new(),
        word: "mikan-3821".to_owned(),
        answered: false,
        variant: Variant::Usual,
    };
    Status {
        mood,
        sentence: "How it is.".to_owned(),
        hint: None,
        server: "https://akabeko.example".to_owned(),
        address: None,
        provider: None,
        checked_in_at: None,
        look: LastLook::NotYet,
        rescan: RescanState::Unasked,
        notices: (1..=open).map(notice).collect(),
        network: Some(NetworkKind::Home),
        paused_until: None,
        snoozed_until: None,
        consent: Consent::Given,
    }
}

/// The menu as one would read it: `-` for a line, `>` before what hides behind another entry.
fn read(look: &Look) -> Vec<String> {
    let line = |entry: &Entry| match entry {
        Entry::Words(words) => vec![format!("({words})")],
        Entry::Item(words, _) => vec![words.clone()],
        Entry::More(words, choices) => {
            let choices = choices.iter().map(|(words, _)| format!("> {words}"));
            [words.clone()].into_iter().chain(choices).collect()
        }
        Entry::Line => vec!["-".to_owned()],
    };
    look.menu.iter().flat_map(line).collect()
}

fn look(status: Status) -> Look {
    Look::of_a_member(&status, &Catalogue::new(Language::En))
}

#[test]
fn all_is_well() {
    let look = look(status(Mood::Ok, 0));
    assert_eq!((look.icon, look.words.as_str()), (Icon::Ok, "How it is."));
    assert_eq!(
        read(&look),
        [
            "(How it is.)",
            "-",
            "Show how things stand",
            "Check now",
            "-",
            "Pause checks for a day",
            "-",
            "Settings and who runs this…",
            "Quit",
        ]
    );
}

#[test]
fn a_notice_stands_first_and_can_be_put_off() {
    let look = look(status(Mood::Notice, 1));
    assert_eq!(look.icon, Icon::Notice(1));
    assert_eq!(
        read(&look),
        [
            "(How it is.)",
            "-",
            "Open the notice",
            "Show how things stand",
            "Check now",
            "-",
            "Remind me later",
            "> In a day",
            "> In a week",
            "Pause checks for a day",
            "-",
            "Settings and who runs this…",
            "Quit",
        ]
    );
}

#[test]
fn several_notices_are_counted() {
    let look = look(status(Mood::Notice, 3));
    assert_eq!(look.icon, Icon::Notice(3));
    assert!(read(&look).contains(&"Open the newest of 3 notices".to_owned()));
}

#[test]
fn what_was_put_off_can_be_taken_back() {
    let later = Some(Timestamp::UNIX_EPOCH);
    let snoozed = look(Status { snoozed_until: later, ..status(Mood::Snoozed, 1) });
    assert_eq!(snoozed.icon, Icon::Snoozed);
    assert!(read(&snoozed).contains(&"Remind me again".to_owned()));
    assert!(!read(&snoozed).contains(&"Remind me later".to_owned()));

    let paused = look(Status { paused_until: later, ..status(Mood::Paused, 1) });
    assert_eq!(paused.icon, Icon::Paused);
    assert!(read(&paused).contains(&"Go on checking".to_owned()));
    assert!(!read(&paused).contains(&"Check now".to_owned()));
}

#[test]
fn whoever_withdrew_is_led_back_by_the_settings() {
    let withdrawn = look(Status { consent: Consent::Withdrawn, ..status(Mood::Paused, 0) });
    assert!(withdrawn.menu.contains(&Entry::Item("Take part again…".to_owned(), Deed::About)));
}

#[test]
fn no_server_is_no_reason_to_hide_anything() {
    let offline = look(status(Mood::Offline, 0));
    assert_eq!(offline.icon, Icon::Offline);
    assert_eq!(read(&offline).len(), 9);
}

#[test]
fn a_guest_can_set_up_and_quit() {
    let look = Look::of_a_guest(&Catalogue::new(Language::Ja));
    assert_eq!(look.icon, Icon::Offline);
    assert_eq!(read(&look), ["(赤べこの準備がまだです)", "-", "準備をはじめる…", "-", "終了する"]);
}

#[test]
fn every_deed_has_a_name_of_its_own() {
    let names: std::collections::BTreeSet<&str> = Deed::ALL.into_iter().map(Deed::id).collect();
    assert_eq!(names.len(), Deed::ALL.len());
}
