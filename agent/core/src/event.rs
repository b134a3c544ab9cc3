//! What can happen to an agent, and what it can want done.

use akabeko_shared::wire::{
    self, CheckIn, CheckInReply, EnrolReply, EnrolRequest, Inbox, InboxNotice, LastLook, Problem,
    PushSubscription, Scan,
};
use akabeko_shared::{AgentId, Language, NoticeId, ScanId, Stage};
use jiff::{SignedDuration, Timestamp};

use crate::{Face, Remembered, Token};

/// Something that happened. Events may be repeated, reordered or lost without harm.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The app started.
    Started,
    /// Time passed.
    Tick,
    /// This was written down.
    Remembered(Box<Remembered>),
    /// The device woke up: whatever was open may be dead, and whatever was known may be old.
    Woke,
    /// The device is on another network, got another address, or (None) can no longer tell.
    NetworkChanged(Option<wire::Network>),
    /// The backend took the invitation.
    Enrolled(Enrolment),
    /// It did not.
    EnrolFailed(Failure),
    /// The backend answered a check-in.
    CheckedIn(CheckInReply),
    /// It did not.
    CheckInFailed(Failure),
    /// The inbox arrived.
    InboxRead(Inbox),
    /// It did not.
    InboxFailed(Failure),
    /// What the latest scan saw arrived.
    LookRead(LastLook),
    /// It did not.
    LookFailed(Failure),
    /// Events can be heard from now on.
    StreamOpened,
    /// No longer.
    StreamClosed,
    /// The backend said something.
    Heard(wire::Event),
    /// How far a notice had come could not be told.
    ProgressFailed {
        /// Which.
        notice: NoticeId,
        /// The step.
        stage: Stage,
        /// Why not.
        failure: Failure,
    },
    /// The person wants to be scanned again now.
    AskScan,
    /// The backend will, or says how far it is.
    ScanAccepted(Scan),
    /// It will not.
    ScanRefused(Failure),
    /// A scan that the person asked for is done.
    ScanFinished(ScanId),
    /// The person wants quiet, and no scans, until then.
    Pause(Timestamp),
    /// No longer.
    Resume,
    /// The person does not want to be reminded, until then, of the notices there are now.
    Snooze(Timestamp),
    /// They do.
    EndSnooze,
    /// The person no longer agrees.
    Withdraw,
    /// The backend knows.
    Withdrawn,
    /// It does not.
    WithdrawFailed(Failure),
    /// The person agrees to the text as it is.
    Agree,
    /// The backend knows.
    Agreed,
    /// It does not.
    AgreeFailed(Failure),
    /// The person wants this language.
    Speak(Language),
    /// The device can be woken by a push service, with the key of [`Effect::OfferPush`], or (None) no longer.
    PushOffered(Option<PushSubscription>),
    /// A push woke the device: there may be news.
    Pushed,
}

/// Something to be done. What the device does is done in this order, and so are the calls after that.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Write this down, and say so with [`Event::Remembered`]. What must be said only once waits for that.
    Remember(Box<Remembered>),
    /// Draw the icon and all that goes with it.
    ShowFace(Face),
    /// Show a notice by itself, once.
    Pop(InboxNotice),
    /// Say again that a notice is there, twice at most.
    Remind(InboxNotice),
    /// Say that a notice's ports are confirmed closed, once.
    SayClosed(InboxNotice),
    /// Take off the screen what was said of a notice: it wants no more attention.
    TakeBack(NoticeId),
    /// Subscribe to a push service with this key of the server's, and answer with [`Event::PushOffered`].
    OfferPush {
        /// An uncompressed point of P-256 in base64url, as browsers and UnifiedPush take it.
        key: String,
    },
    /// Say that the device's clock is ahead of the server's by so much, or behind if negative.
    SayClockIsOff(SignedDuration),
    /// Tell the backend how far a notice has come.
    ReportProgress {
        /// Which.
        notice: NoticeId,
        /// The step.
        stage: Stage,
    },
    /// Ask to become an agent.
    Enrol(EnrolRequest),
    /// Say: I am here.
    CheckIn(CheckIn),
    /// Tell the backend that the person no longer agrees.
    Withdraw,
    /// Tell the backend that the person agrees to this version of the text.
    Agree(u32),
    /// Ask for every message.
    ReadInbox,
    /// Ask what the latest scan saw.
    ReadLook,
    /// Listen for events newer than `after`, instead of any stream that was open before.
    OpenStream {
        /// The last event that is known.
        after: i64,
    },
    /// Listen no more.
    CloseStream,
    /// Ask for a scan now.
    AskScan,
    /// Ask how far that is.
    ReadScan(ScanId),
    /// Tick at this time, instead of any other.
    WakeAt(Timestamp),
}

/// An enrolment as the agent keeps it: the reply with its token out of sight of logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// The new agent.
    pub agent: AgentId,
    /// The proof of it.
    pub token: Token,
}

impl From<EnrolReply> for Enrolment {
    fn from(reply: EnrolReply) -> Self {
        Self { agent: reply.agent, token: Token::new(reply.token) }
    }
}

/// Why a call did not succeed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// No answer, or none in the backend's language: try again later.
    #[error("reach the server: {0}")]
    Unreachable(String),
    /// Somebody else answered in the server's place, as networks do that want people to sign in first.
    #[error("reach the server: something else on this network answered in its place")]
    Intercepted,
    /// The server's certificate is not valid at this device's time: one of the two is wrong.
    #[error("reach the server: its certificate is not valid at this device's time")]
    CertificateDate,
    /// The backend said no, and why.
    #[error("be served: {} (status {})", .0.title, .0.status)]
    Refused(Problem),
    /// The backend does not know this agent's token.
    #[error("be recognised by the server")]
    UnknownToken,
}

impl Failure {
    /// Whether the same call would fail again however long one waits.
    pub fn is_lasting(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Intercepted | Self::CertificateDate => false,
            Self::Refused(problem) => {
                matches!(problem.status, 400..=499) && !matches!(problem.status, 408 | 425 | 429)
            }
            Self::UnknownToken => true,
        }
    }
}
