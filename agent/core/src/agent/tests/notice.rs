//! What a person is told, and how often.

use akabeko_shared::wire::{self, CheckInReply, News, NoticeState, Scan, ScanState, Veto};
use akabeko_shared::{Platform, ScanId, Stage};

use super::device::{Device, NOON, SERVER, after, invited, news, server, unreachable};
use crate::{Agent, Effect, Event, Installation, Mood, Reason, Rescan};

#[test]
fn a_notice_turns_the_icon_red_pops_up_once_and_its_closing_is_said_once() {
    let mut device = Device::enrolled();
    let notice = device.send(NoticeState::Open);
    assert_eq!((device.moods().pop(), device.popped.clone()), (Some(Mood::Notice), vec![notice]));
    assert_eq!(device.reported, [Stage::Delivered, Stage::Drawn, Stage::Popup].map(|stage| (notice, stage)));

    device.set(notice, NoticeState::Closed);
    device.set(notice, NoticeState::Open);
    device.set(notice, NoticeState::Closed);
    assert_eq!(device.moods(), [Mood::Ok, Mood::Notice, Mood::Ok, Mood::Notice, Mood::Ok]);
    assert_eq!((device.popped, device.closed), (vec![notice], vec![notice]));
}

#[test]
fn a_restart_draws_the_notice_and_does_not_pop_it_up_again() {
    let mut device = Device::enrolled();
    let notice = device.send(NoticeState::Open);
    device.restart();
    assert_eq!(device.agent.face().mood, Mood::Notice);
    assert_eq!(device.popped, [notice]);
    assert_eq!(device.reported.len(), 3);
}

#[test]
fn what_popped_up_is_written_down_before_it_shows() {
    let mut device = Device::enrolled();
    device.is_online = false;
    let inbox = device.inbox_with(NoticeState::Open);
    let effects = device.agent.handle(Event::InboxRead(inbox), device.now);
    let Effect::Remember(memory) = &effects[0] else { panic!("{effects:?}") };
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Pop(_))));
    let effects = device.agent.handle(Event::Remembered(memory.clone()), device.now);
    assert!(matches!(effects[0], Effect::Pop(_)), "{effects:?}");
}

#[test]
fn what_cannot_be_written_down_is_tried_again_and_said_afterwards() {
    let mut device = Device::enrolled();
    device.is_full = true;
    let notice = device.send(NoticeState::Open);
    assert_eq!((device.moods().pop(), device.popped.len()), (Some(Mood::Notice), 0));
    assert_eq!(device.reported, [Stage::Delivered, Stage::Drawn].map(|stage| (notice, stage)));

    let before = device.count("Remember");
    device.pass(30);
    device.pass(30);
    assert_eq!((device.count("Remember"), device.popped.len()), (before + 2, 0));

    device.is_full = false;
    device.pass(30);
    assert_eq!((device.popped.clone(), device.count("Remember")), (vec![notice], before + 3));
    assert_eq!(device.reported.last(), Some(&(notice, Stage::Popup)));

    device.is_full = true;
    device.set(notice, NoticeState::Closed);
    assert_eq!(device.closed, []);
    device.is_full = false;
    device.pass(30);
    device.restart();
    assert_eq!((device.popped, device.closed), (vec![notice], vec![notice]));
}

#[test]
fn what_a_full_disk_kept_back_is_said_after_a_pause_and_a_restart() {
    let mut device = Device::enrolled();
    device.is_full = true;
    let notice = device.send(NoticeState::Open);
    device.give(Event::Pause(after(device.now, 3600)));
    device.is_full = false;
    device.pass(30);
    device.restart();
    assert_eq!(device.popped, []);
    device.give(Event::Resume);
    assert_eq!(device.popped, [notice]);
}

#[test]
fn what_closed_before_it_could_pop_up_is_not_talked_about() {
    let mut device = Device::enrolled();
    device.is_full = true;
    let notice = device.send(NoticeState::Open);
    device.set(notice, NoticeState::Closed);
    device.is_full = false;
    device.pass(30);
    assert_eq!((device.popped.clone(), device.closed.clone()), (vec![], vec![]));
    device.set(notice, NoticeState::Open);
    assert_eq!(device.popped, [notice]);
}

#[test]
fn a_restart_with_a_full_disk_says_nothing_twice() {
    let mut device = Device::enrolled();
    device.is_full = true;
    let notice = device.send(NoticeState::Open);
    device.restart();
    device.is_full = false;
    device.pass(30);
    device.restart();
    assert_eq!(device.popped, [notice]);
}

#[test]
fn pages_elsewhere_are_never_shown() {
    let mut device = Device::enrolled();
    for url in
        ["https://evil.example/n/1", "http://akabeko.example/n/1", "javascript:1", "file:///etc/passwd"]
    {
        let notice = device.add(NoticeState::Open);
        device
            .inbox
            .notices
            .iter_mut()
            .filter(|one| one.notice == notice)
            .for_each(|one| one.url = url.to_owned());
        device.tell();
    }
    assert_eq!((device.moods(), device.popped), (vec![Mood::Ok], vec![]));
}

#[test]
fn nothing_pops_up_without_a_screen() {
    let mut device = Device::new(Installation { platform: Platform::Headless, ..invited() });
    device.give(Event::Started);
    let notice = device.send(NoticeState::Open);
    assert_eq!(device.reported, [(notice, Stage::Delivered), (notice, Stage::Drawn)]);
}

#[test]
fn an_open_notice_stays_while_the_backend_is_out_of_reach() {
    let mut device = Device::enrolled();
    device.send(NoticeState::Open);
    device.is_online = false;
    device.pass(1000);
    device.pass(10);
    let face = device.agent.face();
    assert_eq!((face.mood, face.notices.len(), face.reason), (Mood::Notice, 1, Some(Reason::Unreachable)));
}

#[test]
fn a_pause_vetoes_scans_keeps_quiet_and_ends_by_itself() {
    let mut device = Device::enrolled();
    device.give(Event::Pause(after(device.now, 3600)));
    let notice = device.send(NoticeState::Open);
    assert_eq!((device.moods().pop(), device.popped.len()), (Some(Mood::Paused), 0));
    assert_eq!(device.vetoes.last(), Some(&Some(Veto::Paused)));
    assert_eq!(device.reported, [(notice, Stage::Delivered)]);

    device.restart();
    assert_eq!(device.agent.face().mood, Mood::Paused);

    device.pass(3600);
    assert_eq!((device.moods().pop(), device.popped.clone()), (Some(Mood::Notice), vec![notice]));
    assert_eq!(device.vetoes.last(), Some(&None));
}

#[test]
fn a_report_that_did_not_arrive_is_made_again() {
    let mut device = Device::enrolled();
    device.loses_reports = true;
    let notice = device.send(NoticeState::Open);
    assert_eq!(device.reported, []);
    device.loses_reports = false;
    device.pass(1000);
    assert_eq!(device.reported, [Stage::Delivered, Stage::Drawn, Stage::Popup].map(|stage| (notice, stage)));
}

#[test]
fn a_scan_is_asked_for_and_its_end_reads_the_inbox() {
    let mut device = Device::enrolled();
    device.give(Event::AskScan);
    device.give(Event::AskScan);
    assert_eq!(device.count("AskScan"), 1);
    let scan = ScanId::at(NOON, [3; 10]);
    device.give(Event::ScanAccepted(Scan {
        scan,
        state: ScanState::Due,
        finished_at: None,
        seen: Vec::new(),
    }));
    assert_eq!(device.agent.rescan(), &Rescan::Due(scan));
    let before = device.count("ReadInbox");
    device.give(Event::ScanFinished(scan));
    assert_eq!((device.agent.rescan(), device.count("ReadInbox")), (&Rescan::Finished(scan), before + 1));
}

#[test]
fn a_scan_that_is_over_is_asked_whether_it_was_done_or_given_up() {
    let mut device = Device::enrolled();
    let scan = ScanId::at(NOON, [3; 10]);
    device.give(Event::AskScan);
    let due = Scan { scan, state: ScanState::Due, finished_at: None, seen: Vec::new() };
    device.give(Event::ScanAccepted(due.clone()));
    let before = device.count("ReadScan");
    device.give(Event::Heard(wire::Event { number: 9, at: NOON, news: News::ScanFinished { scan } }));
    assert_eq!((device.agent.rescan(), device.count("ReadScan")), (&Rescan::Due(scan), before + 1));
    device.give(Event::ScanAccepted(Scan { state: ScanState::Dropped, ..due }));
    assert_eq!(device.agent.rescan(), &Rescan::Dropped(scan));
}

#[test]
fn what_comes_unasked_harms_nobody() {
    let mut agent = Agent::new(server(), Installation { invite: None, ..invited() }, None, 1);
    let reply = CheckInReply {
        address: SERVER.to_owned(),
        provider: None,
        now: NOON,
        check_in_every: 0,
        last_event: i64::MIN,
        push_key: Some(String::new()),
    };
    for event in [
        Event::Tick,
        Event::CheckedIn(reply),
        Event::InboxRead(Device::enrolled().inbox_with(NoticeState::Open)),
        Event::StreamClosed,
        Event::Heard(news(i64::MAX)),
        Event::CheckInFailed(unreachable()),
        Event::Resume,
    ] {
        assert!(!agent.handle(event, NOON).iter().any(|effect| matches!(effect, Effect::Pop(_))));
    }
}
