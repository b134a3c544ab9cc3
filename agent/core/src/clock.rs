//! Whether the device's clock is right, by the server's: a wrong one shows wrong times and breaks TLS.

use jiff::{SignedDuration, Timestamp};

/// The two clocks, compared at every check-in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clock {
    times_off: u32,
    ahead: Option<SignedDuration>,
}

/// Clocks that are this far apart are still good enough.
const GOOD_WITHIN: SignedDuration = SignedDuration::from_mins(5);

/// Once may be a laptop that slept in the middle of a call.
const TIMES_UNTIL_SAID: u32 = 2;

/// A clock that is off by a little more or less than was said needs no other words.
const SAME_WITHIN: SignedDuration = SignedDuration::from_mins(2);

impl Clock {
    /// How far the device is ahead of the server, once for each time that it goes wrong.
    pub(crate) fn compare(&mut self, server: Timestamp, device: Timestamp) -> Option<SignedDuration> {
        let ahead = device.duration_since(server);
        if ahead.abs() <= GOOD_WITHIN {
            *self = Self::default();
            return None;
        }
        self.times_off = self.times_off.saturating_add(1);
        let is_same = |said: SignedDuration| said.saturating_sub(ahead).abs() < SAME_WITHIN;
        if self.times_off >= TIMES_UNTIL_SAID && !self.ahead.is_some_and(is_same) {
            self.ahead = Some(SignedDuration::from_mins(ahead.as_mins()));
        }
        (self.times_off == TIMES_UNTIL_SAID).then_some(ahead)
    }

    /// How far the device is ahead, in whole minutes, for as long as it is wrong.
    pub(crate) fn ahead(&self) -> Option<SignedDuration> {
        self.ahead
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_off_is_said_once_and_again_only_after_it_was_right() {
        let mut clock = Clock::default();
        let mut compare = |minutes: i64| {
            let device = Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
            clock.compare(Timestamp::UNIX_EPOCH, device).map(|ahead| ahead.as_mins())
        };
        let readings = [0, 5, -5, 6, 0, -6, -6, -6, -6, 1, 60, 60, 60];
        let said: Vec<_> = readings.into_iter().map(&mut compare).collect();
        let (n, behind, ahead) = (None, Some(-6), Some(60));
        assert_eq!(said, [n, n, n, n, n, n, behind, n, n, n, n, ahead, n]);
    }
}
