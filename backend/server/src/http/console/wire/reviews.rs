//! Web ports that a person has to look at.

use akabeko_shared::AgentId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which web ports: `GET reviews`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReviewSearch {
    /// Those that have a verdict, instead of those that wait for one.
    pub(crate) judged: bool,
    /// Of one agent.
    #[param(value_type = Option<String>)]
    pub(crate) agent: Option<AgentId>,
    /// Those that come after this one, such as `<agent>/tcp-80`; it is the `next` of the page before.
    pub(crate) after: Option<String>,
}

/// The queue.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReviewQueue {
    /// How many wait.
    pub(crate) waiting: usize,
    /// How many have a verdict that holds.
    pub(crate) judged: usize,
    /// At most 50 of those asked for, seen most lately first.
    pub(crate) reviews: Vec<Review>,
    /// Where the next page begins; none on the last.
    pub(crate) next: Option<String>,
}

/// One web port with what it shows.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Review {
    /// Whose.
    #[schema(value_type = String)]
    pub(crate) agent: AgentId,
    /// Such as `tcp/80`.
    pub(crate) port: String,
    /// When it was last seen open.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) seen_at: Timestamp,
    /// On how many of the last 30 days it was open.
    pub(crate) open_days: u32,
    /// When the evidence was taken.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) evidence_at: Option<Timestamp>,
    /// The facts that are read from the evidence.
    pub(crate) facts: Vec<Fact>,
    /// What device it sounds like; may be empty.
    pub(crate) device: String,
    /// The raw answer with what hides made visible, at most 4,096 characters; hostile text.
    pub(crate) said: String,
    /// SHA-256 of the evidence; empty if there is none.
    pub(crate) evidence_hash: String,
    /// How many other agents show much the same: title, software, realm; not dates or tokens.
    pub(crate) alike: i64,
    /// The verdict that was given and has not expired, if there is one.
    pub(crate) verdict: Option<VerdictView>,
}

/// A fact read from evidence; hostile text, made visible.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Fact {
    /// What it is, such as `http.title`.
    pub(crate) name: String,
    /// What it says.
    pub(crate) value: String,
}

/// What a web port shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WebWord {
    /// Clearly meant for the public: no notice.
    Public,
    /// Not, or not clearly: a notice.
    Private,
}

/// An operator's word.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VerdictView {
    /// What they said.
    pub(crate) verdict: WebWord,
    /// Who.
    pub(crate) reviewer: String,
    /// When.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) at: Timestamp,
    /// Until when it holds.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) expires_at: Timestamp,
    /// The evidence that they saw; empty for a word given on the command line.
    pub(crate) evidence_hash: String,
    /// Whether the port says something else since: then the verdict holds no more.
    pub(crate) has_changed: bool,
}

/// `PUT reviews/{agent}/{port}`, the port as `tcp-80`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Judgement {
    /// What it shows.
    pub(crate) verdict: WebWord,
    /// The evidence that was looked at: refused if it is another by now.
    pub(crate) evidence_hash: String,
}
