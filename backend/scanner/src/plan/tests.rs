use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

use akabeko_shared::{PORTS, Protocol};
use proptest::prelude::*;

use super::*;
use crate::Pace;

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn homes_take_turns_so_that_none_sees_a_burst() {
    let sent = run(10, Pace::UNLIMITED, |_| false);
    assert_eq!(sent.len(), 460);
    for round in sent[..230].chunks(10) {
        let homes: BTreeSet<_> = round.iter().map(|(attempt, _)| attempt.probe.target).collect();
        assert_eq!(homes.len(), 10);
    }
}

#[test]
fn every_scan_has_its_own_order_of_homes_and_ports() {
    let order = |scan| {
        let sent = drain(plan(3, &Secret::new(&[1; 32], scan), TWICE), Pace::UNLIMITED, |_| false);
        sent.into_iter().map(|sent| sent.0.probe).collect::<Vec<_>>()
    };
    assert_eq!(order(1), order(1));
    assert_ne!(order(1), order(2));
    let ports = |target| {
        let of_home = |probe: &&Probe| probe.target == home(target);
        order(1).iter().filter(of_home).take(23).map(|probe| probe.port).collect::<Vec<_>>()
    };
    assert_ne!(ports(0), ports(1));
}

#[test]
fn whoever_takes_time_to_answer_is_asked_first() {
    let sent = run(5, Pace::UNLIMITED, |_| false);
    assert!(sent[..5].iter().all(|(attempt, _)| attempt.probe.port == Port::udp(1900)));
}

#[test]
fn what_answers_is_not_asked_again_and_what_is_silent_is() {
    let sent = run(4, Pace::UNLIMITED, |probe| probe.port.protocol == Protocol::Tcp);
    let times = |protocol| sent.iter().filter(|(attempt, _)| attempt.probe.port.protocol == protocol).count();
    assert_eq!((times(Protocol::Tcp), times(Protocol::Udp)), (4 * 15, 4 * 8 * 2));
}

#[test]
fn a_scan_whose_every_port_has_answered_is_over_at_once() {
    let (mut plan, now) = (plan(3, &Secret::new(&[1; 32], 1), TWICE), Instant::now());
    let mut slots = Slots::new(Pace::UNLIMITED);
    let mut asked = Vec::new();
    while let Next::Send(attempt) = plan.next(&mut slots, now) {
        asked.push(attempt.probe);
    }
    asked.iter().for_each(|probe| assert!(plan.answered(*probe, false, now).is_some()));
    assert_eq!(plan.next(&mut slots, now), Next::Done);
}

#[test]
fn a_port_is_asked_again_only_when_its_answer_can_no_longer_come() {
    let mut first = BTreeMap::new();
    for (attempt, at) in run(20, Pace::UNLIMITED, |_| false) {
        if let Some(before) = first.insert(attempt.probe, at) {
            assert!(at.duration_since(before) >= SECOND * 2 - TICK, "{:?}", attempt.probe);
        }
    }
}

#[test]
fn silence_is_told_when_nothing_more_can_come() {
    let start = Instant::now();
    let mut plan = plan(1, &Secret::new(&[1; 32], 1), 1);
    let mut slots = Slots::new(Pace::UNLIMITED);
    let mut told = Vec::new();
    let mut now = start;
    loop {
        match plan.next(&mut slots, now) {
            Next::Send(_) => {}
            Next::Wait(until) => now = until,
            Next::Silent(silent) => told.push((silent.probe.port, now)),
            Next::Done => break,
        }
    }
    assert_eq!(told.iter().map(|(port, _)| *port).collect::<Vec<_>>(), PORTS);
    assert!(told.iter().all(|(_, at)| at.duration_since(start) >= SECOND * 2 - TICK));
    assert!(now.duration_since(start) <= SECOND * 2 + TICK, "it waits no longer than needed");
}

#[test]
fn only_the_first_answer_to_what_was_asked_counts() {
    let now = Instant::now();
    let mut plan = plan(1, &Secret::new(&[1; 32], 1), TWICE);
    let Next::Send(attempt) = plan.next(&mut Slots::new(Pace::UNLIMITED), now) else {
        panic!("nothing to send")
    };
    let other = Probe { target: home(9), ..attempt.probe };
    assert_eq!(plan.answered(other, true, now), None, "not of this scan");
    let unasked = PORTS.into_iter().find(|port| *port != attempt.probe.port).unwrap();
    let unasked = Probe { port: unasked, ..attempt.probe };
    assert_eq!(plan.answered(unasked, true, now), None, "not asked yet");
    assert_eq!(plan.answered(attempt.probe, true, now), Some(1));
    assert_eq!(plan.answered(attempt.probe, true, now), None, "again");
}

#[test]
fn what_is_taken_back_leaves_again_with_the_same_number() {
    let now = Instant::now();
    let (mut plan, mut slots) = (plan(1, &Secret::new(&[1; 32], 1), TWICE), Slots::new(Pace::UNLIMITED));
    let mut numbers = BTreeMap::new();
    let Next::Send(attempt) = plan.next(&mut slots, now) else { panic!("nothing to send") };
    plan.take_back(attempt);
    while let Next::Send(attempt) = plan.next(&mut slots, now) {
        assert_eq!(numbers.insert(attempt.probe, attempt.number), None);
    }
    assert_eq!(numbers.len(), 23);
    assert_eq!(numbers[&attempt.probe], 1);
}

#[test]
fn what_is_withdrawn_yields_nothing() {
    let mut sent = 0;
    let mut plan = plan(2, &Secret::new(&[1; 32], 1), TWICE);
    let mut slots = Slots::new(Pace::UNLIMITED);
    while let Next::Send(attempt) = plan.next(&mut slots, Instant::now()) {
        plan.withdraw(attempt);
        sent += 1;
    }
    assert_eq!(sent, 46);
    assert_eq!(plan.next(&mut slots, Instant::now()), Next::Done);
}

#[test]
fn silence_tells_whether_somebody_on_the_way_refused_a_port() {
    let mut plan = plan(1, &Secret::new(&[1; 32], 1), TWICE);
    let (mut slots, mut now) = (Slots::new(Pace::UNLIMITED), plan.start);
    let is_refused = |probe: Probe| probe.port == Port::udp(53);
    loop {
        match plan.next(&mut slots, now) {
            Next::Send(attempt) if is_refused(attempt.probe) => plan.undelivered(attempt.probe),
            Next::Send(_) => {}
            Next::Wait(until) => now = until,
            Next::Silent(silent) => assert_eq!(silent.was_undelivered, is_refused(silent.probe)),
            Next::Done => break,
        }
    }
}

#[test]
fn a_lossy_way_is_tried_more_often() {
    // Every port is open, and two of three requests are lost, as if by chance.
    let mut dice = 1_u32;
    let sent = run(40, Pace::UNLIMITED, |_| {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        dice >> 16 < u32::from(u16::MAX) / 3
    });
    let most = sent.iter().map(|(attempt, _)| attempt.number).max();
    assert_eq!(most, Some(4));
}

proptest! {
    #[test]
    fn a_home_is_never_asked_faster_than_its_pace(homes in 1..20_u8, rate in 1..50_u32) {
        let sent = run(homes, Pace { per_target: NonZeroU32::new(rate), ..Pace::UNLIMITED }, |_| false);
        prop_assert_eq!(sent.len(), usize::from(homes) * PORTS.len() * 2);
        let mut last = BTreeMap::new();
        for (attempt, at) in sent {
            if let Some(before) = last.insert(attempt.probe.target, at) {
                prop_assert!(at.duration_since(before) >= SECOND / rate);
            }
        }
    }

    #[test]
    fn whatever_answers_every_probe_ends_once(answers: Vec<bool>) {
        let mut plan = plan(5, &Secret::new(&[1; 32], 1), TWICE);
        let (mut slots, mut now) = (Slots::new(Pace::UNLIMITED), Instant::now());
        let (mut ended, mut answers) = (Vec::new(), answers.into_iter());
        loop {
            match plan.next(&mut slots, now) {
                Next::Send(attempt) if answers.next() == Some(true) => {
                    prop_assert!(plan.answered(attempt.probe, true, now).is_some());
                    ended.push(attempt.probe);
                }
                Next::Send(_) => {}
                Next::Wait(until) => {
                    prop_assert!(until > now);
                    now = until;
                }
                Next::Silent(silent) => ended.push(silent.probe),
                Next::Done => break,
            }
        }
        let distinct: BTreeSet<_> = ended.iter().collect();
        prop_assert_eq!((ended.len(), distinct.len()), (115, 115));
    }
}

const TWICE: u8 = 2;

fn home(last: u8) -> IpAddr {
    [203, 0, 113, last].into()
}

fn plan(homes: u8, secret: &Secret, tries: u8) -> Plan {
    let targets = Targets::every((0..homes).map(home).collect(), &PORTS);
    let patience = Patience::new(SECOND * 2, SECOND * 2);
    Plan::new(&targets, secret, &Lab::default(), tries, patience, Instant::now())
}

fn run(homes: u8, pace: Pace, answers: impl FnMut(Probe) -> bool) -> Vec<(Attempt, Instant)> {
    drain(plan(homes, &Secret::new(&[1; 32], 1), TWICE), pace, answers)
}

fn drain(mut plan: Plan, pace: Pace, mut answers: impl FnMut(Probe) -> bool) -> Vec<(Attempt, Instant)> {
    let (mut slots, mut now) = (Slots::new(pace), plan.start);
    let mut sent = Vec::new();
    loop {
        match plan.next(&mut slots, now) {
            Next::Send(attempt) => {
                sent.push((attempt, now));
                if answers(attempt.probe) {
                    plan.answered(attempt.probe, true, now);
                }
            }
            Next::Wait(until) => now = until,
            Next::Silent(_) => {}
            Next::Done => return sent,
        }
    }
}
