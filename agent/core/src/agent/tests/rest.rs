//! Snoozes, reminders, and what is taken off the screen again.

use akabeko_shared::Stage;
use akabeko_shared::wire::NoticeState;
use jiff::{SignedDuration, Timestamp};

use super::device::{Device, after};
use crate::{Event, Mood};

const DAY: i64 = 24 * 3600;

/// Hours after noon at which somebody was reminded.
fn hours_of(device: &Device) -> Vec<i64> {
    let hours = |at: &Timestamp| at.duration_since(super::device::NOON).as_hours();
    device.reminded.iter().map(|(_, at)| hours(at)).collect()
}

fn pass_hours(device: &mut Device, hours: i64) {
    for _ in 0..hours {
        device.pass(3600);
    }
}

#[test]
fn a_snooze_covers_what_there_is_ends_by_itself_and_survives_a_restart() {
    let mut device = Device::enrolled();
    device.send(NoticeState::Open);
    device.give(Event::Snooze(after(device.now, DAY)));
    assert_eq!(device.moods().pop(), Some(Mood::Snoozed));
    device.restart();
    assert_eq!(device.moods().pop(), Some(Mood::Snoozed));
    device.pass(DAY);
    assert_eq!(device.moods().pop(), Some(Mood::Notice));
    assert_eq!(device.memory.unwrap().snoozed_until, None);
}

#[test]
fn a_notice_that_comes_during_a_snooze_breaks_through() {
    let mut device = Device::enrolled();
    let first = device.send(NoticeState::Open);
    device.give(Event::Snooze(after(device.now, DAY)));
    let second = device.send(NoticeState::Open);
    assert_eq!((device.moods().pop(), device.popped.clone()), (Some(Mood::Notice), vec![first, second]));
    device.set(second, NoticeState::Closed);
    assert_eq!(device.moods().pop(), Some(Mood::Snoozed));
    device.set(first, NoticeState::Closed);
    device.set(first, NoticeState::Open);
    assert_eq!(device.moods().pop(), Some(Mood::Notice), "what opens again is news");
}

#[test]
fn a_snooze_can_be_ended_and_without_a_notice_there_is_none() {
    let mut device = Device::enrolled();
    device.give(Event::Snooze(after(device.now, DAY)));
    let notice = device.send(NoticeState::Open);
    assert_eq!((device.moods().pop(), device.popped.clone()), (Some(Mood::Notice), vec![notice]));
    device.give(Event::Snooze(after(device.now, DAY)));
    device.give(Event::EndSnooze);
    device.give(Event::Snooze(device.now));
    assert_eq!(device.moods().pop(), Some(Mood::Notice));
}

#[test]
fn what_was_snoozed_during_a_pause_pops_up_after_both() {
    let mut device = Device::enrolled();
    device.give(Event::Pause(after(device.now, 3600)));
    let notice = device.send(NoticeState::Open);
    device.give(Event::Snooze(after(device.now, DAY)));
    device.pass(3600);
    assert_eq!((device.moods().pop(), device.popped.len()), (Some(Mood::Snoozed), 0));
    assert!(!device.reported.contains(&(notice, Stage::Popup)));
    device.pass(DAY);
    assert_eq!((device.popped, device.reported.last()), (vec![notice], Some(&(notice, Stage::Popup))));
}

#[test]
fn an_open_notice_is_reminded_of_on_the_third_and_seventh_day_and_never_again() {
    let mut device = Device::enrolled();
    device.send(NoticeState::Open);
    for day in 0..30 {
        pass_hours(&mut device, 24);
        if day % 2 == 0 {
            device.restart();
        }
    }
    assert_eq!(hours_of(&device), [72, 168]);
}

#[test]
fn the_agent_wakes_up_for_a_reminder() {
    let mut device = Device::enrolled();
    device.send(NoticeState::Open);
    let due = after(device.now, 3 * DAY);
    device.now = due - SignedDuration::from_mins(1);
    device.give(Event::Tick);
    assert_eq!(device.wakes_at, Some(due));
    device.now = due;
    device.give(Event::Tick);
    assert_eq!(hours_of(&device), [72]);
}

#[test]
fn nobody_is_reminded_of_what_is_closed_ended_or_answered() {
    let mut device = Device::enrolled();
    let notices = [(); 3].map(|()| device.send(NoticeState::Open));
    device.set(notices[0], NoticeState::Closed);
    device.set(notices[1], NoticeState::Ended);
    device.answer(notices[2]);
    pass_hours(&mut device, 30 * 24);
    assert_eq!(device.reminded, []);
}

#[test]
fn a_reminder_that_fell_into_a_rest_comes_after_it_and_one_comes_for_two() {
    let cases = [(5, vec![120, 168]), (9, vec![216])];
    for (days, hours) in cases {
        for rest in [Event::Snooze, Event::Pause] {
            let mut device = Device::enrolled();
            device.send(NoticeState::Open);
            device.give(rest(after(device.now, days * DAY)));
            pass_hours(&mut device, 20 * 24);
            assert_eq!(hours_of(&device), hours, "after {days} days");
        }
    }
}

#[test]
fn a_reminder_is_written_down_before_it_is_said() {
    let mut device = Device::enrolled();
    device.send(NoticeState::Open);
    device.is_full = true;
    pass_hours(&mut device, 80);
    assert_eq!(device.reminded, []);
    device.restart();
    device.is_full = false;
    device.pass(30);
    assert_eq!(device.reminded.len(), 1);
    device.restart();
    device.pass(DAY);
    assert_eq!(device.reminded.len(), 1);
}

#[test]
fn a_reminder_that_a_full_disk_kept_back_is_not_lost_in_a_pause() {
    let mut device = Device::enrolled();
    device.send(NoticeState::Open);
    device.is_full = true;
    pass_hours(&mut device, 73);
    device.give(Event::Pause(after(device.now, DAY)));
    device.is_full = false;
    pass_hours(&mut device, 23);
    assert_eq!(device.reminded, []);
    device.restart();
    pass_hours(&mut device, 1);
    assert_eq!(hours_of(&device), [97]);
}

#[test]
fn what_is_on_the_screen_is_taken_back_when_it_wants_no_more_attention() {
    let mut device = Device::enrolled();
    let [closed, ended, answered, gone, open] = [(); 5].map(|()| device.send(NoticeState::Open));
    device.set(closed, NoticeState::Closed);
    device.set(ended, NoticeState::Ended);
    device.answer(answered);
    device.inbox.notices.retain(|notice| notice.notice != gone);
    device.tell();
    assert_eq!(device.taken_back, [closed, ended, answered, gone]);

    device.restart();
    device.set(open, NoticeState::Closed);
    device.set(closed, NoticeState::Ended);
    assert_eq!(device.taken_back.len(), 4, "an earlier life's messages went with it, and each goes once");
}

#[test]
fn an_answer_given_on_another_device_is_not_talked_about_here() {
    let mut device = Device::enrolled();
    let notice = device.add(NoticeState::Open);
    device.answer(notice);
    assert_eq!((device.popped.len(), device.moods().pop()), (0, Some(Mood::Notice)));
}
