//! What a person sees at a glance: computed from the state, drawn by a thin layer, compared in tests.
//!
//! Of several moods the most telling one shows: paused before notice before offline before ok. An open notice
//! stays while the backend is out of reach: what was seen is still the last that is known, and an icon that
//! went back would read as “solved”. That it is out of reach is then told beside it, as the reason.

use std::fmt;

use akabeko_shared::wire::InboxNotice;
use serde::Serialize;

/// The icon and what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// The icon's shape.
    pub mood: Mood,
    /// The notices that want attention, newest first.
    pub notices: Vec<InboxNotice>,
    /// What keeps the agent from knowing more, whatever the mood.
    pub reason: Option<Reason>,
}

impl Face {
    /// The face for a state.
    pub(crate) fn of(paused: bool, notices: Vec<InboxNotice>, reason: Option<Reason>) -> Self {
        let mood = if paused {
            Mood::Paused
        } else if !notices.is_empty() {
            Mood::Notice
        } else if reason.as_ref().is_some_and(Reason::is_failure) {
            Mood::Offline
        } else {
            Mood::Ok
        };
        Self { mood, notices, reason }
    }
}

/// The icon's shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mood {
    /// All is well, as far as the last check-in and the inbox tell.
    Ok,
    /// Something wants attention: red.
    Notice,
    /// The backend is out of reach, or does not know this agent.
    Offline,
    /// The person wanted quiet.
    Paused,
}

/// What keeps an agent from knowing how things stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It only just started; nothing is drawn yet.
    Connecting,
    /// Several calls in a row had no answer.
    Unreachable,
    /// The backend answers and refuses; its words.
    Refused(String),
    /// There is no invitation to enrol with.
    NotEnrolled,
    /// The invitation was refused; the backend's words.
    InviteRefused(String),
    /// The backend no longer knows this agent, which has to be enrolled anew.
    Forgotten,
    /// Nobody was asked about the network that the device is in, so nothing is scanned there.
    NewNetwork,
}

impl Reason {
    /// A word for scripts.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Unreachable => "unreachable",
            Self::Refused(_) => "refused",
            Self::NotEnrolled => "not-enrolled",
            Self::InviteRefused(_) => "invite-refused",
            Self::Forgotten => "forgotten",
            Self::NewNetwork => "new-network",
        }
    }

    /// Whether something does not work as it should.
    fn is_failure(&self) -> bool {
        match self {
            Self::Connecting
            | Self::Unreachable
            | Self::Refused(_)
            | Self::NotEnrolled
            | Self::InviteRefused(_)
            | Self::Forgotten => true,
            Self::NewNetwork => false,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connecting => f.write_str("the server has not answered yet"),
            Self::Unreachable => f.write_str("the server cannot be reached"),
            Self::Refused(title) => write!(f, "the server refuses: {title}"),
            Self::NotEnrolled => f.write_str("this device is not enrolled and has no invitation"),
            Self::InviteRefused(title) => write!(f, "the invitation was refused: {title}"),
            Self::Forgotten => {
                f.write_str("the server no longer knows this device; enrol with a new invitation")
            }
            Self::NewNetwork => f.write_str("nothing is scanned in this network: nobody was asked about it"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use akabeko_shared::NoticeId;
    use akabeko_shared::wire::NoticeState;
    use jiff::Timestamp;

    #[test]
    fn the_most_telling_mood_shows() {
        let gone = Some(Reason::Unreachable);
        let cases = [
            (false, 0, None, Mood::Ok),
            (false, 1, None, Mood::Notice),
            (false, 0, gone.clone(), Mood::Offline),
            (false, 1, gone.clone(), Mood::Notice),
            (true, 0, None, Mood::Paused),
            (true, 1, None, Mood::Paused),
            (true, 1, gone, Mood::Paused),
            (false, 0, Some(Reason::NewNetwork), Mood::Ok),
            (false, 1, Some(Reason::NewNetwork), Mood::Notice),
        ];
        for (paused, count, reason, mood) in cases {
            let face = Face::of(paused, vec![notice(); count], reason.clone());
            assert_eq!(face.mood, mood, "paused: {paused}, {count} notices, {reason:?}");
            assert_eq!((face.notices.len(), face.reason), (count, reason));
        }
    }

    fn notice() -> InboxNotice {
        InboxNotice {
            notice: NoticeId::at(Timestamp::UNIX_EPOCH, [1; 10]),
            sent_at: Timestamp::UNIX_EPOCH,
            state: NoticeState::Open,
            ports: Vec::new(),
            url: String::new(),
        }
    }
}
