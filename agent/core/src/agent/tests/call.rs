//! Enrolling and checking in, and what becomes of an agent that nobody answers or knows.

use akabeko_shared::wire::{NoticeState, Problem};

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
fn a_forgotten_agent_without_invitation_says_so_and_stops() {
    let mut device = Device::enrolled();
    device.send(NoticeState::Open);
    let memory = device.memory.clone();
    device.agent = Agent::new(server(), Installation { invite: None, ..invited() }, memory.clone(), 1);
    device.give(Event::Started);
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
fn a_forgotten_agent_with_an_invitation_enrols_again_ever_more_slowly() {
    let mut device = Device::enrolled();
    device.forgets = true;
    for _ in 0..3600 {
        device.pass(1);
    }
    let enrolments = device.count("Enrol");
    assert!((3..=14).contains(&enrolments), "{enrolments} enrolments in an hour");
    device.forgets = false;
    device.pass(1000);
    assert_eq!(device.agent.face().mood, Mood::Ok);
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
    let enrolment = Enrolment { agent: number(1), token: Token::new(secret.to_owned()), check_in_every: 900 };
    let mut agent = Agent::new(server(), invited(), None, 1);
    agent.handle(Event::Started, NOON);
    let told = format!("{:?}", Event::Enrolled(enrolment.clone()));
    let done = format!("{:?}", agent.handle(Event::Enrolled(enrolment), NOON));
    assert!(!told.contains(secret) && !done.contains(secret));
    assert!(done.contains("Remember"));
}
