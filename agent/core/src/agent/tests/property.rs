//! Whatever happens, in whatever order: nothing is said twice or to somebody who wants quiet, and in the end the
//! face tells the truth.

use akabeko_shared::wire::{Inbox, LastLook, NoticeState, Scan, ScanState};
use akabeko_shared::{NoticeId, ScanId};
use proptest::prelude::*;

use super::device::{Device, NOON, after, news, unreachable};
use super::push::subscription;
use crate::face::Wish;
use crate::{Event, Face, Failure};

#[derive(Clone, Debug)]
enum Op {
    Send,
    Set(usize, NoticeState),
    Answer(usize),
    HearAgain(i64),
    Pass(i64),
    PassHours(i64),
    Restart,
    Online(bool),
    Intercept(bool),
    LoseAnswers(bool),
    LoseReports(bool),
    FailInbox(bool),
    FillDisk(bool),
    Pause(i64),
    Resume,
    Snooze(i64),
    EndSnooze,
    Withdraw,
    Agree,
    AskScan,
    Move,
    Wake,
    Push,
    Offer(bool),
    /// Something that nobody asked for.
    Stray(usize),
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let state = prop::sample::select(vec![NoticeState::Open, NoticeState::Closed, NoticeState::Ended]);
    let op = prop_oneof![
        3 => Just(Op::Send),
        5 => (0_usize..5, state).prop_map(|(which, state)| Op::Set(which, state)),
        1 => (0_usize..5).prop_map(Op::Answer),
        5 => (0_i64..20).prop_map(Op::HearAgain),
        5 => (-2000_i64..2000).prop_map(Op::Pass),
        5 => (-5_i64..60).prop_map(Op::PassHours),
        1 => Just(Op::Restart),
        4 => faults(),
        4 => wishes(),
        1 => Just(Op::Move),
        1 => Just(Op::Wake),
        1 => Just(Op::Push),
        1 => any::<bool>().prop_map(Op::Offer),
    ];
    prop::collection::vec(op, 0..60)
}

fn faults() -> impl Strategy<Value = Op> {
    prop_oneof![
        2 => any::<bool>().prop_map(Op::Online),
        1 => any::<bool>().prop_map(Op::Intercept),
        1 => any::<bool>().prop_map(Op::LoseAnswers),
        1 => any::<bool>().prop_map(Op::LoseReports),
        1 => any::<bool>().prop_map(Op::FailInbox),
        1 => any::<bool>().prop_map(Op::FillDisk),
    ]
}

fn wishes() -> impl Strategy<Value = Op> {
    prop_oneof![
        1 => (0_i64..100).prop_map(Op::Pause),
        1 => Just(Op::Resume),
        1 => (0_i64..200).prop_map(Op::Snooze),
        1 => Just(Op::EndSnooze),
        1 => Just(Op::Withdraw),
        1 => Just(Op::Agree),
        1 => Just(Op::AskScan),
    ]
}

/// The same with things in between that nobody asked for, or that were asked for long ago.
fn ops_and_strays() -> impl Strategy<Value = Vec<Op>> {
    let strays = prop::collection::vec((any::<prop::sample::Index>(), 0..STRAYS), 0..20);
    (ops(), strays).prop_map(|(mut ops, strays)| {
        for (place, stray) in strays {
            ops.insert(place.index(ops.len() + 1), Op::Stray(stray));
        }
        ops
    })
}

fn apply(device: &mut Device, op: Op) {
    let known = |device: &Device, which: usize| device.inbox.notices.get(which).map(|notice| notice.notice);
    match op {
        Op::Send => _ = device.send(NoticeState::Open),
        Op::Set(which, state) => drop(known(device, which).map(|notice| device.set(notice, state))),
        Op::Answer(which) => drop(known(device, which).map(|notice| device.answer(notice))),
        Op::HearAgain(event) => device.give(Event::Heard(news(event.min(device.last_event)))),
        Op::Pass(seconds) => device.pass(seconds),
        Op::PassHours(hours) => device.pass(hours * 3600),
        Op::Restart => device.restart(),
        Op::Online(is_online) => device.is_online = is_online,
        Op::Intercept(is_so) => device.failure = if is_so { Failure::Intercepted } else { unreachable() },
        Op::LoseAnswers(loses) => device.is_deaf = loses,
        Op::LoseReports(loses) => device.loses_reports = loses,
        Op::FailInbox(fails) => device.inbox_fails = fails,
        Op::FillDisk(is_full) => device.is_full = is_full,
        Op::Pause(hours) => device.give(Event::Pause(after(device.now, hours * 3600))),
        Op::Resume => device.give(Event::Resume),
        Op::Snooze(hours) => device.give(Event::Snooze(after(device.now, hours * 3600))),
        Op::EndSnooze => device.give(Event::EndSnooze),
        Op::Withdraw => device.give(Event::Withdraw),
        Op::Agree => device.give(Event::Agree),
        Op::AskScan => device.give(Event::AskScan),
        Op::Move => device.give(Event::NetworkChanged(None)),
        Op::Wake => device.give(Event::Woke),
        Op::Push => device.give(Event::Pushed),
        Op::Offer(offers) => device.give(Event::PushOffered(offers.then(|| subscription("phone")))),
        Op::Stray(which) => device.give(stray(device, which)),
    }
}

const STRAYS: usize = 15;

fn stray(device: &Device, which: usize) -> Event {
    let scan = ScanId::at(NOON, [3; 10]);
    let inbox = |keeps: fn(usize) -> bool| {
        let notices = device.inbox.notices.iter().enumerate();
        let kept = notices.filter(|(place, _)| keeps(*place)).map(|(_, notice)| notice.clone());
        Event::InboxRead(Inbox { notices: kept.collect() })
    };
    let all = [
        inbox(|_| true),
        inbox(|_| false),
        inbox(|place| place % 2 == 0),
        Event::InboxFailed(unreachable()),
        Event::CheckedIn(device.reply()),
        Event::CheckInFailed(unreachable()),
        Event::StreamOpened,
        Event::StreamClosed,
        Event::LookRead(LastLook::NotYet),
        Event::LookFailed(Failure::Intercepted),
        Event::Withdrawn,
        Event::Agreed,
        Event::WithdrawFailed(unreachable()),
        Event::ScanAccepted(Scan { scan, state: ScanState::Due, finished_at: None, seen: Vec::new() }),
        Event::ScanFinished(scan),
    ];
    let all: [Event; STRAYS] = all;
    all[which].clone()
}

/// Each thing is said once, of each notice twice at most again and a day apart, and taken back no more often than
/// it was said.
fn nothing_is_said_too_often(device: &Device) -> Result<(), TestCaseError> {
    for said in [&device.popped, &device.closed] {
        let mut once = said.clone();
        once.sort();
        once.dedup();
        prop_assert_eq!(once.len(), said.len(), "said twice");
    }
    for notice in &device.popped {
        let times = |of: &[NoticeId]| of.iter().filter(|one| *one == notice).count();
        let reminded = device.reminded.iter().filter(|(one, _)| one == notice).map(|(_, at)| *at);
        let reminded: Vec<_> = reminded.collect();
        prop_assert!(reminded.len() <= 2, "reminded {} times", reminded.len());
        prop_assert!(reminded.windows(2).all(|pair| pair[1].duration_since(pair[0]).as_hours() >= 24));
        prop_assert!(times(&device.taken_back) <= 1 + reminded.len(), "taken back too often");
    }
    prop_assert_eq!(&device.wishes.wrongs, &Vec::<&str>::new(), "said or sent against the person's wish");
    Ok(())
}

proptest! {
    #[test]
    fn whatever_happens_nothing_is_said_twice_and_the_face_tells_the_truth_in_the_end(ops in ops()) {
        let mut device = Device::enrolled();
        for op in ops {
            apply(&mut device, op);
        }
        device.is_online = true;
        device.is_deaf = false;
        device.loses_reports = false;
        device.inbox_fails = false;
        device.is_full = false;
        device.give(Event::Resume);
        device.give(Event::EndSnooze);
        device.give(Event::Agree);
        device.pass(2000);
        device.pass(2000);

        nothing_is_said_too_often(&device)?;
        let open: Vec<_> =
            device.inbox.notices.iter().filter(|notice| notice.state == NoticeState::Open).cloned().collect();
        let mut unanswered = open.iter().filter(|notice| !notice.answered);
        prop_assert!(unanswered.all(|notice| device.popped.contains(&notice.notice)), "not everything was said");
        prop_assert_eq!(device.agent.face(), Face::of(Wish::All, open, None));
        let shown = device.faces.last().cloned();
        prop_assert_eq!(shown, Some(device.agent.face()), "not everything was drawn");
    }

    #[test]
    fn nothing_that_nobody_asked_for_makes_it_speak_too_often_or_against_a_wish(ops in ops_and_strays()) {
        let mut device = Device::enrolled();
        for op in ops {
            apply(&mut device, op);
        }
        nothing_is_said_too_often(&device)?;
    }
}
