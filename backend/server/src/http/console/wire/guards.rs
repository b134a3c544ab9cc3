//! What holds scans back, and how they go.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET scanner`.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ScannerHealth {
    /// What time it is here.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) now: Timestamp,
    /// How packets are sent: `raw` or `socket`.
    pub(crate) engine: String,
    /// Since when scanning is halted.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) halted_since: Option<Timestamp>,
    /// Why.
    pub(crate) halt_reason: String,
    /// Until when routine scans rest after void rounds.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) rests_until: Option<Timestamp>,
    /// Void rounds in a row, up to now.
    pub(crate) void_in_a_row: u32,
    /// Scans that wait.
    pub(crate) due: i64,
    /// Since when the oldest of them waits.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) oldest_due: Option<Timestamp>,
    /// Packets sent so far today, at most.
    pub(crate) packets_today: i64,
    /// The share of the packets that gets lost, as the scanner guesses now; 0 to 1.
    pub(crate) loss: Option<f64>,
    /// Probes a second to one address, at most; 0: as fast as it goes.
    pub(crate) per_target: u32,
    /// Probes a second in all, at most; 0: as fast as it goes.
    pub(crate) overall: u32,
    /// Packets a day to one address, at most; 0: as many as it takes.
    pub(crate) packets_a_day: u32,
    /// The operator's hosts by which rounds are judged.
    pub(crate) canaries: Vec<CanaryView>,
    /// The latest rounds, newest first, at most 200.
    pub(crate) rounds: Vec<RoundView>,
}

/// A host by which rounds are judged.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CanaryView {
    /// Where.
    pub(crate) address: String,
    /// What is always open there.
    pub(crate) open: Vec<String>,
    /// What is never open there.
    pub(crate) closed: Vec<String>,
    /// When it last looked wrong.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) wrong_at: Option<Timestamp>,
}

/// Scans that went out together.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoundView {
    /// When it began.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) started_at: Timestamp,
    /// When it ended.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) ended_at: Timestamp,
    /// How many scans it was.
    pub(crate) scans: u64,
    /// How many ports were asked.
    pub(crate) probes: u64,
    /// How many answered.
    pub(crate) answered: u64,
    /// Why nothing of it was kept; empty: it was.
    pub(crate) void: String,
    /// The canary that looked wrong, if one did.
    pub(crate) canary: Option<String>,
}

/// `POST scanner/halt`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HaltOrder {
    /// Why, for whoever resumes.
    pub(crate) reason: String,
}

/// `GET opt-outs`: ranges that are left alone, and complaints.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Guards {
    /// All opt-outs that ever were, newest first.
    pub(crate) opt_outs: Vec<OptOutView>,
    /// All complaints, open ones first.
    pub(crate) complaints: Vec<Complaint>,
}

/// A range that is or was left alone.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OptOutView {
    /// Which.
    pub(crate) range: String,
    /// Why.
    pub(crate) reason: String,
    /// Who asked or added it.
    pub(crate) added_by: String,
    /// Since when.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) since: Timestamp,
    /// When it ends by itself.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) ends_at: Option<Timestamp>,
    /// When somebody took it back.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) lifted_at: Option<Timestamp>,
    /// Whether it counts now.
    pub(crate) is_in_force: bool,
    /// How many agents are in it now.
    pub(crate) agents: i64,
}

/// `POST opt-outs`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewOptOut {
    /// An address or a range, such as `192.0.2.0/24`.
    pub(crate) range: String,
    /// Why, and whom to ask about it.
    pub(crate) reason: String,
    /// For how many days; for good if it is not said.
    #[serde(default)]
    pub(crate) days: Option<i64>,
}

/// `POST opt-outs/lift`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LiftOptOut {
    /// The very range.
    pub(crate) range: String,
}

/// Somebody complained about scans.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Complaint {
    /// Its number.
    pub(crate) number: i64,
    /// When it came.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) received_at: Timestamp,
    /// From whom.
    pub(crate) sender: String,
    /// What it is about.
    pub(crate) text: String,
    /// What was done; empty: nothing yet.
    pub(crate) outcome: String,
    /// When it was settled.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) settled_at: Option<Timestamp>,
}

/// `POST complaints`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewComplaint {
    /// From whom, 1 to 120 characters.
    pub(crate) sender: String,
    /// What it is about, 1 to 2,000 characters.
    pub(crate) text: String,
}

/// `POST complaints/{number}/settle`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settlement {
    /// What was done, in a few words.
    pub(crate) outcome: String,
}

/// `GET settings`.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Settings {
    /// Who runs the service.
    pub(crate) organisation: super::OrganisationSettings,
    /// Whether the configuration file says so, so that it cannot be changed here.
    pub(crate) is_fixed: bool,
    /// The program's version.
    pub(crate) version: String,
    /// The address people reach this service at.
    pub(crate) server: String,
    /// Where its days begin and end.
    pub(crate) time_zone: String,
    /// `sqlite` or `postgres`.
    pub(crate) database: String,
    /// The addresses that scans come from.
    pub(crate) scanned_from: Vec<String>,
    /// Seconds between two check-ins.
    pub(crate) check_in_seconds: u32,
    /// Days for which a notice's page can be opened.
    pub(crate) page_days: i64,
}
