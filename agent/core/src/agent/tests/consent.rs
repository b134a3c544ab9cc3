//! Consent that is taken back, and given again, whatever the network does.

use akabeko_shared::wire::{CONSENT_VERSION, NoticeState, Veto};

use super::device::{Device, NOON, invited, server, unreachable};
use crate::{Agent, Agreed, Effect, Event, Failure, Mood, Reason};

#[test]
fn a_withdrawal_counts_at_once_and_the_backend_is_told_until_it_knows() {
    let mut device = Device::enrolled();
    device.is_online = false;
    let before = device.count("CheckIn");
    device.give(Event::Withdraw);
    assert_eq!(device.agent.face().reason, Some(Reason::Withdrawn));
    assert_eq!((device.moods().pop(), device.count("CloseStream")), (Some(Mood::Paused), 1));
    for _ in 0..3600 {
        device.pass(1);
    }
    let tries = device.count("Withdraw");
    assert!((6..=14).contains(&tries), "{tries} tries in the first hour");

    device.restart();
    assert_eq!(device.agent.face().reason, Some(Reason::Withdrawn));
    device.is_online = true;
    device.pass(1000);
    assert_eq!(device.memory.as_ref().unwrap().agreed, Agreed::Withdrawn);
    let tries = device.count("Withdraw");
    device.pass(100_000);
    device.give(Event::Woke);
    device.give(Event::NetworkChanged(None));
    device.give(Event::AskScan);
    device.give(Event::Withdraw);
    assert_eq!(
        (device.count("Withdraw"), device.count("CheckIn"), device.count("AskScan")),
        (tries, before, 0)
    );
    assert_eq!(device.agent.farewell(), None);
}

#[test]
fn agreeing_again_is_told_first_and_then_life_goes_on() {
    let mut device = Device::enrolled();
    device.give(Event::Withdraw);
    let notice = device.add(NoticeState::Open);
    device.last_event += 1;
    device.pass(1000);
    let (streams, before) = (device.count("OpenStream"), device.count("CheckIn"));

    device.is_online = false;
    device.give(Event::Agree);
    assert_eq!((device.moods().pop(), device.count("Agree")), (Some(Mood::Paused), 1));
    device.pass(10);
    assert_eq!(device.agent.face().reason, Some(Reason::Unreachable));
    device.is_online = true;
    device.pass(1000);
    assert_eq!((device.moods().pop(), device.popped.clone()), (Some(Mood::Notice), vec![notice]));
    assert_eq!((device.count("CheckIn"), device.count("OpenStream")), (before + 1, streams + 1));
    assert_eq!(device.memory.unwrap().agreed, Agreed::Given);
}

#[test]
fn an_older_text_keeps_scans_away_until_the_person_agrees_to_the_newer_one() {
    let mut device = Device::enrolled();
    device.memory.as_mut().unwrap().consent_version = CONSENT_VERSION - 1;
    device.restart();
    let face = device.agent.face();
    assert_eq!((face.mood, face.reason), (Mood::Paused, Some(Reason::ConsentOutdated)));
    assert_eq!(device.vetoes.last(), Some(&Some(Veto::Paused)));
    device.send(NoticeState::Open);
    assert_eq!(device.moods().pop(), Some(Mood::Notice), "what was seen is told all the same");

    device.give(Event::Agree);
    assert_eq!((device.count("Agree"), device.vetoes.last()), (1, Some(&None)));
    assert_eq!(device.memory.as_ref().unwrap().consent_version, CONSENT_VERSION);
    device.give(Event::Agree);
    assert_eq!(device.count("Agree"), 1);
}

#[test]
fn late_answers_do_not_undo_what_the_person_said_last() {
    let mut device = Device::enrolled();
    device.is_deaf = true;
    device.give(Event::Withdraw);
    device.give(Event::Agree);
    device.give(Event::Withdrawn);
    assert_eq!(device.memory.as_ref().unwrap().agreed, Agreed::Renewing);
    device.give(Event::Withdraw);
    device.give(Event::Agreed);
    device.give(Event::AgreeFailed(unreachable()));
    device.give(Event::CheckInFailed(unreachable()));
    device.give(Event::CheckedIn(device.reply()));
    assert_eq!(device.memory.as_ref().unwrap().agreed, Agreed::Withdrawing);
    device.is_deaf = false;
    device.pass(60);
    assert_eq!(device.memory.as_ref().unwrap().agreed, Agreed::Withdrawn);
}

#[test]
fn whoever_was_erased_and_withdraws_is_not_asked_for_any_more() {
    let mut device = Device::enrolled();
    device.give(Event::WithdrawFailed(Failure::UnknownToken));
    assert_eq!(device.agent.stranded(), None, "nobody withdrew");
    device.forgets = true;
    device.give(Event::Withdraw);
    assert_eq!(device.agent.stranded(), Some(&Reason::Forgotten));
    device.pass(100_000);
    assert_eq!(device.count("Withdraw"), 1);
}

#[test]
fn whoever_withdraws_before_they_joined_does_not_join() {
    let mut agent = Agent::new(server(), invited(), None, 1);
    agent.handle(Event::Withdraw, NOON);
    let enrols = |effects: Vec<Effect>| effects.iter().any(|effect| matches!(effect, Effect::Enrol(_)));
    assert!(!enrols(agent.handle(Event::Started, NOON)));
    assert_eq!(agent.stranded(), Some(&Reason::Withdrawn));
    assert!(enrols(agent.handle(Event::Agree, NOON)));
}
