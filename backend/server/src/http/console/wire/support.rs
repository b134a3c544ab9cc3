//! Requests for support.

use akabeko_shared::{AgentId, CaseId, Language, NoticeId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which cases: `GET cases`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct CaseSearch {
    /// Closed ones instead of open ones.
    pub(crate) closed: bool,
    /// Those that come after this one; it is the `next` of the page before.
    #[param(value_type = Option<String>)]
    pub(crate) after: Option<CaseId>,
}

/// The inbox.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaseInbox {
    /// How many are open.
    pub(crate) open: usize,
    /// How many are closed.
    pub(crate) closed: usize,
    /// At most 200 of those asked for: open ones by how long they wait, closed ones newest first.
    pub(crate) cases: Vec<CaseRow>,
    /// Where the next page begins; none on the last.
    #[schema(value_type = Option<String>)]
    pub(crate) next: Option<CaseId>,
}

/// A case in the list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaseRow {
    /// Which.
    #[schema(value_type = String)]
    pub(crate) case: CaseId,
    /// Whose.
    #[schema(value_type = String)]
    pub(crate) agent: AgentId,
    /// About which notice.
    #[schema(value_type = String)]
    pub(crate) notice: NoticeId,
    /// The word that the person sees on their page.
    pub(crate) word: String,
    /// The person's language.
    pub(crate) language: Language,
    /// About which ports.
    pub(crate) ports: Vec<String>,
    /// When they asked.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) opened_at: Timestamp,
    /// When it ended.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) closed_at: Option<Timestamp>,
    /// How it ended.
    pub(crate) outcome: String,
    /// Whether the person wrote last, or nobody has answered yet.
    pub(crate) wants_answer: bool,
}

/// One case with its thread.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaseDetail {
    /// The case.
    pub(crate) case: CaseRow,
    /// What was written, oldest first.
    pub(crate) thread: Vec<CaseMessage>,
    /// What the person pressed on the page, oldest first.
    pub(crate) answers: Vec<PressedButton>,
}

/// One message of a thread.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaseMessage {
    /// When.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) at: Timestamp,
    /// The operator who wrote it; none: the person did.
    pub(crate) operator: Option<String>,
    /// What it says.
    pub(crate) text: String,
}

/// A button that was pressed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PressedButton {
    /// When.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) at: Timestamp,
    /// Which.
    pub(crate) button: String,
}

/// `POST cases/{case}/messages`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMessage {
    /// 1 to 2,000 characters.
    pub(crate) text: String,
}

/// `POST cases/{case}/close`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CaseEnd {
    /// How it ended, in a few words.
    pub(crate) outcome: String,
}
