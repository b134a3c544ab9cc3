//! What a person asks for in a window, as far as the agent is to know of it.

use akabeko_shared::view::Ask;
use jiff::{SignedDuration, Timestamp};

use crate::Event;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// What the agent is to know of a wish. A language and a name for the network are kept by the device first, and
/// the rest is the device's own business.
pub fn event(ask: &Ask, now: Timestamp) -> Option<Event> {
    match ask {
        Ask::CheckNow => Some(Event::AskScan),
        Ask::Snooze { days } => Some(Event::Snooze(now + DAY * i32::from((*days).clamp(1, 30)))),
        Ask::EndSnooze => Some(Event::EndSnooze),
        Ask::Pause => Some(Event::Pause(now + DAY)),
        Ask::Resume => Some(Event::Resume),
        Ask::Agree => Some(Event::Agree),
        Ask::Withdraw => Some(Event::Withdraw),
        Ask::Invite { .. }
        | Ask::Decline
        | Ask::Join { .. }
        | Ask::NameNetwork { .. }
        | Ask::OpenNotice { .. }
        | Ask::OpenSample
        | Ask::OpenSettings
        | Ask::OpenSite
        | Ask::Autostart { .. }
        | Ask::Speak { .. }
        | Ask::Export
        | Ask::Erase
        | Ask::AllowMessages
        | Ask::Update
        | Ask::Dismiss => None,
    }
}
