//! The days on which one port of one agent was observed, and whether it was open on them.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use akabeko_shared::PortState;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::UnobservedDays;

/// The calendar day of an instant.
pub(crate) fn day_of(at: Timestamp, time_zone: &TimeZone) -> Date {
    time_zone.to_datetime(at).date()
}

/// Every observed day; true where at least one observation of the day was `open`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Days(BTreeMap<Date, bool>);

impl Days {
    pub(crate) fn record(&mut self, day: Date, state: PortState) {
        *self.0.entry(day).or_default() |= state == PortState::Open;
    }

    /// The observed days in a period, in order, each with whether it was open.
    pub(crate) fn within(&self, period: RangeInclusive<Date>) -> impl Iterator<Item = (Date, bool)> {
        let is_sound = period.start() <= period.end();
        is_sound.then(|| self.0.range(period)).into_iter().flatten().map(|(day, open)| (*day, *open))
    }

    pub(crate) fn open_within(&self, period: RangeInclusive<Date>) -> u32 {
        self.within(period).map(|(_, open)| u32::from(open)).sum()
    }

    /// The open days in the longest run, 0 if there is none.
    pub(crate) fn longest_run(&self, unobserved_days: UnobservedDays) -> u32 {
        let (mut longest, mut length, mut last) = (0, 0, None);
        for (day, open) in &self.0 {
            let goes_on = match unobserved_days {
                UnobservedDays::Break => last == day.yesterday().ok(),
                UnobservedDays::Bridge => true,
            };
            length = u32::from(*open) * (1 + if goes_on { length } else { 0 });
            longest = longest.max(length);
            last = Some(*day);
        }
        longest
    }
}
