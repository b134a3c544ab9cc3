//! When somebody is reminded of a notice: on the third and on the seventh day after it popped up, then never
//! again. A reminder that fell into a pause or a snooze comes after it; if both did, one comes for both.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::check_in::later;

/// How often somebody was reminded of one notice, and since when the days count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminders {
    popped_at: Timestamp,
    said: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    said_at: Option<Timestamp>,
}

const AFTER: [SignedDuration; 2] = [SignedDuration::from_hours(3 * 24), SignedDuration::from_hours(7 * 24)];

/// A day at least, of times that are kept to the hour.
const APART: SignedDuration = SignedDuration::from_hours(25);

impl Reminders {
    /// None yet, for what pops up now.
    pub(crate) fn from(now: Timestamp) -> Self {
        Self { popped_at: hour(now), said: 0, said_at: None }
    }

    /// When the next one is due; None once they were all said.
    pub(crate) fn next(&self) -> Option<Timestamp> {
        let due = later(self.popped_at, *AFTER.get(usize::from(self.said))?);
        Some(self.said_at.map_or(due, |said_at| due.max(later(said_at, APART))))
    }

    /// Whether it is due now.
    pub(crate) fn is_due(&self, now: Timestamp) -> bool {
        self.next().is_some_and(|due| due <= now)
    }

    /// As it is when one was said now, for all that are due.
    pub(crate) fn said(&self, now: Timestamp) -> Self {
        let due = AFTER.iter().filter(|wait| later(self.popped_at, **wait) <= now).count();
        Self { said: u8::try_from(due).unwrap_or(u8::MAX), said_at: Some(hour(now)), ..*self }
    }
}

/// What could not be written down is planned anew at every event: to the hour, it is the same plan each time.
fn hour(now: Timestamp) -> Timestamp {
    const SECONDS: i64 = 3600;
    let seconds = now.as_second().div_euclid(SECONDS) * SECONDS;
    Timestamp::from_second(seconds).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hours after the notice popped up at which somebody who can be told at `hours` is reminded.
    fn reminded(hours: impl IntoIterator<Item = i64>) -> Vec<i64> {
        let after = |hours| later(Timestamp::UNIX_EPOCH, SignedDuration::from_hours(hours));
        let mut reminders = Reminders::from(after(0));
        let is_told = |hour: &i64| {
            let is_due = reminders.is_due(after(*hour));
            if is_due {
                reminders = reminders.said(after(*hour));
            }
            is_due
        };
        hours.into_iter().filter(is_told).collect()
    }

    #[test]
    fn twice_at_most_and_never_twice_within_a_day() {
        assert_eq!(reminded(0..1000), [72, 168]);
        assert_eq!(reminded((0..10).chain(100..1000)), [100, 168], "the first fell into a snooze");
        assert_eq!(reminded((0..10).chain(160..1000)), [160, 185], "they keep apart");
        assert_eq!(reminded((0..10).chain(200..1000)), [200], "one for both");
        assert_eq!(reminded([72, 1, 72, 96, 167, 5, 168, 9999]), [72, 168], "a clock that jumps");
    }

    #[test]
    fn times_are_kept_to_the_hour() {
        let at = |second| hour(Timestamp::from_second(second).unwrap()).as_second();
        assert_eq!([at(0), at(3599), at(3600), at(-1)], [0, 0, 3600, -3600]);
    }
}
