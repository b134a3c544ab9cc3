//! “Scan again now”: how the scan that the person last asked for stands.

use akabeko_shared::ScanId;
use akabeko_shared::wire::{Scan, ScanState};
use jiff::{SignedDuration, Timestamp};

use crate::Failure;
use crate::check_in::later;

/// How it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Rescan {
    /// Nobody asked since the app started.
    #[default]
    Unasked,
    /// Asked; the backend did not answer yet.
    Asked,
    /// The backend will do it.
    Due(ScanId),
    /// Done: what was seen can be read.
    Finished(ScanId),
    /// Given up: the device was no longer where it had been, or did not want to be scanned any more.
    Dropped(ScanId),
    /// The backend will not do it.
    Refused(Failure),
}

/// News of a scan comes by the stream of events; where none gets through, one has to ask.
pub(crate) const ASK_EVERY: SignedDuration = SignedDuration::from_secs(10);

impl Rescan {
    /// The backend accepted, or says how far it is.
    pub(crate) fn accepted(&mut self, scan: &Scan) {
        let is_over = matches!(self, Self::Finished(known) | Self::Dropped(known) if *known == scan.scan);
        *self = match scan.state {
            ScanState::Due if is_over => return,
            ScanState::Due => Self::Due(scan.scan),
            ScanState::Done => Self::Finished(scan.scan),
            ScanState::Dropped => Self::Dropped(scan.scan),
        };
    }

    /// A scan is done, maybe this one.
    pub(crate) fn finished(&mut self, scan: ScanId) {
        if *self == Self::Due(scan) {
            *self = Self::Finished(scan);
        }
    }

    /// The scan to ask about, if there is news to come.
    pub(crate) fn due(&self) -> Option<ScanId> {
        match self {
            Self::Due(scan) => Some(*scan),
            Self::Unasked | Self::Asked | Self::Finished(_) | Self::Dropped(_) | Self::Refused(_) => None,
        }
    }
}

/// When to ask about a scan next.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asking(Timestamp);

impl Asking {
    /// Later than now.
    pub(crate) fn after(now: Timestamp) -> Self {
        Self(later(now, ASK_EVERY))
    }

    /// As soon as possible.
    pub(crate) fn at_once() -> Self {
        Self(Timestamp::UNIX_EPOCH)
    }

    pub(crate) fn at(self) -> Timestamp {
        self.0
    }

    /// Whether to ask now. A wait longer than any means that the clock was turned back.
    pub(crate) fn is_due(self, now: Timestamp) -> bool {
        self.0 <= now || self.0.duration_since(now) > ASK_EVERY
    }
}
