//! What an operator sees first.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// `GET overview`.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Overview {
    /// What time it is here.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) now: Timestamp,
    /// How many agents there are, by what they do.
    pub(crate) agents: AgentCounts,
    /// How scanning goes.
    pub(crate) scans: ScanCounts,
    /// Agents with a port open within the last seven days, most first.
    pub(crate) exposures: Vec<PortCount>,
    /// When the exposures were counted.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) counted_at: Option<Timestamp>,
    /// Campaigns whose notices are under way, the newest first.
    pub(crate) campaigns: Vec<CampaignFunnel>,
    /// What waits for somebody.
    pub(crate) needs: Vec<Need>,
}

/// Agents by what they do; each is in one of these but `enrolled`, which is all.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub(crate) struct AgentCounts {
    /// All of them.
    pub(crate) enrolled: i64,
    /// Checked in lately, and may be scanned.
    pub(crate) online: i64,
    /// Checked in lately, and do not want to be scanned now.
    pub(crate) paused: i64,
    /// Did not check in lately, or never.
    pub(crate) away: i64,
    /// Took their agreement back.
    pub(crate) withdrawn: i64,
}

/// How scanning goes today.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ScanCounts {
    /// Scans that wait or are under way.
    pub(crate) due: i64,
    /// Since when the oldest of them waits.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) oldest_due: Option<Timestamp>,
    /// Agents whose ports were looked at today, by the service's time zone.
    pub(crate) agents_today: i64,
    /// Since when scanning is halted.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) halted_since: Option<Timestamp>,
    /// Rounds of the last 24 hours of which nothing was kept.
    pub(crate) void_rounds: i64,
}

/// How many agents have a port open.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PortCount {
    /// Such as `tcp/23`.
    pub(crate) port: String,
    /// How many agents.
    pub(crate) agents: i64,
}

/// How far the notices of a campaign came.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CampaignFunnel {
    /// The campaign.
    pub(crate) campaign: String,
    /// When it was sent.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) sent_at: Option<Timestamp>,
    /// How its notices stand.
    pub(crate) tally: TallyView,
}

/// How a campaign's notices stand.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub(crate) struct TallyView {
    /// All of them, those that wait included.
    pub(crate) notices: i64,
    /// Those that were told.
    pub(crate) sent: i64,
    /// Those whose page was seen.
    pub(crate) visited: i64,
    /// Those that were answered.
    pub(crate) answered: i64,
    /// Those that scans confirmed closed.
    pub(crate) closed: i64,
}

/// Something that waits for somebody.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Need {
    /// What kind of thing.
    pub(crate) kind: NeedKind,
    /// How many of them.
    pub(crate) count: i64,
    /// Which, where it is one; else empty.
    pub(crate) about: String,
}

/// What can wait for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum NeedKind {
    /// A campaign wants a second person's word.
    Approval,
    /// Web ports want a verdict.
    Review,
    /// People wait for an answer.
    Case,
    /// Scanning is halted.
    Halted,
    /// The latest rounds of scans were void.
    VoidRounds,
    /// Complaints that nobody has answered.
    Complaint,
    /// Nobody has enrolled yet.
    FirstAgent,
    /// Only one person may send, so nobody can approve.
    SecondPerson,
}
