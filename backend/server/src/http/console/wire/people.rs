//! People and their agents.

use akabeko_shared::{AgentId, Language, NetworkKind, NoticeId, Platform};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which agents: `GET agents`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct AgentSearch {
    /// The beginning of an id or of an address, or a part of an invitation's label.
    pub(crate) search: Option<String>,
    /// Of one platform.
    pub(crate) platform: Option<Platform>,
    /// In one standing.
    pub(crate) standing: Option<AgentStanding>,
    /// With this port open within the last seven days, such as `tcp/23`; `any` for any of them.
    pub(crate) port: Option<String>,
    /// Those after this agent: what `next` said.
    #[param(value_type = Option<String>)]
    pub(crate) after: Option<AgentId>,
}

/// What an agent does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AgentStanding {
    /// Checked in lately, and may be scanned.
    Online,
    /// Checked in lately, and does not want to be scanned now.
    Paused,
    /// Did not check in lately, or never.
    Away,
    /// The person took their agreement back.
    Withdrawn,
}

/// A page of agents, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AgentPage {
    /// How many match in all.
    pub(crate) total: i64,
    /// At most 50 of them.
    pub(crate) agents: Vec<AgentRow>,
    /// The agent to go on after; none at the end.
    #[schema(value_type = Option<String>)]
    pub(crate) next: Option<AgentId>,
}

/// One agent in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AgentRow {
    /// Who.
    #[schema(value_type = String)]
    pub(crate) agent: AgentId,
    /// What it runs on.
    pub(crate) platform: Platform,
    /// The person's language.
    pub(crate) language: Language,
    /// The app's version.
    pub(crate) app_version: String,
    /// The label of the invitation it came by; may be empty.
    pub(crate) label: String,
    /// Since when it is here.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) enrolled_at: Timestamp,
    /// What it does.
    pub(crate) standing: AgentStanding,
    /// Where it was at its latest check-in.
    pub(crate) address: Option<String>,
    /// What kind of network that is.
    pub(crate) network: Option<NetworkKind>,
    /// When that was.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) confirmed_at: Option<Timestamp>,
    /// Ports seen open within the last seven days.
    pub(crate) open_ports: Vec<String>,
    /// How many notices it got or waits for.
    pub(crate) notices: i64,
}

/// How much of an agent's time: `GET agents/{agent}`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct TimelineSpan {
    /// The last day; today, by the service's time zone, if it is not said.
    #[param(value_type = Option<String>, format = "date")]
    pub(crate) until: Option<Date>,
    /// How many days, 7 to 120; 42 if it is not said.
    pub(crate) days: Option<u32>,
}

/// Everything about one agent.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AgentDetail {
    /// The agent itself.
    pub(crate) agent: AgentRow,
    /// Whose network its address is in; empty if that is unknown.
    pub(crate) provider: String,
    /// Ports of its address that other homes share, so that nobody is told of what is seen there.
    pub(crate) shared: Vec<String>,
    /// The first day that is shown.
    #[schema(value_type = String, format = "date")]
    pub(crate) from: Date,
    /// The last.
    #[schema(value_type = String, format = "date")]
    pub(crate) until: Date,
    /// A row for each of the 23 ports.
    pub(crate) ports: Vec<PortDays>,
    /// Where it was, oldest first, as far as scans tell.
    pub(crate) addresses: Vec<AddressStay>,
    /// What happened within that time, oldest first, scans aside.
    pub(crate) happenings: Vec<Happening>,
    /// Its notices, newest first.
    pub(crate) notices: Vec<NoticeSummary>,
}

/// How one port was, day by day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PortDays {
    /// Such as `tcp/23`.
    pub(crate) port: String,
    /// A letter for each day: `o` seen open, `c` looked at and not open, `-` not looked at.
    pub(crate) days: String,
    /// How often it was looked at on each day.
    pub(crate) looks: Vec<u32>,
    /// What device it sounded like the last time; may be empty.
    pub(crate) device: String,
}

/// A time at one address.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AddressStay {
    /// The address.
    pub(crate) address: String,
    /// The first scan there.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) from: Timestamp,
    /// The last scan there.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) until: Timestamp,
}

/// Something that happened.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Happening {
    /// When.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) at: Timestamp,
    /// What.
    pub(crate) kind: HappeningKind,
    /// More about it: a button, a campaign, ports, an address; may be empty.
    pub(crate) about: String,
}

/// What can happen to an agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HappeningKind {
    /// It enrolled.
    Enrolled,
    /// It was scanned at another address than before; `about` is the new one.
    Moved,
    /// A notice was sent; `about` is the campaign.
    Notified,
    /// The notice's page was seen; `about` says whether in the app or a browser.
    Visited,
    /// A button was pressed; `about` is the button.
    Answered,
    /// Scans confirmed that the notice's ports are closed; `about` is the campaign.
    Closed,
    /// One of them is open again.
    Reopened,
    /// Support was asked for.
    CaseOpened,
    /// The request for support was closed; `about` is the outcome.
    CaseClosed,
    /// An operator judged a web port; `about` is the port and the verdict.
    Judged,
}

/// A notice in short.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NoticeSummary {
    /// Which.
    #[schema(value_type = String)]
    pub(crate) notice: NoticeId,
    /// Of which campaign.
    pub(crate) campaign: String,
    /// About which ports.
    pub(crate) ports: Vec<String>,
    /// `notify` or `wait`.
    pub(crate) arm: String,
    /// How it is worded.
    pub(crate) variant: String,
    /// When it was sent; none: it waits.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) sent_at: Option<Timestamp>,
    /// When it is to be sent.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) due_at: Timestamp,
    /// `open`, `closed` or `ended`.
    pub(crate) state: String,
    /// The matching word that the person sees.
    pub(crate) word: String,
}

/// An invitation, without its code, which is kept nowhere.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InvitationRow {
    /// By what it is named.
    pub(crate) invitation: String,
    /// Whom it is for.
    pub(crate) label: String,
    /// When it was made.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) created_at: Timestamp,
    /// Until when it holds.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) expires_at: Timestamp,
    /// How many agents may still enrol with it.
    pub(crate) uses_left: i64,
    /// How many have.
    pub(crate) enrolled: i64,
}

/// `POST invitations`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewInvitation {
    /// Whom it is for, at most 80 characters.
    #[serde(default)]
    pub(crate) label: String,
    /// How many agents may enrol with it, 1 to 1,000,000.
    pub(crate) uses: i64,
    /// For how many days it holds, 1 to 3,650.
    pub(crate) days: i64,
}

/// An invitation as it is handed over; its code is shown once.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InvitationMade {
    /// By what it is named.
    pub(crate) invitation: String,
    /// The code, to type.
    pub(crate) code: String,
    /// The link that opens the app.
    pub(crate) link: String,
    /// The link as a drawing (SVG).
    pub(crate) qr: String,
    /// The command for a machine without a screen.
    pub(crate) command: String,
}
