//! What a person wants, by a test's own account, and what was done against it.

use jiff::Timestamp;

use crate::{Event, Remembered};

#[derive(Default)]
pub(super) struct Wishes {
    quiet_until: Option<Timestamp>,
    has_withdrawn: bool,
    /// What somebody who wants quiet had to hear, and what was sent for one who no longer agrees.
    pub(super) wrongs: Vec<&'static str>,
}

impl Wishes {
    pub(super) fn note(&mut self, event: &Event, now: Timestamp) {
        if let Event::Pause(until) = event {
            self.quiet_until = Some(*until);
        }
        if matches!(event, Event::Withdraw | Event::Agree) {
            self.has_withdrawn = *event == Event::Withdraw;
        }
        // A pause that is over stays over, even if the clock is turned back.
        self.quiet_until = self.quiet_until.filter(|until| *until > now && *event != Event::Resume);
    }

    /// A device that starts knows what was written down.
    pub(super) fn recall(&mut self, memory: Option<&Remembered>) {
        self.quiet_until = memory.and_then(|memory| memory.paused_until);
        self.has_withdrawn = memory.is_some_and(|memory| memory.agreed.is_withdrawn());
    }

    pub(super) fn said(&mut self, what: &'static str) {
        if self.has_withdrawn || self.quiet_until.is_some() {
            self.wrongs.push(what);
        }
    }

    /// Nobody wants an agent that never sleeps.
    pub(super) fn woken(&mut self, wakes_at: Option<Timestamp>, now: Timestamp) {
        if wakes_at.is_some_and(|at| at <= now) {
            self.wrongs.push("WakeAt");
        }
    }

    pub(super) fn sent(&mut self, what: &'static str) {
        if self.has_withdrawn {
            self.wrongs.push(what);
        }
    }
}
