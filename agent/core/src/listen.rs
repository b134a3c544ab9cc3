//! Whether events can be heard, and when to try again.

use jiff::{SignedDuration, Timestamp};

use crate::chance::Chance;
use crate::check_in::{Backoff, later};

/// The event stream, as the agent knows it.
#[derive(Clone, Debug)]
pub(crate) struct Listening {
    state: State,
    backoff: Backoff,
}

#[derive(Clone, Debug)]
enum State {
    Closed { until: Timestamp },
    Opening,
    Open { since: Timestamp },
}

/// A stream that lived this long was a good one; one that ends sooner counts as a failure.
const GOOD_AFTER: SignedDuration = SignedDuration::from_secs(60);

impl Listening {
    pub(crate) fn new() -> Self {
        Self { state: State::Closed { until: Timestamp::MIN }, backoff: Backoff::default() }
    }

    pub(crate) fn opening(&mut self) {
        self.state = State::Opening;
    }

    pub(crate) fn opened(&mut self, now: Timestamp) {
        self.state = State::Open { since: now };
    }

    pub(crate) fn closed(&mut self, now: Timestamp, chance: &mut Chance) {
        let was_good = match self.state {
            State::Open { since } => now.duration_since(since) >= GOOD_AFTER,
            State::Opening => false,
            State::Closed { .. } => return,
        };
        if was_good {
            self.backoff = Backoff::default();
        }
        self.state = State::Closed { until: later(now, self.backoff.next(chance)) };
    }

    /// The backend answers again: there is no need to wait any longer.
    pub(crate) fn hurry(&mut self) {
        if let State::Closed { .. } = self.state {
            *self = Self::new();
        }
    }

    /// When to open it; None while it is open or about to be.
    pub(crate) fn opens_at(&self) -> Option<Timestamp> {
        match self.state {
            State::Closed { until } => Some(until),
            State::Opening | State::Open { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp::UNIX_EPOCH;

    #[test]
    fn streams_that_end_at_once_are_opened_ever_more_slowly() {
        let (mut listening, mut chance) = (Listening::new(), Chance::new(3));
        let mut waits = Vec::new();
        for _ in 0..4 {
            listening.opening();
            listening.opened(NOON);
            listening.closed(NOON, &mut chance);
            waits.push(listening.opens_at().unwrap().duration_since(NOON).as_secs());
        }
        assert!(waits.is_sorted() && (5..=7).contains(&waits[0]) && waits[3] >= 40, "{waits:?}");
        listening.opened(NOON);
        let end = later(NOON, GOOD_AFTER);
        listening.closed(end, &mut chance);
        assert!(listening.opens_at().unwrap().duration_since(end).as_secs() <= 7);
    }

    #[test]
    fn closing_twice_waits_once() {
        let (mut listening, mut chance) = (Listening::new(), Chance::new(3));
        listening.opening();
        listening.closed(NOON, &mut chance);
        let first = listening.opens_at();
        listening.closed(NOON, &mut chance);
        assert_eq!(listening.opens_at(), first);
    }
}
