//! The calls to a backend as any HTTP client can make them: what is asked here, what an answer means in [`answer`].
//! Nothing is sent; every shell that sends asks by the same words.

pub mod answer;
mod outcome;

use std::time::Duration;

use akabeko_shared::wire::{Agreement, CheckIn, EnrolRequest, Progress};
use akabeko_shared::{NoticeId, ScanId, Stage};
use serde::Serialize;

pub use self::answer::Answer;
pub use self::outcome::outcome;
use crate::{Effect, Origin};

/// What is asked of a backend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// How.
    pub method: Method,
    /// Where, below `/api/v1/`.
    pub path: String,
    /// A JSON document that goes along.
    pub body: Option<String>,
    /// Whether the agent says who it is.
    pub is_signed: bool,
    /// How much may come back.
    pub size: Size,
}

/// The methods there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Asks.
    Get,
    /// Tells.
    Post,
    /// Sets.
    Put,
    /// Takes away.
    Delete,
}

impl Method {
    /// Its name in HTTP.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// How much may come back, and how long it may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// A reply as usual.
    Usual,
    /// Everything about a person.
    Everything,
}

impl Size {
    /// No answer is longer than so many bytes.
    pub fn most(self) -> usize {
        match self {
            Self::Usual => 1024 * 1024,
            Self::Everything => 32 * 1024 * 1024,
        }
    }

    /// No answer takes longer.
    pub fn patience(self) -> Duration {
        match self {
            Self::Usual => Duration::from_secs(10),
            Self::Everything => Duration::from_secs(120),
        }
    }
}

impl Call {
    /// The call that an effect asks for; what comes of it is for [`outcome`] to tell.
    pub fn of(effect: &Effect) -> Option<Self> {
        match effect {
            Effect::ReportProgress { notice, stage } => Some(Self::progress(*notice, *stage)),
            Effect::Enrol(request) => Some(Self::enrol(request)),
            Effect::CheckIn(check_in) => Some(Self::check_in(check_in)),
            Effect::Withdraw => Some(Self::withdraw()),
            Effect::Agree(version) => Some(Self::agree(*version)),
            Effect::ReadInbox => Some(Self::inbox()),
            Effect::ReadLook => Some(Self::look()),
            Effect::AskScan => Some(Self::ask_scan()),
            Effect::ReadScan(scan) => Some(Self::scan(*scan)),
            Effect::Remember(_)
            | Effect::ShowFace(_)
            | Effect::Pop(_)
            | Effect::Remind(_)
            | Effect::SayClosed(_)
            | Effect::TakeBack(_)
            | Effect::OfferPush { .. }
            | Effect::SayClockIsOff(_)
            | Effect::OpenStream { .. }
            | Effect::CloseStream
            | Effect::WakeAt(_) => None,
        }
    }

    /// Who runs the server? Nobody says who asks.
    pub fn about() -> Self {
        Self { is_signed: false, ..Self::plain(Method::Get, "about") }
    }

    /// I would like to be an agent.
    pub fn enrol(request: &EnrolRequest) -> Self {
        Self { is_signed: false, ..Self::telling(Method::Post, "enrol", request) }
    }

    /// I am here.
    pub fn check_in(check_in: &CheckIn) -> Self {
        Self::telling(Method::Post, "check-in", check_in)
    }

    /// The person agrees to this version of the text.
    pub fn agree(consent_version: u32) -> Self {
        Self::telling(Method::Put, "consent", &Agreement { consent_version })
    }

    /// They do no longer.
    pub fn withdraw() -> Self {
        Self::plain(Method::Delete, "consent")
    }

    /// Every message.
    pub fn inbox() -> Self {
        Self::plain(Method::Get, "inbox")
    }

    /// What did the latest scan see?
    pub fn look() -> Self {
        Self::plain(Method::Get, "look")
    }

    /// The events newer than `after`, at most 100 of them, or as they come.
    pub fn events_after(after: i64) -> Self {
        Self::plain(Method::Get, format!("events?after={after}"))
    }

    /// So far has a notice come on the device.
    pub fn progress(notice: NoticeId, stage: Stage) -> Self {
        Self::telling(Method::Post, format!("notices/{notice}/progress"), &Progress { stage })
    }

    /// A notice's page with a ticket, so that the visit counts as from the app.
    pub fn ticket(notice: NoticeId) -> Self {
        Self::plain(Method::Post, format!("notices/{notice}/ticket"))
    }

    /// Scan now.
    pub fn ask_scan() -> Self {
        Self::plain(Method::Post, "scans")
    }

    /// How far is a scan?
    pub fn scan(scan: ScanId) -> Self {
        Self::plain(Method::Get, format!("scans/{scan}"))
    }

    /// Everything that is stored about this agent.
    pub fn me() -> Self {
        Self { size: Size::Everything, ..Self::plain(Method::Get, "me") }
    }

    /// Delete it all.
    pub fn erase_me() -> Self {
        Self { size: Size::Everything, ..Self::plain(Method::Delete, "me") }
    }

    /// Its whole address at a server.
    pub fn url(&self, origin: &Origin) -> String {
        format!("{origin}/api/v1/{}", self.path)
    }

    fn plain(method: Method, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), body: None, is_signed: true, size: Size::Usual }
    }

    fn telling(method: Method, path: impl Into<String>, message: &impl Serialize) -> Self {
        // The messages are structs of plain values, which always go into words.
        Self { body: Some(serde_json::to_string(message).unwrap_or_default()), ..Self::plain(method, path) }
    }
}
