//! Every message between an agent and the backend, version 1 (`/api/v1/…`).
//!
//! No request has a field for an address: what is scanned is the peer of an authenticated check-in and nothing
//! else. Requests refuse unknown fields, so that an agent that tries is told; replies may grow, so agents
//! ignore what they do not know. Samples of every message ever released stand in `tests/wire/` and still parse.

mod push;
mod stored;

use std::fmt;

pub use push::{Push, PushSubscription};
pub use stored::{
    Said, Stored, StoredAnswer, StoredCase, StoredConsent, StoredEvidence, StoredLine, StoredNotice,
    StoredObservation, StoredOverride, StoredScan, StoredSubscription, StoredTarget, StoredVerdict,
    StoredVisit,
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    AgentId, Language, NetworkKey, NetworkKind, NoticeId, Platform, Port, PortState, ScanId, Stage, Variant,
};

/// The version of the consent text that this build shows. A newer one is asked for again.
pub const CONSENT_VERSION: u32 = 1;

/// `GET /api/v1/about`: who runs this server and what it does, for anyone to read before they enrol.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct About {
    /// Who runs it.
    pub organisation: String,
    /// Where to ask.
    pub support_mail: String,
    /// Their own site, where the service can be verified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// The addresses that scans come from; empty if the operator did not say.
    #[serde(default)]
    pub scanned_from: Vec<String>,
    /// The version of the consent text that is in force.
    pub consent_version: u32,
    /// Days for which results are kept; None: until the person has them deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_days: Option<u32>,
}

/// `PUT /api/v1/consent`: the person agrees to this version of the text; `DELETE` withdraws it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// The version.
    pub consent_version: u32,
}

/// `POST /api/v1/enrol`: a person accepted the consent text and has an invitation.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EnrolRequest {
    /// The code from the invitation; case and dashes do not matter.
    pub invite: String,
    /// What the agent runs on.
    pub platform: Platform,
    /// The consent text that was accepted.
    pub consent_version: u32,
    /// The language for pages and messages.
    pub language: Language,
    /// The version of the app, such as `0.1.0`.
    pub app_version: String,
    /// The same for every try of one enrolment: when a reply was lost, the next try gives the same agent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<String>,
}

/// The answer to an enrolment. The token is told once and stored hashed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnrolReply {
    /// The new agent.
    pub agent: AgentId,
    /// 256 bits in base32, for the header `Authorization: Bearer …`.
    pub token: String,
    /// Seconds between two check-ins.
    pub check_in_every: u32,
}

/// `POST /api/v1/check-in`: I am here. The source address of this request is what may be scanned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckIn {
    /// Which of the device's networks this is, if it can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<Network>,
    /// A reason not to scan now. Whatever a device says can only prevent a scan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub veto: Option<Veto>,
    /// The language, if it changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The version of the app, if it changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app_version: Option<String>,
    /// How it can be woken, if that changed; said only to a server that named its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub push: Option<Push>,
}

/// A network as the device tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Network {
    /// The salted hash.
    pub key: NetworkKey,
    /// What the person said it is.
    pub kind: NetworkKind,
}

/// Why a device does not want to be scanned now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Veto {
    /// The person paused it.
    Paused,
    /// The person did not agree to scans of this network.
    Network,
    /// The way to the internet is a tunnel whose far end belongs to somebody else.
    Tunnel,
}

/// The answer to a check-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckInReply {
    /// The address that the backend saw, for the person to read.
    pub address: String,
    /// Whose network that address is in, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The server's clock.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub now: Timestamp,
    /// Seconds until the next check-in.
    pub check_in_every: u32,
    /// The number of the agent's last event; ask for newer ones if this is news.
    pub last_event: i64,
    /// The key that the server signs its pushes with (RFC 8292), to subscribe with: an uncompressed point of P-256 in
    /// base64url. None: it sends none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub push_key: Option<String>,
}

/// Something the backend tells an agent: the body of a server-sent event, whose id is `number`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    /// Counts up from 1 for each agent.
    pub number: i64,
    /// When it was decided.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub at: Timestamp,
    /// What happened.
    #[serde(flatten)]
    pub news: News,
}

/// What may happen. An agent that meets a word it does not know reads its inbox, which is the one truth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "news", rename_all = "kebab-case")]
pub enum News {
    /// A notice arrived.
    NoticeSent {
        /// Which.
        notice: NoticeId,
    },
    /// Scans confirmed that every port of a notice is closed.
    NoticeClosed {
        /// Which.
        notice: NoticeId,
    },
    /// A port of a closed notice is open again.
    NoticeReopened {
        /// Which.
        notice: NoticeId,
    },
    /// The person ended the notice by answering, or it expired or was revoked.
    NoticeEnded {
        /// Which.
        notice: NoticeId,
    },
    /// A scan that the person asked for is done.
    ScanFinished {
        /// Which.
        scan: ScanId,
    },
    /// A newer backend said something this build does not know.
    #[serde(other)]
    Unknown,
}

/// `GET /api/v1/events?after=N`: plain polling; the same events as the stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Events {
    /// Oldest first, at most 100.
    pub events: Vec<Event>,
}

/// `GET /api/v1/inbox`: every message to this agent, newest first. This list is the one truth.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Inbox {
    /// The messages.
    pub notices: Vec<InboxNotice>,
}

/// One message in the inbox.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InboxNotice {
    /// Which.
    pub notice: NoticeId,
    /// When it was sent.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub sent_at: Timestamp,
    /// Whether it still wants attention.
    pub state: NoticeState,
    /// The ports it is about.
    pub ports: Vec<Port>,
    /// Its page, on the origin that the agent enrolled with.
    pub url: String,
    /// The matching word, by which the person recognises the page and mails.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub word: String,
    /// Whether the person answered every question; left out where not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub answered: bool,
    /// How it is worded; left out where as usual.
    #[serde(default, deserialize_with = "Variant::or_usual", skip_serializing_if = "Variant::is_usual")]
    pub variant: Variant,
}

/// Whether a notice wants attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum NoticeState {
    /// It does: the icon is red.
    Open,
    /// Scans confirmed that every port is closed.
    Closed,
    /// The person ended it by their answers, or it expired.
    Ended,
}

/// `POST /api/v1/notices/{notice}/progress`: how far a notice has come on the device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// The step that was reached.
    pub stage: Stage,
}

/// `POST /api/v1/notices/{notice}/ticket`: the page's address with a ticket, so that the visit counts as from
/// the app. Good once, for a minute.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ticket {
    /// Where to go.
    pub url: String,
}

impl Ticket {
    /// The page's address in the language that the person chose: their browser may speak another.
    pub fn address(&self, language: Language) -> String {
        let sign = if self.url.contains('?') { '&' } else { '?' };
        format!("{}{sign}lang={language}", self.url)
    }
}

/// `POST /api/v1/scans`: scan again now. Also the answer to `GET /api/v1/scans/{scan}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Scan {
    /// Which.
    pub scan: ScanId,
    /// How it stands.
    pub state: ScanState,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = "date-time"))]
    pub finished_at: Option<Timestamp>,
    /// What was seen; empty until done.
    pub seen: Vec<SeenPort>,
}

/// How a scan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum ScanState {
    /// Waiting for its turn.
    Due,
    /// Done: see what was seen.
    Done,
    /// Given up, since the address was no longer confirmed or may not be scanned.
    Dropped,
}

/// One port of a scan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeenPort {
    /// Which.
    pub port: Port,
    /// What it was like.
    pub state: PortState,
}

/// `GET /api/v1/look`: what the latest finished scan of this device saw.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "look", rename_all = "kebab-case")]
pub enum LastLook {
    /// There was none yet.
    #[default]
    NotYet,
    /// There was one. What it saw is told later: this device takes part in a trial and waits.
    Withheld {
        /// When it ended.
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
        at: Timestamp,
    },
    /// There was one.
    Seen {
        /// When it ended.
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
        at: Timestamp,
        /// The address that was scanned.
        address: String,
        /// What was seen, in the order of the 23 ports. Scans of fewer ports add to the one before at the same
        /// address.
        seen: Vec<SeenPort>,
        /// Ports that other homes share with this one, since they share its address: what is seen there need not be
        /// this home's, and nobody is told of it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        shared: Vec<Port>,
    },
}

/// The one error that a client sees (RFC 9457, `application/problem+json`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// What is wrong, in a sentence.
    pub title: String,
    /// What to do, or where the mistake is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// What a log shows in place of a token, an invitation or the address of a page.
const HIDDEN: fmt::Arguments<'static> = format_args!("…");

impl fmt::Debug for EnrolRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EnrolRequest")
            .field("invite", &HIDDEN)
            .field("platform", &self.platform)
            .field("consent_version", &self.consent_version)
            .field("language", &self.language)
            .field("app_version", &self.app_version)
            .field("attempt", &HIDDEN)
            .finish()
    }
}

impl fmt::Debug for EnrolReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EnrolReply")
            .field("agent", &self.agent)
            .field("token", &HIDDEN)
            .field("check_in_every", &self.check_in_every)
            .finish()
    }
}

impl fmt::Debug for InboxNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InboxNotice")
            .field("notice", &self.notice)
            .field("sent_at", &self.sent_at)
            .field("state", &self.state)
            .field("ports", &self.ports)
            .field("url", &HIDDEN)
            .field("answered", &self.answered)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ticket").field("url", &HIDDEN).finish()
    }
}
