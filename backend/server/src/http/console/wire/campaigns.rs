//! Campaigns, from a draft to their end.

use std::collections::BTreeSet;

use akabeko_shared::{AgentId, Platform, Variant};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{PortCount, TallyView};

/// How far a campaign has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CampaignStage {
    /// Written down; can be changed.
    Draft,
    /// Waits for a second person.
    Proposed,
    /// Approved; its plan is about to be frozen.
    Sending,
    /// Its notices exist.
    Sent,
    /// Nothing more of it is sent until somebody lets it go on.
    Paused,
    /// Ended.
    Closed,
}

/// What an operator writes.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CampaignForm {
    /// Its name: 1 to 64 letters, digits, dashes or underscores.
    pub(crate) campaign: String,
    /// Agents of these platforms.
    pub(crate) platforms: BTreeSet<Platform>,
    /// Such as `tcp/23`.
    pub(crate) ports: BTreeSet<String>,
    /// The first day of the window.
    #[schema(value_type = String, format = "date")]
    pub(crate) from: Date,
    /// Its last day.
    #[schema(value_type = String, format = "date")]
    pub(crate) until: Date,
    /// Where its days begin and end, such as `Asia/Tokyo`.
    pub(crate) time_zone: String,
    /// `whole` or `any`.
    pub(crate) run_rule: String,
    /// `break` or `bridge`.
    pub(crate) unobserved_days: String,
    /// Whether a page that explains such notices comes first.
    pub(crate) landing: bool,
    /// The share that is told later, 0 to 1.
    pub(crate) waiting_share: f64,
    /// How many weeks later, 0 to 52.
    pub(crate) waiting_weeks: u32,
    /// The wordings that are compared; the usual one alone if none is named.
    pub(crate) variants: BTreeSet<Variant>,
    /// The seed that draws the arms.
    pub(crate) seed: u64,
}

/// One campaign in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CampaignRow {
    /// Its name.
    pub(crate) campaign: String,
    /// How far it has come.
    pub(crate) stage: CampaignStage,
    /// The first day of its window.
    #[schema(value_type = String, format = "date")]
    pub(crate) from: Date,
    /// The last.
    #[schema(value_type = String, format = "date")]
    pub(crate) until: Date,
    /// Which ports.
    pub(crate) ports: Vec<String>,
    /// When somebody said go.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) sent_at: Option<Timestamp>,
    /// How its notices stand.
    pub(crate) tally: TallyView,
}

/// Everything about one campaign.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CampaignDetail {
    /// What was written.
    pub(crate) form: CampaignForm,
    /// How far it has come.
    pub(crate) stage: CampaignStage,
    /// Who proposed it.
    pub(crate) proposed_by: Option<String>,
    /// When.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) proposed_at: Option<Timestamp>,
    /// Who approved it.
    pub(crate) approved_by: Option<String>,
    /// When it was sent.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) sent_at: Option<Timestamp>,
    /// When it was closed.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) closed_at: Option<Timestamp>,
    /// SHA-256 of the frozen plan; empty before.
    pub(crate) plan_hash: String,
    /// How its notices stand.
    pub(crate) tally: TallyView,
    /// How many of them wait for their time.
    pub(crate) waiting: i64,
    /// When the last of those is told.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) last_due_at: Option<Timestamp>,
}

/// Whom sending a campaign now would tell: `GET campaigns/{campaign}/preview`.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CampaignPreview {
    /// Told at once.
    pub(crate) now: usize,
    /// Told later.
    pub(crate) later: usize,
    /// Those told, per port.
    pub(crate) ports: Vec<PortCount>,
    /// Those told, per platform.
    pub(crate) platforms: Vec<NamedCount>,
    /// Those told, per wording.
    pub(crate) variants: Vec<NamedCount>,
    /// Selected ports that are left out, per reason: `shared`, `held`, `public`, `intended`, `busy`.
    pub(crate) left_out: Vec<NamedCount>,
    /// The first 200 of those told.
    pub(crate) told: Vec<PreviewRow>,
}

/// How many of something.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct NamedCount {
    /// Of what.
    pub(crate) name: String,
    /// How many.
    pub(crate) count: usize,
}

/// One agent that would be told.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PreviewRow {
    /// Who.
    #[schema(value_type = String)]
    pub(crate) agent: AgentId,
    /// About which ports.
    pub(crate) ports: Vec<String>,
    /// `notify` or `wait`.
    pub(crate) arm: String,
    /// In which wording.
    pub(crate) variant: String,
}

/// What people will read: `GET wording`.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WordingQuery {
    /// In which language.
    #[serde(rename = "lang")]
    pub(crate) language: akabeko_shared::Language,
    /// About which port, such as `tcp/23`.
    pub(crate) port: String,
    /// In which wording.
    pub(crate) variant: Variant,
}

/// What people will read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Wording {
    /// The message in the app, title first.
    pub(crate) title: String,
    /// What it says.
    pub(crate) message: String,
    /// The page's headline.
    pub(crate) headline: String,
    /// The page's first sentence.
    pub(crate) lead: String,
    /// What the page says the entrance means, and the measures, in order.
    pub(crate) advice: Vec<String>,
}

/// `POST campaigns/{campaign}/approve`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Approval {
    /// When what was looked at was proposed: refused if it was written anew since.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) proposed_at: Timestamp,
}

/// `POST campaigns/{campaign}/override`: somebody who waits is told at once.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TellAtOnce {
    /// The notice that waits, or its agent.
    pub(crate) name: String,
    /// Why, on one line; kept with the dataset.
    pub(crate) reason: String,
}
