//! When to call the backend: regularly with jitter, at once when something changed, ever more slowly when it
//! does not answer.

use jiff::{SignedDuration, Timestamp};

use crate::chance::Chance;
use crate::{Failure, Reason};

/// The rhythm of enrolling and checking in. One call at a time.
#[derive(Clone, Debug)]
pub(crate) struct Pace {
    every: SignedDuration,
    due: Timestamp,
    called_at: Option<Timestamp>,
    /// By when to call again, whatever comes of the call under way.
    hurried: Option<Timestamp>,
    nudged_at: Option<Timestamp>,
    backoff: Backoff,
    failures: u32,
    last_failure: Option<Failure>,
}

/// So many calls in a row have to fail before the person is told: one may be a lift or a waking laptop.
const FAILURES_UNTIL_OFFLINE: u32 = 2;

/// Hints from afar hasten a call so often at most.
const NUDGES_APART: SignedDuration = SignedDuration::from_secs(60);

/// A call without an answer for so long was lost by the shell.
const LOST_AFTER: SignedDuration = SignedDuration::from_secs(60);

impl Pace {
    pub(crate) fn new() -> Self {
        Self {
            every: SignedDuration::from_mins(15),
            due: Timestamp::MIN,
            called_at: None,
            hurried: None,
            nudged_at: None,
            backoff: Backoff::default(),
            failures: 0,
            last_failure: None,
        }
    }

    /// Something changed: the next call is due now, and the last one counts no more.
    pub(crate) fn hurry(&mut self, now: Timestamp) {
        self.due = now;
        self.hurried = self.is_calling(now).then_some(now);
        self.backoff = Backoff::default();
    }

    /// Somebody far away says that there may be news: the next call is due now, but a minute after the last time that
    /// this was believed, so that nobody can make an agent call all the time.
    pub(crate) fn nudge(&mut self, now: Timestamp) {
        let at = match self.nudged_at {
            Some(at) if at <= now => later(at, NUDGES_APART).max(now),
            Some(at) if at.duration_since(now) <= NUDGES_APART => at,
            // The clock was turned back.
            Some(_) | None => now,
        };
        self.nudged_at = Some(at);
        if self.is_calling(now) {
            self.hurried = Some(self.hurried.map_or(at, |by| by.min(at)));
        } else {
            self.due = self.due.min(at);
        }
    }

    pub(crate) fn call(&mut self, now: Timestamp) {
        self.called_at = Some(now);
    }

    pub(crate) fn succeeded(&mut self, every: u32, now: Timestamp, chance: &mut Chance) {
        self.every = SignedDuration::from_secs(i64::from(every.clamp(1, 86_400)));
        self.failures = 0;
        self.last_failure = None;
        self.backoff = Backoff::default();
        self.answered(chance.stretch(self.every, 900, 1100), now);
    }

    /// The backend took what it was told: the next call is due at once.
    pub(crate) fn acknowledged(&mut self, now: Timestamp) {
        *self = Self { every: self.every, due: now, ..Self::new() };
    }

    /// Another call is to be made instead, now, whatever is under way.
    pub(crate) fn turn(&mut self, now: Timestamp) {
        self.hurry(now);
        (self.called_at, self.hurried) = (None, None);
    }

    pub(crate) fn failed(&mut self, failure: Failure, now: Timestamp, chance: &mut Chance) {
        self.failures = self.failures.saturating_add(1);
        let wait = self.backoff.after(&failure, chance);
        self.last_failure = Some(failure);
        self.answered(wait, now);
    }

    fn answered(&mut self, wait: SignedDuration, now: Timestamp) {
        self.called_at = None;
        let due = later(now, wait);
        self.due = self.hurried.take().map_or(due, |by| by.min(due));
    }

    /// Whether to call now. A wait longer than any that was ever set means that the clock was turned back.
    pub(crate) fn is_due(&self, now: Timestamp) -> bool {
        let longest = self.every.saturating_mul(2).max(Backoff::LONGEST);
        !self.is_calling(now) && (self.due <= now || self.due.duration_since(now) > longest)
    }

    /// When to look again.
    pub(crate) fn wakes_at(&self, now: Timestamp) -> Timestamp {
        match self.called_at {
            Some(at) if self.is_calling(now) => later(at, LOST_AFTER),
            Some(_) | None => self.due,
        }
    }

    pub(crate) fn is_well(&self) -> bool {
        self.failures == 0
    }

    pub(crate) fn trouble(&self) -> Option<Reason> {
        trouble(self.failures, self.last_failure.as_ref())
    }

    fn is_calling(&self, now: Timestamp) -> bool {
        self.called_at.is_some_and(|at| at <= now && now < later(at, LOST_AFTER))
    }
}

/// What to tell the person after so many failures in a row.
pub(crate) fn trouble(failures: u32, last: Option<&Failure>) -> Option<Reason> {
    let reason = match last? {
        // This one is an answer, and the person can do something about it.
        Failure::Intercepted => return Some(Reason::Intercepted),
        Failure::CertificateDate => Reason::CertificateDate,
        Failure::Refused(problem) => Reason::Refused(problem.title.clone()),
        Failure::Unreachable(_) | Failure::UnknownToken => Reason::Unreachable,
    };
    (failures >= FAILURES_UNTIL_OFFLINE).then_some(reason)
}

/// Waits that double from 5 seconds to at most 15 minutes, each up to half as long again by chance.
#[derive(Clone, Debug, Default)]
pub(crate) struct Backoff(u32);

impl Backoff {
    pub(crate) const LONGEST: SignedDuration = SignedDuration::from_mins(15);

    /// The wait after a failure. Whoever signs in to a network should not have to wait long for what follows.
    pub(crate) fn after(&mut self, failure: &Failure, chance: &mut Chance) -> SignedDuration {
        match failure {
            Failure::Intercepted => chance.stretch(SignedDuration::from_secs(20), 1000, 1500),
            Failure::Unreachable(_)
            | Failure::CertificateDate
            | Failure::Refused(_)
            | Failure::UnknownToken => self.next(chance),
        }
    }

    pub(crate) fn next(&mut self, chance: &mut Chance) -> SignedDuration {
        let step = SignedDuration::from_secs(5 << self.0.min(7)).min(SignedDuration::from_mins(10));
        self.0 = self.0.saturating_add(1);
        chance.stretch(step, 1000, 1500)
    }
}

/// `now` and a while, however far off.
pub(crate) fn later(now: Timestamp, wait: SignedDuration) -> Timestamp {
    now.checked_add(wait).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOON: Timestamp = Timestamp::UNIX_EPOCH;

    fn after(seconds: i64) -> Timestamp {
        later(NOON, SignedDuration::from_secs(seconds))
    }

    proptest! {
        #[test]
        fn check_ins_are_a_tenth_early_or_late_at_most(seed: u64, every in 1_u32..=86_400) {
            let (mut pace, mut chance) = (Pace::new(), Chance::new(seed));
            pace.succeeded(every, NOON, &mut chance);
            let wait = pace.due.duration_since(NOON).as_millis();
            prop_assert!((i128::from(every) * 900..=i128::from(every) * 1100).contains(&wait), "{wait} ms");
        }

        #[test]
        fn failures_wait_longer_each_time_and_a_quarter_of_an_hour_at_most(seed: u64) {
            let mut chance = Chance::new(seed);
            let mut backoff = Backoff::default();
            for failures in 0..20_u32 {
                let step = (5_i64 << failures.min(7)).min(600);
                let wait = backoff.next(&mut chance).as_secs();
                prop_assert!((step..=step * 3 / 2).contains(&wait), "{wait} s after {failures} more");
                prop_assert!(wait <= 900);
            }
        }
    }

    #[test]
    fn one_call_at_a_time_until_it_is_lost() {
        let mut pace = Pace::new();
        pace.hurry(NOON);
        assert!(pace.is_due(NOON));
        pace.call(NOON);
        assert!(!pace.is_due(after(59)));
        assert_eq!(pace.wakes_at(NOON), after(60));
        assert!(pace.is_due(after(60)));
    }

    #[test]
    fn a_change_during_a_call_brings_another_one() {
        let mut pace = Pace::new();
        pace.call(NOON);
        pace.hurry(after(1));
        assert!(!pace.is_due(after(1)));
        pace.succeeded(900, after(2), &mut Chance::new(1));
        assert!(pace.is_due(after(2)));
        pace.call(after(2));
        pace.succeeded(900, after(3), &mut Chance::new(1));
        assert!(!pace.is_due(after(3)));
    }

    #[test]
    fn a_clock_turned_back_a_day_does_not_silence_the_agent() {
        let mut pace = Pace::new();
        pace.succeeded(900, after(90_000), &mut Chance::new(1));
        assert!(pace.is_due(NOON));
    }
}
