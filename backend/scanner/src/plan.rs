//! In which order probes leave: an unguessable one, one port of each home in turn, as the pace allows.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};
use std::net::IpAddr;
use std::time::Instant;

use crate::pace::{Claim, Slots};
use crate::secret::Secret;
use crate::{Lab, Probe};

/// The probes of one scan that have not been sent yet.
pub(crate) struct Plan {
    homes: Vec<Home>,
    turns: BinaryHeap<Reverse<Turn>>,
    given: u64,
}

/// One probe, about to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Attempt {
    pub(crate) probe: Probe,
    /// The number of this try, from 1.
    pub(crate) number: u8,
    /// How often it could not be sent because this side ran short of something.
    pub(crate) shortages: u8,
    home: usize,
}

impl Attempt {
    /// The next try, after silence.
    pub(crate) fn again(self) -> Self {
        Self { number: self.number + 1, ..self }
    }

    /// The same try, after a shortage.
    pub(crate) fn postponed(self) -> Self {
        Self { shortages: self.shortages + 1, ..self }
    }
}

/// What to do now.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Send this.
    Send(Attempt),
    /// Come back then.
    Wait(Instant),
    /// Nothing is left.
    Empty,
}

struct Home {
    address: IpAddr,
    in_lab: bool,
    unsent: VecDeque<Attempt>,
}

/// A home's place in the queue. Each home with something unsent has exactly one.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    due: Instant,
    number: u64,
    home: usize,
}

impl Plan {
    /// Lays out the probes: the secret's rank orders both the homes and the ports of each.
    pub(crate) fn new(probes: Vec<Probe>, secret: &Secret, lab: &Lab, now: Instant) -> Self {
        let mut ranked: Vec<_> = probes.into_iter().map(|probe| (secret.rank(probe), probe)).collect();
        ranked.sort_unstable();
        let mut plan = Self { homes: Vec::new(), turns: BinaryHeap::new(), given: 0 };
        let mut places = BTreeMap::new();
        for (_, probe) in ranked {
            let home = *places.entry(probe.target).or_insert_with(|| plan.add_home(probe.target, lab));
            plan.put_back(Attempt { probe, number: 1, shortages: 0, home }, now);
        }
        plan
    }

    fn add_home(&mut self, address: IpAddr, lab: &Lab) -> usize {
        self.homes.push(Home { address, in_lab: lab.contains(address), unsent: VecDeque::new() });
        self.homes.len() - 1
    }

    /// Puts an attempt at the end of its home's queue.
    pub(crate) fn put_back(&mut self, attempt: Attempt, now: Instant) {
        let unsent = &mut self.homes[attempt.home].unsent;
        unsent.push_back(attempt);
        if unsent.len() == 1 {
            self.give_turn(attempt.home, now);
        }
    }

    /// Takes the next attempt whose slot is free.
    pub(crate) fn next(&mut self, slots: &mut Slots, now: Instant) -> Next {
        loop {
            let Some(Reverse(turn)) = self.turns.peek() else { return Next::Empty };
            if turn.due > now {
                return Next::Wait(turn.due);
            }
            let (index, home) = (turn.home, &self.homes[turn.home]);
            match slots.claim(home.address, home.in_lab, now) {
                Claim::AllBusy(until) => return Next::Wait(until),
                Claim::TargetBusy(until) => {
                    self.turns.pop();
                    self.give_turn(index, until);
                }
                Claim::Granted => return Next::Send(self.take(index, now)),
            }
        }
    }

    fn take(&mut self, index: usize, now: Instant) -> Attempt {
        self.turns.pop();
        let unsent = &mut self.homes[index].unsent;
        let attempt = unsent.pop_front().expect("a home with a turn has something unsent");
        if !unsent.is_empty() {
            self.give_turn(index, now);
        }
        attempt
    }

    fn give_turn(&mut self, home: usize, due: Instant) {
        self.given += 1;
        self.turns.push(Reverse(Turn { due, number: self.given, home }));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::num::NonZeroU32;
    use std::time::Duration;

    use akabeko_shared::PORTS;
    use proptest::prelude::*;

    use super::*;
    use crate::Pace;

    #[test]
    fn homes_take_turns_so_that_none_sees_a_burst() {
        let sent = run(probes(10), Pace::UNLIMITED);
        assert_eq!(sent.len(), 230);
        for round in sent.chunks(10) {
            let homes: BTreeSet<_> = round.iter().map(|(attempt, _)| attempt.probe.target).collect();
            assert_eq!(homes.len(), 10);
        }
    }

    #[test]
    fn every_scan_has_its_own_order() {
        let order = |scan| {
            let now = Instant::now();
            let mut plan = Plan::new(probes(3), &Secret::new(&[1; 32], scan), &Lab::default(), now);
            drain(&mut plan, Pace::UNLIMITED, now).into_iter().map(|sent| sent.0.probe).collect::<Vec<_>>()
        };
        assert_eq!(order(1), order(1));
        assert_ne!(order(1), order(2));
    }

    #[test]
    fn what_is_put_back_leaves_again() {
        let now = Instant::now();
        let mut slots = Slots::new(Pace::UNLIMITED);
        let one = vec![probes(1)[0]];
        let mut plan = Plan::new(one, &Secret::new(&[1; 32], 1), &Lab::default(), now);
        let Next::Send(attempt) = plan.next(&mut slots, now) else { panic!("nothing to send") };
        assert_eq!(plan.next(&mut slots, now), Next::Empty);
        plan.put_back(attempt, now);
        assert_eq!(plan.next(&mut slots, now), Next::Send(attempt));
    }

    proptest! {
        #[test]
        fn a_home_is_never_asked_faster_than_its_pace(homes in 1..20_u8, rate in 1..50_u32) {
            let sent = run(probes(homes), Pace { per_target: NonZeroU32::new(rate), overall: None });
            prop_assert_eq!(sent.len(), usize::from(homes) * PORTS.len());
            let mut last = BTreeMap::new();
            for (attempt, at) in sent {
                if let Some(before) = last.insert(attempt.probe.target, at) {
                    prop_assert!(at.duration_since(before) >= Duration::from_secs(1) / rate);
                }
            }
        }
    }

    fn probes(homes: u8) -> Vec<Probe> {
        let of_home = |home| PORTS.map(|port| Probe { target: [203, 0, 113, home].into(), port });
        (0..homes).flat_map(of_home).collect()
    }

    fn run(probes: Vec<Probe>, pace: Pace) -> Vec<(Attempt, Instant)> {
        let now = Instant::now();
        let mut plan = Plan::new(probes, &Secret::new(&[1; 32], 1), &Lab::default(), now);
        drain(&mut plan, pace, now)
    }

    fn drain(plan: &mut Plan, pace: Pace, mut now: Instant) -> Vec<(Attempt, Instant)> {
        let mut slots = Slots::new(pace);
        let mut sent = Vec::new();
        loop {
            match plan.next(&mut slots, now) {
                Next::Send(attempt) => sent.push((attempt, now)),
                Next::Wait(until) => now = until,
                Next::Empty => return sent,
            }
        }
    }
}
