//! The state in one sentence, the same in the tray, the popup and a log of what was shown.

use akabeko_shared::locale::Catalogue;
use akabeko_shared::view::Mood;

use super::{Face, Reason};

impl Face {
    /// The state in one sentence, without a full stop.
    pub fn sentence(&self, catalogue: &Catalogue) -> String {
        let count = self.notices.len().to_string();
        match (self.mood, self.main_reason()) {
            (Mood::Notice, _) => catalogue.text_with("status-notice", &[("count", &count)]),
            (Mood::Snoozed, _) => catalogue.text_with("status-snoozed", &[("count", &count)]),
            (Mood::Ok | Mood::Offline | Mood::Paused, Some(reason)) => {
                catalogue.text(&format!("status-{}", reason.word()))
            }
            (Mood::Ok | Mood::Offline, None) => catalogue.text("status-ok"),
            (Mood::Paused, None) => catalogue.text("status-paused"),
        }
    }

    /// The reason, if it is the state; otherwise it is only told beside it.
    pub(crate) fn main_reason(&self) -> Option<&Reason> {
        self.reason.as_ref().filter(|reason| match reason {
            // What the person wanted themselves says more than what does not work meanwhile.
            Reason::Connecting
            | Reason::Unreachable
            | Reason::Refused(_)
            | Reason::NotEnrolled
            | Reason::InviteRefused(_)
            | Reason::Forgotten
            | Reason::Intercepted
            | Reason::CertificateDate => self.mood == Mood::Offline,
            Reason::NewNetwork => self.mood == Mood::Ok,
            Reason::ConsentOutdated | Reason::Withdrawn => self.mood == Mood::Paused,
            Reason::ClockIsOff(_) => false,
        })
    }
}
