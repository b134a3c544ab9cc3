//! A shell that does what it is told at once, a server behind it, and what people meet between the two.

mod shell;

use akabeko_agent_core::Mood;
use akabeko_shared::view::{Ask, Scene, Waking};
use akabeko_shared::wire::{NoticeState, Veto};
use akabeko_shared::{Language, NetworkKind};
use serde_json::json;

use self::shell::{SERVER, Shell};
use crate::Place;

fn link() -> String {
    format!("akabeko://enrol?server={SERVER}&code=MIKAN-3821")
}

fn invite(text: &str) -> Ask {
    Ask::Invite { invitation: text.to_owned(), server: None }
}

fn home() -> Ask {
    Ask::Join { network: NetworkKind::Home, autostart: false }
}

/// Somebody who joined from home.
fn member(place: Place) -> Shell {
    let mut shell = Shell::new(place);
    shell.ask(invite(&link()));
    shell.ask(home());
    shell
}

#[test]
fn from_the_invitation_to_the_first_check_in() {
    let mut shell = Shell::new(Place::Extension);
    assert_eq!(shell.view().scene, Scene::Uninvited { trouble: None });
    shell.ask(invite(&link()));
    let Scene::Invited { about, joining: false, trouble: None, .. } = shell.view().scene else { panic!() };
    assert_eq!(about.organisation, "Aizu");
    assert_eq!(shell.server.heard, ["GET about"], "nothing is sent before the person agrees");
    shell.ask(home());
    assert_eq!(shell.mood(), Some(Mood::Ok));
    let enrol = &shell.server.bodies[1];
    assert_eq!((&enrol["platform"], &enrol["invite"]), (&json!("browser"), &json!("MIKAN-3821")));
    assert!(!shell.kept().contains("MIKAN"), "a used invitation is not kept");
    assert!(shell.wakes(), "it comes back by itself");
}

#[test]
fn an_invitation_that_leads_nowhere_says_why() {
    let mut shell = Shell::new(Place::Extension);
    for (text, key) in [("", "failure-invitation"), ("akabeko://enrol?server=ox&code=a", "failure-server")] {
        shell.ask(invite(text));
        assert_eq!(shell.view().scene, Scene::Uninvited { trouble: Some(shell.text(key)) });
    }
    shell.server.is_away = true;
    shell.ask(invite(&link()));
    assert_eq!(shell.view().scene, Scene::Uninvited { trouble: Some(shell.text("failure-offline")) });
    shell.server.is_away = false;
    shell.ask(invite(&link()));
    shell.server.refuses_to_enrol = true;
    shell.ask(home());
    let Scene::Uninvited { trouble: Some(why) } = shell.view().scene else { panic!("{:?}", shell.view()) };
    assert!(why.contains(&shell.text("status-invite-refused")), "{why}");
    assert!(!shell.wakes());
}

#[test]
fn a_life_that_ends_while_the_person_reads_or_while_the_server_is_asked_goes_on() {
    let mut shell = Shell::new(Place::Extension);
    shell.ask(invite(&link()));
    shell.restart();
    assert!(matches!(shell.view().scene, Scene::Invited { joining: false, .. }));
    shell.server.loses_answers = true;
    shell.ask(home());
    assert!(matches!(shell.view().scene, Scene::Invited { joining: true, .. }));
    shell.server.loses_answers = false;
    shell.restart();
    assert_eq!(shell.mood(), Some(Mood::Ok));
    let attempts: Vec<_> = shell.server.bodies.iter().filter_map(|body| body.get("attempt")).collect();
    assert!(attempts.len() == 2 && attempts[0] == attempts[1], "{attempts:?}");
}

#[test]
fn only_where_the_server_has_just_seen_the_device_at_home_may_it_look() {
    let mut shell = member(Place::Extension);
    let (vetoed, free) = (Some(Veto::Network), None);
    assert_eq!(shell.server.vetoes(), [vetoed, free]);
    shell.restart();
    assert_eq!(shell.server.vetoes(), [vetoed, free], "a life begins anywhere");
    shell.pass(1000);
    assert_eq!(shell.server.vetoes(), [vetoed, free], "a quarter of an hour later it may be anywhere");
    assert_eq!(shell.status().network, Some(NetworkKind::Home));

    shell.server.forget_what_was_heard();
    shell.server.address = "198.51.100.9";
    shell.give(json!({ "what": "moved" }));
    assert_eq!(shell.server.vetoes(), [vetoed, vetoed], "a café is not home");
    assert_eq!(shell.status().network, Some(NetworkKind::Unknown));
    shell.ask(Ask::NameNetwork { network: NetworkKind::Away });
    shell.pass(1000);
    assert!(shell.server.vetoes().iter().all(|veto| *veto == vetoed));
    shell.server.address = "203.0.113.7";
    shell.pass(1000);
    assert_eq!(shell.server.vetoes().last(), Some(&free), "home again");
}

#[test]
fn the_two_check_ins_at_one_address_name_one_network() {
    let mut shell = member(Place::Extension);
    shell.server.forget_what_was_heard();
    shell.restart();
    let keys: Vec<_> =
        shell.server.bodies.iter().filter_map(|body| body["network"]["key"].as_str()).collect();
    assert!(keys.len() == 2 && keys[0] == keys[1], "another network begins anew for the server: {keys:?}");
}

#[test]
fn a_notice_is_said_once_and_only_after_that_was_written_down() {
    let mut shell = member(Place::Extension);
    let notice = shell.server.send(NoticeState::Open);
    shell.is_full = true;
    shell.pass(1000);
    assert_eq!((shell.said.len(), shell.mood()), (0, Some(Mood::Notice)), "it could be said again");
    assert!(shell.view().device.failure.is_some());
    shell.is_full = false;
    shell.pass(1000);
    assert_eq!(shell.said.len(), 1);
    assert_eq!(shell.said[0]["notice"], json!(notice));
    assert_eq!(shell.said[0]["title"], json!(shell.text("message-notice-title")));
    assert_eq!((shell.icon["mood"].as_str(), shell.icon["count"].as_u64()), (Some("notice"), Some(1)));
    for _ in 0..3 {
        shell.restart();
        shell.pass(1000);
    }
    assert_eq!(shell.said.len(), 1);

    shell.server.set(notice, NoticeState::Closed);
    shell.pass(1000);
    assert_eq!(shell.said.last().unwrap()["title"], json!(shell.text("message-closed-title")));
    assert_eq!(shell.mood(), Some(Mood::Ok));
}

#[test]
fn what_was_shown_stands_until_a_new_life_knows_better() {
    let mut shell = member(Place::Extension);
    shell.server.send(NoticeState::Open);
    shell.pass(1000);
    shell.server.loses_answers = true;
    shell.restart();
    assert_eq!(shell.mood(), Some(Mood::Notice), "an icon that went blue would read as solved");
    shell.server.loses_answers = false;
    shell.server.set_all(NoticeState::Closed);
    shell.pass(1000);
    assert_eq!(shell.mood(), Some(Mood::Ok));
}

#[test]
fn a_page_opens_with_a_ticket_and_only_the_server_s_own() {
    let mut shell = member(Place::Extension);
    let notice = shell.server.send(NoticeState::Open);
    shell.pass(1000);
    shell.ask(Ask::OpenNotice { notice });
    assert_eq!(shell.opened, [format!("{SERVER}/n/page?ticket=1&lang=en")]);
    shell.server.pages_are_elsewhere = true;
    shell.ask(Ask::OpenNotice { notice });
    assert_eq!(shell.opened.len(), 1);
    assert_eq!(shell.view().device.failure, Some(shell.text("failure-offline")));
}

#[test]
fn a_push_has_the_agent_ask_and_only_the_web_app_subscribes() {
    let mut shell = member(Place::Web);
    assert_eq!((shell.view().device.waking, shell.subscribed.len()), (Waking::Opened, 0), "nobody was asked");
    shell.give(json!({ "what": "messages", "allowed": true }));
    shell.ask(Ask::AllowMessages);
    assert_eq!(shell.subscribed, ["KEY"]);
    assert_eq!(shell.view().device.waking, Waking::Push);
    let told =
        |shell: &Shell| shell.server.bodies.iter().any(|body| body["push"]["subscribed"]["auth"] == "secret");
    assert!(told(&shell), "the server is told how to wake it");
    shell.server.send(NoticeState::Open);
    shell.server.forget_what_was_heard();
    shell.give(json!({ "what": "pushed" }));
    assert_eq!((shell.said.len(), shell.mood()), (1, Some(Mood::Notice)));

    let mut shell = member(Place::Extension);
    shell.ask(Ask::AllowMessages);
    assert_eq!((shell.subscribed.len(), shell.view().device.waking), (0, Waking::Sometimes));
}

#[test]
fn a_stream_is_never_opened() {
    let mut shell = member(Place::Extension);
    for _ in 0..20 {
        shell.pass(30);
    }
    assert!(!shell.server.heard.iter().any(|call| call.contains("events")), "{:?}", shell.server.heard);
}

#[test]
fn deleting_everything_forgets_it_here_only_if_it_is_gone_there() {
    let mut shell = member(Place::Extension);
    shell.server.is_away = true;
    shell.ask(Ask::Erase);
    assert!(shell.view().device.failure.is_some() && shell.kept().contains("token"));
    shell.server.is_away = false;
    shell.pass(1000);
    assert_eq!(shell.mood(), Some(Mood::Ok), "it goes on");
    shell.ask(Ask::Speak { language: Language::Ja });
    shell.ask(Ask::Erase);
    assert_eq!(shell.view().scene, Scene::Uninvited { trouble: None });
    assert!(!shell.kept().contains("secret-token") && !shell.kept().contains(SERVER), "{}", shell.kept());
    shell.restart();
    assert_eq!(
        (shell.view().scene, shell.view().language),
        (Scene::Uninvited { trouble: None }, Language::Ja)
    );
}

#[test]
fn everything_about_the_person_is_handed_over_as_it_came() {
    let mut shell = member(Place::Extension);
    shell.ask(Ask::Export);
    assert_eq!(shell.saved, Some(json!({ "name": "akabeko-1970-01-01.json", "document": "{\"all\": 1}" })));
}

#[test]
fn what_was_kept_and_cannot_be_read_begins_anew_with_a_word() {
    let shell = Shell::with(Place::Extension, Some("{"));
    let Scene::Uninvited { trouble: Some(_) } = shell.view().scene else { panic!("{:?}", shell.view()) };
}

#[test]
fn an_invitation_is_not_used_twice_and_one_from_elsewhere_is_not_left_aside_without_a_word() {
    let mut shell = member(Place::Web);
    shell.ask(invite(&link()));
    assert_eq!(shell.view().device.failure, None);
    shell.ask(invite("akabeko://enrol?server=https://other.example&code=A"));
    assert_eq!(shell.view().device.failure, Some(shell.text("failure-member")));
}
