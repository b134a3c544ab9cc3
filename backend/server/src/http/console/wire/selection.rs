//! Whom the rule finds, and why.

use akabeko_shared::{AgentId, Platform};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A rule to try: `GET selection`. Nothing is changed by it.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct RuleQuery {
    /// The first day of the window.
    #[param(value_type = String, format = "date")]
    pub(crate) from: Date,
    /// Its last day.
    #[param(value_type = String, format = "date")]
    pub(crate) until: Date,
    /// Ports by commas, such as `tcp/23,udp/53`; all 23 if it is not said.
    #[serde(default)]
    pub(crate) ports: Option<String>,
    /// Platforms by commas; all if it is not said.
    #[serde(default)]
    pub(crate) platforms: Option<String>,
    /// `whole` or `any`.
    #[serde(default)]
    pub(crate) run_rule: Option<String>,
    /// `break` or `bridge`.
    #[serde(default)]
    pub(crate) unobserved_days: Option<String>,
    /// Only rows of this agent, by the beginning of its id.
    #[serde(default)]
    pub(crate) agent: Option<String>,
    /// Only rows with this outcome.
    #[serde(default)]
    pub(crate) outcome: Option<Outcome>,
}

/// What the rule finds.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Selection {
    /// When the observations were read.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) counted_at: Timestamp,
    /// Agents with a port that would be told.
    pub(crate) agents: usize,
    /// Agents and ports that were open at least once in the window.
    pub(crate) exposures: usize,
    /// How many of these have each outcome.
    pub(crate) outcomes: Vec<OutcomeCount>,
    /// Agents that would be told, per port.
    pub(crate) ports: Vec<super::PortCount>,
    /// The first 200 rows that match, by agent and port.
    pub(crate) rows: Vec<SelectionRow>,
    /// How many match in all.
    pub(crate) matching: usize,
}

/// How many have an outcome.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OutcomeCount {
    /// Which.
    pub(crate) outcome: Outcome,
    /// How many agents and ports.
    pub(crate) count: usize,
}

/// What became of one port of one agent: would be told, or the first reason why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// It would be told.
    Told,
    /// Open on fewer than four days.
    TooFewDays,
    /// One run of fewer than six days.
    ShortRun,
    /// Not open within the last 14 days of the window.
    NotLately,
    /// Another platform, or the person no longer agrees.
    NotCovered,
    /// Other homes share the address, and it may be theirs.
    Shared,
    /// A web port that no operator has judged.
    Held,
    /// A web port that an operator found meant for the public.
    Public,
    /// The person called it intended.
    Intended,
    /// Another notice to this agent is not settled.
    Busy,
}

/// One port of one agent under the rule.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SelectionRow {
    /// Whose.
    #[schema(value_type = String)]
    pub(crate) agent: AgentId,
    /// What it runs on; none if the person no longer agrees.
    pub(crate) platform: Option<Platform>,
    /// Such as `tcp/23`.
    pub(crate) port: String,
    /// Days of the window on which it was open.
    pub(crate) open_days: u32,
    /// The longest run of such days.
    pub(crate) longest_run: u32,
    /// Such days among the last 14.
    pub(crate) open_days_late: u32,
    /// What becomes of it.
    pub(crate) outcome: Outcome,
}
