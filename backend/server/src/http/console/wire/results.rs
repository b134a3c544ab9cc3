//! The evaluation, live.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// In which language: `GET results`.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ResultsQuery {
    /// In which language.
    #[serde(rename = "lang")]
    pub(crate) language: akabeko_shared::Language,
    /// Evaluates anew, whatever is at hand.
    #[serde(default)]
    pub(crate) fresh: bool,
}

/// Every figure and table.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Results {
    /// When they were computed; none: never yet.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) computed_at: Option<Timestamp>,
    /// Whether they are being computed now: ask again in a second.
    pub(crate) is_running: bool,
    /// Since when.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) running_since: Option<Timestamp>,
    /// Why the last try failed; none: it did not.
    pub(crate) failed: Option<String>,
    /// The key numbers, as markup.
    pub(crate) summary: String,
    /// The figures, in order.
    pub(crate) figures: Vec<ResultPart>,
    /// The tables, in order.
    pub(crate) tables: Vec<ResultPart>,
    /// How all that is to be read, and by which rule and program it was made, as markup.
    pub(crate) methods: String,
    /// The names of all sheets that can be had as CSV: `GET results/{sheet}.csv`.
    pub(crate) sheets: Vec<String>,
}

/// One figure or table, as markup that the backend made and escaped.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ResultPart {
    /// Its name, such as `figure9`; the sheet of the same name holds its numbers.
    pub(crate) name: String,
    /// HTML: a `figure` with an SVG and its numbers, or a `table`.
    pub(crate) html: String,
}
