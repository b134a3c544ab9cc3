//! Enrolling and checking in, and what becomes of an agent that nobody answers or knows.

use akabeko_shared::NetworkKind;
use akabeko_shared::wire::{EnrolReply, Network, NoticeState, Problem, Ticket, Veto};
use jiff::SignedDuration;

use super::device::{Device, NOON, after, invited, number, server};
use crate::{Agent, Effect, Enrolment, Event, Failure, Installation, Mood, Origin, Reason, Token};

#[test]
fn an_invitation_becomes_an_agent_that_checks_in_at_once() {
    let mut device = Device::new(invited());
    device.give(Event::Started);
    assert_eq!((device.count("Enrol"), device.count("CheckIn"), device.count("ReadInbox")), (1, 1, 1));
    assert_eq!(device.count("OpenStream"), 1);
    assert_eq!(device.moods(), [Mood::Ok]);
    assert!(device.agent.id().is_some());
}

#[test]
fn one_missed_check_in_is_no_reason_to_worry_and_two_are() {
    let mut device = Device::enrolled();
    device.is_online = false;
    device.pass(1000);
    assert_eq!(device.moods(), [Mood::Ok]);
    device.pass(10);
    assert_eq!(device.moods(), [Mood::Ok, Mood::Offline]);
    assert_eq!(device.agent.face().reason, Some(Reason::Unreachable));

    device.is_online = true;
    device.pass(60);
    assert_eq!(device.moods(), [Mood::Ok, Mood::Offline, Mood::Ok]);
}

#[test]
fn a_backend_that_is_gone_is_asked_a_few_times_an_hour() {
    let mut device = Device::enrolled();
    device.is_online = false;
    device.pass(1000);
    let before = device.count("CheckIn");
    for _ in 0..3600 {
        device.pass(1);
    }
    let calls = device.count("CheckIn") - before;
    assert!((6..=14).contains(&calls), "{calls} calls in the first hour");
}

#[test]
fn another_network_is_a_reason_to_check_in_at_once() {
    let mut device = Device::enrolled();
    let before = device.count("CheckIn");
    device.give(Event::NetworkChanged(None));
    assert_eq!((device.count("CheckIn"), device.count("OpenStream")), (before + 1, 2));
}

#[test]
fn a_forgotten_agent_says_so_and_stops() {
    let mut device = Device::enrolled();
    device.send(NoticeState::Open);
    let memory = device.memory.clone();
    device.restart();
    device.give(Event::CheckInFailed(Failure::UnknownToken));
    let face = device.agent.face();
    assert_eq!((face.mood, face.notices.len(), face.reason), (Mood::Offline, 0, Some(Reason::Forgotten)));
    assert_eq!(device.memory, memory, "what is remembered stays");

    let before = device.count("CheckIn");
    device.pass(100_000);
    device.give(Event::NetworkChanged(None));
    device.give(Event::AskScan);
    assert_eq!((device.count("CheckIn"), device.count("AskScan")), (before, 0));
}

#[test]
fn an_agent_that_was_erased_never_enrols_again_by_itself() {
    let mut device = Device::enrolled();
    device.forgets = true;
    device.pass(1000);
    assert_eq!(device.agent.stranded(), Some(&Reason::Forgotten));
    device.restart();
    assert_eq!(device.agent.stranded(), Some(&Reason::Forgotten));
    assert_eq!(device.count("Enrol"), 1, "the invitation is still there and was used once");

    device.forgets = false;
    device.memory = None;
    device.restart();
    assert_eq!((device.count("Enrol"), device.agent.face().mood), (2, Mood::Ok));
}

#[test]
fn only_a_network_called_home_is_scanned() {
    let mut device = Device::enrolled();
    let cases = [
        (Some(NetworkKind::Work), Some(Veto::Network), None),
        (Some(NetworkKind::Home), None, None),
        (Some(NetworkKind::Away), Some(Veto::Network), None),
        (Some(NetworkKind::Unknown), Some(Veto::Network), Some(Reason::NewNetwork)),
        (None, None, None),
    ];
    for (kind, veto, reason) in cases {
        device.give(Event::NetworkChanged(kind.map(network)));
        let face = device.agent.face();
        assert_eq!(device.vetoes.last(), Some(&veto), "{kind:?}");
        assert_eq!((face.mood, &face.reason), (Mood::Ok, &reason), "{kind:?}");
        assert_eq!(device.faces.last(), Some(&face), "{kind:?}");
    }
    device.give(Event::NetworkChanged(Some(network(NetworkKind::Work))));
    device.give(Event::Pause(after(device.now, 60)));
    assert_eq!(device.vetoes.last(), Some(&Some(Veto::Paused)));
}

#[test]
fn an_inbox_that_cannot_be_read_is_asked_for_ever_more_slowly_and_told() {
    let mut device = Device::enrolled();
    device.inbox_fails = true;
    device.send(NoticeState::Open);
    let before = (device.count("CheckIn"), device.count("ReadInbox"));
    assert_eq!(device.agent.face().mood, Mood::Ok);
    for _ in 0..3600 {
        device.pass(1);
    }
    let check_ins = device.count("CheckIn") - before.0;
    let readings = device.count("ReadInbox") - before.1;
    assert!((3..=5).contains(&check_ins) && (6..=14).contains(&readings), "{check_ins}, {readings}");
    assert_eq!(device.moods(), [Mood::Ok, Mood::Offline]);
    assert_eq!(device.agent.face().reason, Some(Reason::Unreachable));

    device.inbox_fails = false;
    device.pass(1000);
    assert_eq!(device.moods(), [Mood::Ok, Mood::Offline, Mood::Notice]);
}

#[test]
fn an_inbox_that_never_could_be_read_is_told_too() {
    let mut device = Device::new(invited());
    device.inbox_fails = true;
    device.give(Event::Started);
    assert_eq!(device.moods(), []);
    device.pass(8);
    assert_eq!(device.moods(), [Mood::Offline]);
}

#[test]
fn a_clock_that_is_off_is_said_once() {
    let mut device = Device::enrolled();
    device.clock_is_off_by = SignedDuration::from_mins(-20);
    for _ in 0..5 {
        device.pass(1000);
    }
    assert_eq!(device.count("SayClockIsOff"), 1);
}

#[test]
fn the_last_word_of_an_agent_is_a_veto() {
    let device = Device::enrolled();
    assert_eq!(device.agent.farewell().map(|farewell| farewell.veto), Some(Some(Veto::Paused)));
    assert_eq!(Agent::new(server(), invited(), None, 1).farewell(), None);
}

#[test]
fn secrets_of_the_wire_never_show() {
    let secret = "MFZWIZTHNBUWU23M".to_owned();
    let mut inbox = Device::enrolled().inbox_with(NoticeState::Open);
    inbox.notices[0].url = format!("https://akabeko.example/n/{secret}");
    let mut agent = Agent::new(server(), Installation { invite: Some(secret.clone()), ..invited() }, None, 1);
    let enrols = agent.handle(Event::Started, NOON);
    let pops = Effect::Pop(inbox.notices[0].clone());
    let reply = EnrolReply { agent: number(1), token: secret.clone(), check_in_every: 900 };
    let ticket = Ticket { url: secret.clone() };
    let shown = format!("{enrols:?} {pops:?} {:?} {reply:?} {ticket:?}", Event::InboxRead(inbox));
    assert!(!shown.contains(&secret), "{shown}");
    for hidden in ["invite: …", "token: …", "url: …"] {
        assert!(shown.contains(hidden), "{shown}");
    }
}

#[test]
fn enrolments_that_are_refused_are_not_repeated_and_others_are() {
    let cases = [(400, true), (403, true), (410, true), (429, false), (503, false)];
    for (status, is_final) in cases {
        let mut agent = Agent::new(server(), invited(), None, 1);
        agent.handle(Event::Started, NOON);
        let problem = Problem { status, title: "no".to_owned(), detail: None };
        agent.handle(Event::EnrolFailed(Failure::Refused(problem)), NOON);
        let expected = is_final.then(|| Reason::InviteRefused("no".to_owned()));
        assert_eq!(agent.stranded(), expected.as_ref(), "status {status}");
        let again = agent.handle(Event::Tick, after(NOON, 60));
        assert_eq!(
            again.iter().any(|effect| matches!(effect, Effect::Enrol(_))),
            !is_final,
            "status {status}"
        );
    }
}

#[test]
fn without_memory_or_invitation_it_says_so() {
    let mut agent = Agent::new(server(), Installation { invite: None, ..invited() }, None, 1);
    agent.handle(Event::Started, NOON);
    assert_eq!(agent.face().reason, Some(Reason::NotEnrolled));
}

#[test]
fn a_memory_of_another_server_is_not_used() {
    let memory = Device::enrolled().memory;
    let elsewhere: Origin = "https://elsewhere.example".parse().unwrap();
    assert!(Agent::new(elsewhere, invited(), memory, 1).token().is_none());
}

#[test]
fn a_backend_restored_from_a_backup_is_believed() {
    let mut device = Device::enrolled();
    device.send(NoticeState::Open);
    device.inbox.notices.clear();
    device.last_event = 0;
    device.pass(1000);
    assert_eq!(device.agent.face().mood, Mood::Ok);
    assert_eq!(device.memory.as_ref().unwrap().last_event, 0);
}

#[test]
fn the_token_never_shows() {
    let secret = "MFZWIZTHNBUWU23M";
    let enrolment = Enrolment { agent: number(1), token: Token::new(secret.to_owned()) };
    let mut agent = Agent::new(server(), invited(), None, 1);
    agent.handle(Event::Started, NOON);
    let told = format!("{:?}", Event::Enrolled(enrolment.clone()));
    let done = format!("{:?}", agent.handle(Event::Enrolled(enrolment), NOON));
    assert!(!told.contains(secret) && !done.contains(secret));
    assert!(done.contains("Remember"));
}

fn network(kind: NetworkKind) -> Network {
    Network { key: "0123456789abcdef".to_owned().try_into().unwrap(), kind }
}
