//! What the latest scan saw, and when to ask for it. An answer that does not come only costs time.

use akabeko_shared::wire::LastLook;
use jiff::{SignedDuration, Timestamp};

/// The look as it is known here.
#[derive(Clone, Debug, Default)]
pub(crate) struct Looking {
    last: LastLook,
    is_wanted: bool,
    read_at: Option<Timestamp>,
}

/// Of daily scans there is no news, so what they saw is asked for by itself.
const EVERY: SignedDuration = SignedDuration::from_hours(1);

impl Looking {
    /// There may be another one.
    pub(crate) fn want(&mut self) {
        self.is_wanted = true;
    }

    /// The backend answers: if what is known is old, it is asked.
    pub(crate) fn want_if_old(&mut self, now: Timestamp) {
        let is_new = |at: Timestamp| at <= now && now.duration_since(at) < EVERY;
        self.is_wanted |= !self.read_at.is_some_and(is_new);
    }

    /// Whether to ask for it; from now on it was asked for.
    pub(crate) fn take_wish(&mut self) -> bool {
        std::mem::take(&mut self.is_wanted)
    }

    pub(crate) fn read(&mut self, look: LastLook, now: Timestamp) {
        (self.last, self.read_at) = (look, Some(now));
    }

    /// It did not come: the next check-in asks again.
    pub(crate) fn failed(&mut self) {
        self.read_at = None;
    }

    pub(crate) fn last(&self) -> &LastLook {
        &self.last
    }
}
