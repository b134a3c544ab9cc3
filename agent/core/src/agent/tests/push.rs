//! Being woken from afar: what the device offers, what the backend is told, and what a push makes of it.

use akabeko_shared::wire::{Problem, Push, PushSubscription};

use super::device::{Device, invited, unreachable};
use crate::{Event, Failure};

const KEY: &str = "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic";

#[test]
fn a_server_that_sends_no_push_hears_nothing_of_it() {
    let mut device = Device::enrolled();
    device.give(Event::PushOffered(Some(subscription("phone"))));
    device.give(Event::PushOffered(None));
    device.pass(1000);
    assert_eq!((device.push_keys.len(), told(&device)), (0, vec![]));
}

#[test]
fn the_device_subscribes_with_the_key_and_the_server_is_told_once() {
    let mut device = pushed();
    assert_eq!(device.push_keys, [KEY]);
    let before = device.count("CheckIn");
    device.give(Event::PushOffered(Some(subscription("phone"))));
    assert_eq!(device.count("CheckIn"), before + 1, "it is told at once");
    device.give(Event::PushOffered(Some(subscription("phone"))));
    device.pass(1000);
    device.pass(1000);
    assert_eq!(told(&device), [on("phone")]);

    device.give(Event::PushOffered(Some(subscription("tablet"))));
    device.give(Event::PushOffered(None));
    device.pass(1000);
    assert_eq!(told(&device), [on("phone"), on("tablet"), Push::Off]);
    assert_eq!(device.push_keys, [KEY], "nobody has to subscribe again");
}

#[test]
fn what_was_offered_before_the_server_was_heard_is_told_when_it_is() {
    let mut device = Device::new(invited());
    device.push_key = Some(KEY.to_owned());
    device.give(Event::PushOffered(Some(subscription("phone"))));
    device.give(Event::Started);
    assert_eq!(told(&device), []);
    device.pass(1000);
    assert_eq!(told(&device), [on("phone")]);
}

#[test]
fn what_the_server_did_not_hear_is_told_again() {
    let mut device = pushed();
    device.is_online = false;
    device.give(Event::PushOffered(Some(subscription("phone"))));
    device.is_online = true;
    device.pass(60);
    device.pass(1000);
    assert_eq!(told(&device), [on("phone"), on("phone")]);
}

#[test]
fn what_changes_while_a_call_is_under_way_is_told_afterwards() {
    let mut device = pushed();
    device.is_deaf = true;
    device.give(Event::PushOffered(Some(subscription("phone"))));
    device.is_deaf = false;
    device.give(Event::PushOffered(Some(subscription("tablet"))));
    device.give(Event::CheckedIn(device.reply()));
    assert_eq!(told(&device), [on("phone"), on("tablet")]);
}

#[test]
fn another_key_asks_for_another_subscription() {
    let mut device = pushed();
    device.give(Event::PushOffered(Some(subscription("phone"))));
    device.push_key = Some("another".to_owned());
    device.pass(1000);
    device.pass(1000);
    assert_eq!(
        (device.push_keys.clone(), told(&device)),
        (vec![KEY.into(), "another".into()], vec![on("phone")])
    );
    device.give(Event::PushOffered(Some(subscription("phone"))));
    assert_eq!(told(&device), [on("phone"), on("phone")], "the server has to hear it anew");
}

#[test]
fn a_server_that_lost_what_it_knew_is_told_again() {
    let mut device = pushed();
    device.tell();
    device.give(Event::PushOffered(Some(subscription("phone"))));
    device.last_event = 0;
    device.pass(1000);
    device.pass(1000);
    assert_eq!(told(&device), [on("phone"), on("phone")], "it was restored from a backup");

    device.give(Event::Withdraw);
    device.give(Event::Agree);
    device.pass(1000);
    assert_eq!(told(&device).len(), 3, "it forgot with the consent");
}

#[test]
fn a_subscription_that_is_refused_keeps_nobody_from_checking_in() {
    let mut device = pushed();
    device.is_online = false;
    let title = "This subscription cannot be used".to_owned();
    device.failure = Failure::Refused(Problem { status: 400, title, detail: None });
    device.give(Event::PushOffered(Some(subscription("phone"))));
    device.is_online = true;
    let before = device.count("CheckIn");
    device.pass(10);
    assert_eq!((device.count("CheckIn"), told(&device)), (before + 1, vec![on("phone")]));
}

#[test]
fn a_push_brings_the_news_at_once() {
    let mut device = pushed();
    device.last_event += 1;
    let before = (device.count("CheckIn"), device.count("ReadInbox"));
    device.give(Event::Pushed);
    assert_eq!((device.count("CheckIn"), device.count("ReadInbox")), (before.0 + 1, before.1 + 1));
    assert_eq!(device.count("OpenStream"), 1, "what is open stays open");
}

#[test]
fn nobody_can_make_an_agent_call_all_the_time() {
    for is_online in [true, false] {
        let mut device = pushed();
        device.is_online = is_online;
        device.failure = unreachable();
        let before = device.count("CheckIn");
        for _ in 0..600 {
            device.give(Event::Pushed);
            device.pass(1);
        }
        let calls = device.count("CheckIn") - before;
        assert!((10..=20).contains(&calls), "{calls} calls in ten minutes");
    }
}

#[test]
fn a_push_during_a_call_is_not_lost() {
    let mut device = pushed();
    device.is_deaf = true;
    device.give(Event::Woke);
    device.is_deaf = false;
    let before = device.count("CheckIn");
    device.give(Event::Pushed);
    assert_eq!(device.count("CheckIn"), before, "one call at a time");
    device.give(Event::CheckedIn(device.reply()));
    assert_eq!(device.count("CheckIn"), before + 1);
}

#[test]
fn whoever_no_longer_agrees_is_not_woken() {
    let mut device = pushed();
    device.give(Event::Withdraw);
    let before = device.count("CheckIn");
    device.give(Event::Pushed);
    device.give(Event::PushOffered(Some(subscription("phone"))));
    device.pass(1000);
    assert_eq!((device.count("CheckIn"), told(&device)), (before, vec![]));
}

/// A device that is enrolled at a server which sends pushes.
fn pushed() -> Device {
    let mut device = Device::new(invited());
    device.push_key = Some(KEY.to_owned());
    device.give(Event::Started);
    device
}

/// What the backend was told of pushes, call by call.
fn told(device: &Device) -> Vec<Push> {
    device.pushes.iter().flatten().cloned().collect()
}

fn on(name: &str) -> Push {
    Push::Subscribed(subscription(name))
}

pub(super) fn subscription(name: &str) -> PushSubscription {
    let endpoint = format!("https://push.example/{name}");
    PushSubscription { endpoint, p256dh: "BCVxsr7N".to_owned(), auth: "BTBZMqHH6r4Tts7J_aSIgg".to_owned() }
}
