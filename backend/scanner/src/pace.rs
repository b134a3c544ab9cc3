//! How fast packets leave: so many a second to one target, so many in all.
//!
//! Homes often drop connection attempts above some ten a second, so a slow pace finds more, not only annoys
//! less. The calculation is pure: whoever wants to send asks for a slot and learns when to come back.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use crate::throttle::Throttle;

/// How many packets and connections leave in a second. `None` means no limit and costs nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// To one target, evenly spaced.
    pub per_target: Option<NonZeroU32>,
    /// To one target inside a lab, where nobody lives.
    pub per_target_in_lab: Option<NonZeroU32>,
    /// To all targets together.
    pub overall: Option<NonZeroU32>,
}

impl Pace {
    /// As fast as it goes.
    pub const UNLIMITED: Self = Self { per_target: None, per_target_in_lab: None, overall: None };
}

impl Default for Pace {
    fn default() -> Self {
        Self { per_target: NonZeroU32::new(5), per_target_in_lab: None, overall: NonZeroU32::new(1_000) }
    }
}

/// How far the overall pace may lag and catch up: timers are only so precise, a lost slot is lost speed.
const CATCH_UP: Duration = Duration::from_millis(5);

/// How many targets are remembered before those whose time has passed are forgotten.
const REMEMBERED: usize = 1_024;

/// The slots that are taken, by all scans of a scanner together.
#[derive(Debug)]
pub(crate) struct Slots {
    gap: Option<Duration>,
    target_gap: Option<Duration>,
    target_gap_in_lab: Option<Duration>,
    throttle: Throttle,
    next: Option<Instant>,
    busy: BTreeMap<IpAddr, Instant>,
    forget_at: usize,
}

/// The answer to a claim.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    /// The slot is yours: send now.
    Granted,
    /// This target must not hear from us before then.
    TargetBusy(Instant),
    /// Nobody may send before then.
    AllBusy(Instant),
}

impl Slots {
    pub(crate) fn new(pace: Pace) -> Self {
        let gap = |rate: NonZeroU32| Duration::from_secs(1) / rate.get();
        Self {
            gap: pace.overall.map(gap),
            target_gap: pace.per_target.map(gap),
            target_gap_in_lab: pace.per_target_in_lab.map(gap),
            throttle: Throttle::default(),
            next: None,
            busy: BTreeMap::new(),
            forget_at: REMEMBERED,
        }
    }

    /// Takes the slot for a packet to `target`; a lab has a pace of its own.
    pub(crate) fn claim(&mut self, target: IpAddr, in_lab: bool, now: Instant) -> Claim {
        if let Some(next) = self.next.filter(|next| *next > now) {
            return Claim::AllBusy(next);
        }
        if let Some(gap) = if in_lab { self.target_gap_in_lab } else { self.target_gap } {
            let until = self.busy.entry(target).or_insert(now);
            if *until > now {
                return Claim::TargetBusy(*until);
            }
            *until = now + gap;
            self.forget(now);
        }
        self.throttle.count(now);
        if let Some(gap) = self.gap.max(self.throttle.gap(now)) {
            let earliest = now.checked_sub(CATCH_UP).unwrap_or(now);
            self.next = Some(self.next.unwrap_or(now).max(earliest) + gap);
        }
        Claim::Granted
    }

    /// Slows everything down for a while: packets get lost, or the kernel cannot take them.
    pub(crate) fn slow_down(&mut self, now: Instant) {
        self.throttle.slow_down(now);
    }

    fn forget(&mut self, now: Instant) {
        if self.busy.len() >= self.forget_at {
            self.busy.retain(|_, until| *until > now);
            self.forget_at = REMEMBERED.max(self.busy.len() * 2);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn home(last: u8) -> IpAddr {
        [203, 0, 113, last].into()
    }

    fn pace(per_target: u32, overall: u32) -> Slots {
        Slots::new(Pace {
            per_target: NonZeroU32::new(per_target),
            overall: NonZeroU32::new(overall),
            ..Pace::UNLIMITED
        })
    }

    #[test]
    fn a_target_waits_its_gap_while_others_go_ahead() {
        let now = Instant::now();
        let mut slots = pace(5, 0);
        let later = now + Duration::from_millis(200);
        assert_eq!(slots.claim(home(1), false, now), Claim::Granted);
        assert_eq!(slots.claim(home(1), false, now), Claim::TargetBusy(later));
        assert_eq!(slots.claim(home(2), false, now), Claim::Granted);
        assert_eq!(slots.claim(home(1), true, now), Claim::Granted);
        assert_eq!(slots.claim(home(1), false, later), Claim::Granted);
    }

    #[test]
    fn targets_whose_time_has_passed_are_forgotten() {
        let start = Instant::now();
        let mut slots = pace(5, 0);
        for number in 0..100_000_u32 {
            let target = IpAddr::from(number.to_be_bytes());
            let now = start + Duration::from_millis(number.into());
            assert_eq!(slots.claim(target, false, now), Claim::Granted);
        }
        assert!(slots.busy.len() <= REMEMBERED);
    }

    proptest! {
        #[test]
        fn the_overall_pace_holds_over_every_second(
            rate in 1..5_000_u32,
            steps in prop::collection::vec(0..3_000_u64, 1..500),
        ) {
            let mut slots = pace(0, rate);
            let mut now = Instant::now();
            let mut sent = Vec::new();
            for step in steps {
                now += Duration::from_micros(step);
                if slots.claim(home(1), false, now) == Claim::Granted {
                    sent.push(now);
                }
            }
            let caught_up = CATCH_UP.as_secs_f64() * f64::from(rate);
            for (index, first) in sent.iter().enumerate() {
                let within = sent[index..].iter().filter(|at| at.duration_since(*first).as_secs() < 1).count();
                prop_assert!(within as f64 <= f64::from(rate) + caught_up + 2.0);
            }
        }
    }
}
