//! When to read the inbox: at once when there is news, ever more slowly while it cannot be read.

use jiff::Timestamp;

use crate::chance::Chance;
use crate::check_in::{Backoff, later, trouble};
use crate::{Failure, Reason};

/// The inbox as something to be read. Check-ins that succeed say nothing about it: only a reading does.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    is_wanted: bool,
    up_to: Option<i64>,
    due: Timestamp,
    backoff: Backoff,
    failures: u32,
    last_failure: Option<Failure>,
}

impl Reading {
    pub(crate) fn new() -> Self {
        Self {
            is_wanted: false,
            up_to: None,
            due: Timestamp::MIN,
            backoff: Backoff::default(),
            failures: 0,
            last_failure: None,
        }
    }

    /// There may be news.
    pub(crate) fn want(&mut self) {
        self.is_wanted = true;
    }

    /// Asks for the inbox; its answer will tell everything up to this event.
    pub(crate) fn begin(&mut self, up_to: i64) {
        self.is_wanted = false;
        self.up_to = Some(up_to);
    }

    pub(crate) fn is_reading(&self) -> bool {
        self.up_to.is_some()
    }

    /// The inbox arrived; the event up to which it tells everything, if somebody asked.
    pub(crate) fn succeeded(&mut self) -> Option<i64> {
        let up_to = self.up_to.take();
        *self = Self { is_wanted: self.is_wanted, ..Self::new() };
        up_to
    }

    pub(crate) fn failed(&mut self, failure: Failure, now: Timestamp, chance: &mut Chance) {
        self.up_to = None;
        self.is_wanted = true;
        self.failures = self.failures.saturating_add(1);
        self.due = later(now, self.backoff.after(&failure, chance));
        self.last_failure = Some(failure);
    }

    /// The backend answers again: there is no need to wait any longer.
    pub(crate) fn hurry(&mut self) {
        (self.due, self.backoff) = (Timestamp::MIN, Backoff::default());
    }

    /// When to ask for it; None when nobody wants to know.
    pub(crate) fn reads_at(&self) -> Option<Timestamp> {
        self.is_wanted.then_some(self.due)
    }

    /// Whether to ask now. A wait longer than any that was ever set means that the clock was turned back.
    pub(crate) fn is_due(&self, now: Timestamp) -> bool {
        let is_time = |due: Timestamp| due <= now || due.duration_since(now) > Backoff::LONGEST;
        self.reads_at().is_some_and(is_time)
    }

    pub(crate) fn is_well(&self) -> bool {
        self.failures == 0
    }

    pub(crate) fn trouble(&self) -> Option<Reason> {
        trouble(self.failures, self.last_failure.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    const NOON: Timestamp = Timestamp::UNIX_EPOCH;

    #[test]
    fn failures_wait_longer_each_time_whatever_is_wanted_in_between() {
        let (mut reading, mut chance) = (Reading::new(), Chance::new(5));
        let mut waits = Vec::new();
        for _ in 0..5 {
            reading.begin(1);
            reading.failed(Failure::Unreachable(String::new()), NOON, &mut chance);
            reading.want();
            assert!(!reading.is_due(NOON));
            waits.push(reading.reads_at().unwrap().duration_since(NOON).as_secs());
        }
        assert!(waits.is_sorted() && (5..=7).contains(&waits[0]) && waits[4] >= 80, "{waits:?}");
        assert_eq!((reading.trouble(), reading.succeeded()), (Some(Reason::Unreachable), None));
        assert!(reading.is_due(NOON) && reading.is_well());
    }

    #[test]
    fn a_clock_turned_back_a_day_does_not_keep_the_inbox_closed() {
        let mut reading = Reading::new();
        let tomorrow = later(NOON, SignedDuration::from_hours(25));
        reading.failed(Failure::Unreachable(String::new()), tomorrow, &mut Chance::new(1));
        assert!(reading.is_due(NOON));
    }
}
