//! Networks that answer in the server's place, clocks that are wrong, devices that sleep, scans that are awaited.

use akabeko_shared::ScanId;
use akabeko_shared::wire::{LastLook, Scan, ScanState};
use jiff::SignedDuration;

use super::device::{Device, NOON, unreachable};
use crate::{Event, Failure, Mood, Reason, Rescan};

#[test]
fn a_network_that_wants_a_sign_in_is_told_at_once_and_asked_again_soon() {
    let mut device = Device::enrolled();
    (device.is_online, device.failure) = (false, Failure::Intercepted);
    device.give(Event::NetworkChanged(None));
    let face = device.agent.face();
    assert_eq!((face.mood, face.reason), (Mood::Offline, Some(Reason::Intercepted)));
    let before = device.count("CheckIn");
    for _ in 0..3600 {
        device.pass(1);
    }
    let calls = device.count("CheckIn") - before;
    assert!((120..=180).contains(&calls), "{calls} calls in an hour");

    let streams = device.count("OpenStream");
    device.is_online = true;
    device.pass(30);
    assert_eq!((device.moods().pop(), device.count("OpenStream")), (Some(Mood::Ok), streams + 1));
}

#[test]
fn a_backend_that_answers_again_is_listened_to_and_read_at_once() {
    let mut device = Device::enrolled();
    device.inbox_fails = true;
    device.tell();
    for _ in 0..8 {
        device.pass(1000);
        device.give(Event::StreamClosed);
    }
    device.give(Event::CheckInFailed(unreachable()));
    device.inbox_fails = false;
    let before = (device.count("OpenStream"), device.count("ReadInbox"));
    device.pass(8);
    assert_eq!((device.count("OpenStream"), device.count("ReadInbox")), (before.0 + 1, before.1 + 1));
}

#[test]
fn a_wrong_clock_stays_said_until_it_is_right_again() {
    let mut device = Device::enrolled();
    device.clock_is_off_by = SignedDuration::from_secs(43 * 60 + 20);
    device.pass(1000);
    device.pass(1000);
    let ahead = Some(Reason::ClockIsOff(SignedDuration::from_mins(43)));
    assert_eq!((device.agent.face().mood, device.agent.face().reason), (Mood::Ok, ahead.clone()));
    let faces = device.faces.len();
    device.clock_is_off_by = SignedDuration::from_secs(44 * 60 + 10);
    device.pass(1000);
    assert_eq!((device.agent.face().reason, device.faces.len()), (ahead, faces), "about the same");
    device.clock_is_off_by = SignedDuration::ZERO;
    device.pass(1000);
    assert_eq!(device.agent.face().reason, None);
}

#[test]
fn a_certificate_of_another_time_is_a_reason_of_its_own() {
    let mut device = Device::enrolled();
    (device.is_online, device.failure) = (false, Failure::CertificateDate);
    device.pass(1000);
    device.pass(10);
    let face = device.agent.face();
    assert_eq!((face.mood, face.reason), (Mood::Offline, Some(Reason::CertificateDate)));
}

#[test]
fn a_device_that_wakes_up_checks_in_at_once_and_listens_anew() {
    let mut device = Device::enrolled();
    let before = (device.count("CheckIn"), device.count("OpenStream"), device.count("ReadLook"));
    device.give(Event::Woke);
    let after = (device.count("CheckIn"), device.count("OpenStream"), device.count("ReadLook"));
    assert_eq!(after, (before.0 + 1, before.1 + 1, before.2 + 1));
}

#[test]
fn the_look_is_read_with_the_inbox_after_a_scan_and_now_and_then() {
    let mut device = Device::enrolled();
    assert_eq!(device.count("ReadLook"), 1);
    device.tell();
    assert_eq!(device.count("ReadLook"), 2);
    device.give(Event::ScanFinished(ScanId::at(NOON, [3; 10])));
    assert_eq!(device.count("ReadLook"), 3);
    device.pass(1000);
    assert_eq!(device.count("ReadLook"), 3, "it is new");
    device.pass(3600);
    assert_eq!(device.count("ReadLook"), 4);
    device.give(Event::LookFailed(Failure::Intercepted));
    device.pass(1000);
    assert_eq!(device.count("ReadLook"), 5, "the next check-in asks again");
}

#[test]
fn a_scan_whose_end_nobody_tells_is_asked_about() {
    let states = [
        (ScanState::Done, Rescan::Finished as fn(ScanId) -> Rescan),
        (ScanState::Dropped, Rescan::Dropped as fn(ScanId) -> Rescan),
    ];
    for (state, expected) in states {
        let mut device = Device::enrolled();
        let scan = ScanId::at(NOON, [3; 10]);
        device.give(Event::AskScan);
        let due = Scan { scan, state: ScanState::Due, finished_at: None, seen: Vec::new() };
        device.give(Event::ScanAccepted(due.clone()));
        assert_eq!(device.count("ReadScan"), 0);
        device.pass(10);
        device.pass(10);
        assert_eq!((device.count("ReadScan"), device.agent.rescan()), (2, &Rescan::Due(scan)));

        device.scan_state = state;
        device.look = LastLook::Withheld { at: NOON };
        let looks = device.count("ReadLook");
        device.pass(10);
        assert_eq!((device.agent.rescan(), device.count("ReadLook")), (&expected(scan), looks + 1));
        device.give(Event::ScanAccepted(due));
        device.pass(10);
        assert_eq!(device.count("ReadScan"), 3, "an answer that comes late says nothing new");
    }
}
