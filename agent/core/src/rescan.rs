//! “Scan again now”: how the scan that the person last asked for stands.

use akabeko_shared::ScanId;
use akabeko_shared::wire::{Scan, ScanState};

use crate::Failure;

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
    /// The backend will not do it.
    Refused(Failure),
}

impl Rescan {
    /// The backend accepted, or had done so before.
    pub(crate) fn accepted(&mut self, scan: &Scan) {
        *self = match scan.state {
            ScanState::Due => Self::Due(scan.scan),
            ScanState::Done | ScanState::Dropped => Self::Finished(scan.scan),
        };
    }

    /// A scan is done, maybe this one.
    pub(crate) fn finished(&mut self, scan: ScanId) {
        if *self == Self::Due(scan) {
            *self = Self::Finished(scan);
        }
    }
}
