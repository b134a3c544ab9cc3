//! What can happen to an agent, and what it can want done.

use akabeko_shared::wire::{
    self, CheckIn, CheckInReply, EnrolReply, EnrolRequest, Inbox, InboxNotice, Problem, Scan,
};
use akabeko_shared::{AgentId, NoticeId, ScanId, Stage};
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
    /// The backend will.
    ScanAccepted(Scan),
    /// It will not.
    ScanRefused(Failure),
    /// A scan that the person asked for is done.
    ScanFinished(ScanId),
    /// The person wants quiet, and no scans, until then.
    Pause(Timestamp),
    /// No longer.
    Resume,
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
    /// Say that a notice's ports are confirmed closed, once.
    SayClosed(InboxNotice),
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
    /// Ask for every message.
    ReadInbox,
    /// Listen for events newer than `after`, instead of any stream that was open before.
    OpenStream {
        /// The last event that is known.
        after: i64,
    },
    /// Ask for a scan now.
    AskScan,
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
            Self::Unreachable(_) => false,
            Self::Refused(problem) => {
                matches!(problem.status, 400..=499) && !matches!(problem.status, 408 | 425 | 429)
            }
            Self::UnknownToken => true,
        }
    }
}
