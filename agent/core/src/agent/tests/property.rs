//! Whatever happens, in whatever order: nothing is said twice, and in the end the face tells the truth.

use akabeko_shared::wire::NoticeState;
use proptest::prelude::*;

use super::device::{Device, after, news};
use crate::{Event, Face};

#[derive(Clone, Debug)]
enum Op {
    Send,
    Set(usize, NoticeState),
    HearAgain(i64),
    Pass(i64),
    Restart,
    Online(bool),
    LoseReports(bool),
    FailInbox(bool),
    FillDisk(bool),
    Pause,
    Resume,
    Move,
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let state = prop::sample::select(vec![NoticeState::Open, NoticeState::Closed, NoticeState::Ended]);
    let op = prop_oneof![
        3 => Just(Op::Send),
        5 => (0_usize..5, state).prop_map(|(which, state)| Op::Set(which, state)),
        5 => (0_i64..20).prop_map(Op::HearAgain),
        5 => (-2000_i64..2000).prop_map(Op::Pass),
        1 => Just(Op::Restart),
        2 => any::<bool>().prop_map(Op::Online),
        1 => any::<bool>().prop_map(Op::LoseReports),
        1 => any::<bool>().prop_map(Op::FailInbox),
        1 => any::<bool>().prop_map(Op::FillDisk),
        1 => Just(Op::Pause),
        1 => Just(Op::Resume),
        1 => Just(Op::Move),
    ];
    prop::collection::vec(op, 0..60)
}

fn apply(device: &mut Device, op: Op) {
    match op {
        Op::Send => drop(device.send(NoticeState::Open)),
        Op::Set(which, state) => {
            if let Some(notice) = device.inbox.notices.get(which).map(|notice| notice.notice) {
                device.set(notice, state);
            }
        }
        Op::HearAgain(event) => device.give(Event::Heard(news(event.min(device.last_event)))),
        Op::Pass(seconds) => device.pass(seconds),
        Op::Restart => device.restart(),
        Op::Online(is_online) => device.is_online = is_online,
        Op::LoseReports(loses) => device.loses_reports = loses,
        Op::FailInbox(fails) => device.inbox_fails = fails,
        Op::FillDisk(is_full) => device.is_full = is_full,
        Op::Pause => device.give(Event::Pause(after(device.now, 500))),
        Op::Resume => device.give(Event::Resume),
        Op::Move => device.give(Event::NetworkChanged(None)),
    }
}

proptest! {
    #[test]
    fn whatever_happens_nothing_is_said_twice_and_the_face_tells_the_truth_in_the_end(ops in ops()) {
        let mut device = Device::enrolled();
        for op in ops {
            apply(&mut device, op);
        }
        device.is_online = true;
        device.loses_reports = false;
        device.inbox_fails = false;
        device.is_full = false;
        device.give(Event::Resume);
        device.pass(2000);
        device.pass(2000);

        for said in [&device.popped, &device.closed] {
            let mut once = said.clone();
            once.sort();
            once.dedup();
            prop_assert_eq!(once.len(), said.len(), "said twice");
        }
        let open: Vec<_> =
            device.inbox.notices.iter().filter(|notice| notice.state == NoticeState::Open).cloned().collect();
        prop_assert!(open.iter().all(|notice| device.popped.contains(&notice.notice)), "not everything was said");
        prop_assert_eq!(device.agent.face(), Face::of(false, open, None));
        let shown = device.faces.last().cloned();
        prop_assert_eq!(shown, Some(device.agent.face()), "not everything was drawn");
    }
}
