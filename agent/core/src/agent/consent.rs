//! Consent that is taken back, and given again. It counts on the device at once; the backend is told until it
//! knows.

use akabeko_shared::wire::CONSENT_VERSION;
use jiff::Timestamp;

use super::{Agent, Standing};
use crate::{Agreed, Failure, Reason, Rescan};

impl Agent {
    /// From now on nothing is said to the backend but this.
    pub(super) fn withdraw(&mut self, now: Timestamp) {
        match &mut self.memory {
            Some(memory) if memory.agreed.is_withdrawn() => {}
            Some(memory) => {
                memory.agreed = Agreed::Withdrawing;
                self.rescan = Rescan::Unasked;
                self.pace.turn(now);
            }
            None if matches!(self.standing, Standing::Waiting | Standing::Enrolling) => {
                self.standing = Standing::Stranded(Reason::Withdrawn);
            }
            None => {}
        }
    }

    /// The person read the text of this app and agrees to it.
    pub(super) fn agree(&mut self, now: Timestamp) {
        let is_outdated = self.is_outdated();
        match &mut self.memory {
            Some(memory) if memory.agreed.is_withdrawn() || is_outdated => {
                memory.agreed = Agreed::Renewing;
                memory.consent_version = CONSENT_VERSION;
                self.pace.turn(now);
            }
            None if self.standing == Standing::Stranded(Reason::Withdrawn) => {
                self.standing = Standing::Waiting;
                self.start(now);
            }
            Some(_) | None => {}
        }
    }

    /// The backend knows. An answer to what is no longer so says nothing.
    pub(super) fn consent_told(&mut self, told: Agreed, known: Agreed, now: Timestamp) {
        if let Some(memory) = self.memory.as_mut().filter(|memory| memory.agreed == told) {
            memory.agreed = known;
            self.push.forgotten();
            self.pace.acknowledged(now);
        }
    }

    /// It does not, and is told again later.
    pub(super) fn consent_untold(&mut self, untold: Agreed, failure: Failure, now: Timestamp) {
        if self.agreed() == untold {
            self.call_failed(failure, now);
        }
    }
}
