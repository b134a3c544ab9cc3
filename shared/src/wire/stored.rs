//! Everything that is stored about an agent, as its person may read and keep it (`GET /api/v1/me`).

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Event, HIDDEN, NoticeState, ScanState, Veto};
use crate::survey::Button;
use crate::{
    AgentId, Arm, CaseId, Language, NetworkKey, NetworkKind, NoticeId, Platform, Port, PortState, ScanId,
    Variant,
};

/// `GET /api/v1/me`: everything that is stored about this agent. Left out are secrets, which are stored as hashes
/// alone, and who of the operators judged a port. Members are named as the store names its tables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stored {
    /// Who.
    pub agent: AgentId,
    /// What it runs on.
    pub platform: Platform,
    /// The person's language.
    pub language: Language,
    /// The version of the app.
    pub app_version: String,
    /// When it enrolled.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub enrolled_at: Timestamp,
    /// The number of its last event.
    pub last_event: i64,
    /// What the person agreed to.
    pub consent: StoredConsent,
    /// True while a trial is under way that could have drawn this device, unless it has a notice: then `observations`,
    /// `evidence`, `verdicts` and a notice that waits are left out, since they would tell what the trial tells later.
    /// They can be read here when it is over.
    pub findings_withheld: bool,
    /// Where it is by its latest check-in: one, or none yet.
    pub targets: Vec<StoredTarget>,
    /// The addresses that it called from lately, and what tells whether they are its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<StoredLine>,
    /// How it can be woken, if it can.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subscriptions: Vec<StoredSubscription>,
    /// Every scan, oldest first.
    pub scans: Vec<StoredScan>,
    /// Every port that was looked at, oldest first.
    pub observations: Vec<StoredObservation>,
    /// What open ports said the last time.
    pub evidence: Vec<StoredEvidence>,
    /// What an operator said of its web pages.
    pub verdicts: Vec<StoredVerdict>,
    /// The notices about it, oldest first.
    pub notices: Vec<StoredNotice>,
    /// When their pages were seen.
    pub visits: Vec<StoredVisit>,
    /// Every press of a button there.
    pub answers: Vec<StoredAnswer>,
    /// The person's requests for support.
    pub cases: Vec<StoredCase>,
    /// Why it was told out of turn in a trial.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<StoredOverride>,
    /// What it was told.
    pub events: Vec<Event>,
}

/// What the person agreed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoredConsent {
    /// The version of the text.
    pub consent_version: u32,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub agreed_at: Timestamp,
    /// Since when no longer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = "date-time"))]
    pub withdrawn_at: Option<Timestamp>,
}

/// Where an agent is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoredTarget {
    /// The source of its latest check-in.
    pub address: String,
    /// Which of the device's networks that is, if it can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<NetworkKey>,
    /// What the person said that network is.
    pub network_kind: NetworkKind,
    /// Why the device did not want to be scanned there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub veto: Option<Veto>,
    /// The first of the unbroken row of check-ins from there.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub since: Timestamp,
    /// The latest of them.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub confirmed_at: Timestamp,
    /// How many there were.
    pub check_ins: i64,
}

/// An address that an agent called from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoredLine {
    /// Which.
    pub address: String,
    /// Ports that check-ins came from, at most 32: they show where homes share the address.
    pub source_ports: Vec<u16>,
    /// Whether that, or how many agents called from there, shows that other homes share it. How many is not this
    /// person's to know.
    pub shared: bool,
    /// When it last called from there, to the hour.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub seen_at: Timestamp,
}

/// A subscription to a push service. Its secret is left out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoredSubscription {
    /// Where the push service takes messages for this device.
    pub endpoint: String,
    /// The device's public key.
    pub p256dh: String,
    /// Since when.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub since: Timestamp,
    /// The last event that is worth waking somebody for.
    pub news: i64,
    /// The last one that the push service was told of.
    pub pushed: i64,
    /// How often it could not be told since.
    pub failures: i64,
    /// When to try again.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub due_at: Timestamp,
}

/// A scan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoredScan {
    /// Which.
    pub scan: ScanId,
    /// What was scanned.
    pub address: String,
    /// In which of the device's networks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<NetworkKey>,
    /// Why: `daily`, `change` of address, `request`.
    pub reason: String,
    /// Which ports.
    pub ports: Vec<Port>,
    /// How it stands.
    pub progress: ScanState,
    /// When it was asked for.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub requested_at: Timestamp,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = "date-time"))]
    pub finished_at: Option<Timestamp>,
}

/// One port at one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoredObservation {
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub observed_at: Timestamp,
    /// Which.
    pub port: Port,
    /// What it was like.
    pub state: PortState,
    /// The scan that saw it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<ScanId>,
}

/// What an open port said the last time that it said something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoredEvidence {
    /// Which.
    pub port: Port,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub at: Timestamp,
    /// Since when it says that.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub changed_at: Timestamp,
    /// What.
    pub body: Said,
}

/// What a port said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Said {
    /// As text, in which what hides is spelt out: `\r`, `\u{202e}`; a backslash is doubled.
    Text(String),
    /// In base64, where it is no UTF-8.
    Base64(String),
}

/// An operator's word on a web port.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoredVerdict {
    /// Which.
    pub port: Port,
    /// Whether what it shows is meant for the `public` or `private`.
    pub verdict: String,
    /// When it was said.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub at: Timestamp,
    /// Until when it holds.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub expires_at: Timestamp,
}

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoredNotice {
    /// Which.
    pub notice: NoticeId,
    /// The campaign that it belongs to.
    pub campaign: String,
    /// Whether the person was told at once or waited.
    pub arm: Arm,
    /// The ports it is about.
    pub ports: Vec<Port>,
    /// The network that they were seen in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<NetworkKey>,
    /// The address that they were seen at.
    pub address: String,
    /// When it was to be sent.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub due_at: Timestamp,
    /// When it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = "date-time"))]
    pub sent_at: Option<Timestamp>,
    /// Whether it wants attention.
    pub state: NoticeState,
    /// When scans confirmed that all is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = "date-time"))]
    pub closed_at: Option<Timestamp>,
    /// When something was open again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = "date-time"))]
    pub reopened_at: Option<Timestamp>,
    /// When the device had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = "date-time"))]
    pub delivered_at: Option<Timestamp>,
    /// When the icon turned red.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = "date-time"))]
    pub drawn_at: Option<Timestamp>,
    /// When the popup showed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = "date-time"))]
    pub popup_at: Option<Timestamp>,
    /// When anybody or anything first asked for its page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = "date-time"))]
    pub fetched_at: Option<Timestamp>,
    /// When somebody first did more on its page than look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = "date-time"))]
    pub engaged_at: Option<Timestamp>,
    /// Whether its page can no longer be opened.
    pub expired: bool,
    /// How it is worded; left out where as usual.
    #[serde(default, deserialize_with = "Variant::or_usual", skip_serializing_if = "Variant::is_usual")]
    pub variant: Variant,
}

/// A page of a notice that was really seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoredVisit {
    /// Which.
    pub notice: NoticeId,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub at: Timestamp,
    /// `landing` or `main`.
    pub page: String,
    /// `app` or `browser`.
    pub device: String,
}

/// One press of a button of the survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoredAnswer {
    /// On whose page.
    pub notice: NoticeId,
    /// Counts up for each notice.
    pub number: i64,
    /// The page, by its notice.
    pub page: String,
    /// Which button.
    pub button: Button,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub at: Timestamp,
}

/// A request for support.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoredCase {
    /// Which.
    pub case: CaseId,
    /// About which notice.
    pub notice: NoticeId,
    /// When the person asked.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub opened_at: Timestamp,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = "date-time"))]
    pub closed_at: Option<Timestamp>,
    /// How it ended.
    pub outcome: String,
}

/// A notice that an operator sent before its time in a trial.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoredOverride {
    /// Which notice.
    pub notice: NoticeId,
    /// When that was decided.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "date-time"))]
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

impl fmt::Debug for StoredSubscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredSubscription")
            .field("endpoint", &HIDDEN)
            .field("since", &self.since)
            .field("news", &self.news)
            .field("pushed", &self.pushed)
            .finish_non_exhaustive()
    }
}
