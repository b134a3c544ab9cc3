//! What a person sees at a glance: computed from the state, drawn by a thin layer, compared in tests.
//!
//! Of several moods the most telling one shows: paused before notice before snoozed before offline before ok. An
//! open notice stays while the backend is out of reach: what was seen is still the last that is known, and an
//! icon that went back would read as “solved”. That it is out of reach is then told beside it, as the reason.

mod sentence;

use std::fmt;

pub use akabeko_shared::view::Mood;
use akabeko_shared::wire::InboxNotice;
use jiff::SignedDuration;

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
    pub(crate) fn of(wish: Wish, notices: Vec<InboxNotice>, reason: Option<Reason>) -> Self {
        let mood = match (wish, notices.is_empty()) {
            (Wish::Nothing, _) => Mood::Paused,
            (Wish::Later, false) => Mood::Snoozed,
            (Wish::All, false) => Mood::Notice,
            (Wish::All | Wish::Later, true) => reason.as_ref().map_or(Mood::Ok, Reason::mood),
        };
        Self { mood, notices, reason }
    }
}

/// What the person wants to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Everything.
    All,
    /// Of these notices, later.
    Later,
    /// Nothing.
    Nothing,
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
    /// This network answers in the server's place, as those do that want people to sign in first.
    Intercepted,
    /// The server's certificate is not valid at this device's time.
    CertificateDate,
    /// The device's clock is ahead of the server's by so much, or behind if negative.
    ClockIsOff(SignedDuration),
    /// The person agreed to an older text, so nothing is scanned.
    ConsentOutdated,
    /// The person took their consent back, so nothing is scanned.
    Withdrawn,
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
            Self::Intercepted => "intercepted",
            Self::CertificateDate => "certificate-date",
            Self::ClockIsOff(_) => "clock-off",
            Self::ConsentOutdated => "consent-outdated",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The mood of an agent that has nothing else to show.
    pub(crate) fn mood(&self) -> Mood {
        match self {
            Self::Connecting
            | Self::Unreachable
            | Self::Refused(_)
            | Self::NotEnrolled
            | Self::InviteRefused(_)
            | Self::Forgotten
            | Self::Intercepted
            | Self::CertificateDate => Mood::Offline,
            Self::ConsentOutdated | Self::Withdrawn => Mood::Paused,
            Self::NewNetwork | Self::ClockIsOff(_) => Mood::Ok,
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
            Self::Intercepted => f.write_str(
                "the server cannot be reached: something on this network answers in its place; it may want you \
                 to sign in first",
            ),
            Self::CertificateDate => f.write_str(
                "the server's certificate is not valid at this device's time: please see whether its clock is \
                 right",
            ),
            Self::ClockIsOff(ahead) => {
                let side = if ahead.is_negative() { "behind" } else { "ahead of" };
                let minutes = ahead.as_mins().abs();
                write!(f, "this device's clock is {minutes} minutes {side} the server's: please set it")
            }
            Self::ConsentOutdated => {
                f.write_str("nothing is scanned: the text that was agreed to has been replaced")
            }
            Self::Withdrawn => f.write_str("nothing is scanned: the person no longer agrees"),
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
            (Wish::All, 0, None, Mood::Ok),
            (Wish::All, 1, None, Mood::Notice),
            (Wish::All, 0, gone.clone(), Mood::Offline),
            (Wish::All, 1, gone.clone(), Mood::Notice),
            (Wish::Later, 0, gone.clone(), Mood::Offline),
            (Wish::Later, 1, gone.clone(), Mood::Snoozed),
            (Wish::Nothing, 0, None, Mood::Paused),
            (Wish::Nothing, 1, None, Mood::Paused),
            (Wish::Nothing, 1, gone, Mood::Paused),
            (Wish::All, 0, Some(Reason::NewNetwork), Mood::Ok),
            (Wish::All, 1, Some(Reason::NewNetwork), Mood::Notice),
            (Wish::All, 0, Some(Reason::ConsentOutdated), Mood::Paused),
            (Wish::All, 1, Some(Reason::ConsentOutdated), Mood::Notice),
        ];
        for (wish, count, reason, mood) in cases {
            let face = Face::of(wish, vec![notice(); count], reason.clone());
            assert_eq!(face.mood, mood, "{wish:?}, {count} notices, {reason:?}");
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
            word: String::new(),
            answered: false,
            variant: akabeko_shared::Variant::Usual,
        }
    }
}
