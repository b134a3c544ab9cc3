//! Who works here: joining, signing in, roles, and what was done by whom.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::desk::Role;

/// Who runs the service, as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrganisationSettings {
    /// Its name, 1 to 80 characters.
    pub(crate) name: String,
    /// Where people ask for help.
    pub(crate) support_mail: String,
    /// Its own site, where the service can be verified; `https://…` or empty.
    #[serde(default)]
    pub(crate) site: String,
}

/// A one-time address was opened: `POST join/look`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct JoinLook {
    /// What stands behind `#` in the address.
    pub(crate) token: String,
}

/// What somebody who joins is shown.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Joining {
    /// Whether this is the first operator, who also says who runs the service.
    pub(crate) is_first: bool,
    /// The name that an administrator gave; none for the first.
    pub(crate) name: Option<String>,
    /// What they may do.
    pub(crate) role: Role,
    /// The address people reach this service at.
    pub(crate) server: String,
    /// Who runs the service so far.
    pub(crate) organisation: OrganisationSettings,
    /// Whether the configuration file says who runs it, so that it cannot be changed here.
    pub(crate) is_fixed: bool,
    /// The addresses that scans come from, by the configuration.
    pub(crate) scanned_from: Vec<String>,
    /// The secret for an authenticator app, to type.
    pub(crate) totp_secret: String,
    /// The same as an `otpauth://` address.
    pub(crate) totp_uri: String,
    /// The same as a drawing (SVG).
    pub(crate) totp_qr: String,
}

/// Somebody joins: `POST join`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Join {
    /// What stands behind `#` in the address.
    pub(crate) token: String,
    /// The first operator's name; none for others, who have one.
    #[serde(default)]
    pub(crate) name: Option<String>,
    /// At least 12 characters.
    pub(crate) password: String,
    /// Six digits from the authenticator app.
    pub(crate) code: String,
    /// Who runs the service; the first operator's word.
    #[serde(default)]
    pub(crate) organisation: Option<OrganisationSettings>,
}

/// `POST session`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    /// The operator's name.
    pub(crate) name: String,
    /// Their password.
    pub(crate) password: String,
    /// Six digits from the authenticator app.
    pub(crate) code: String,
}

/// `POST session/proof`: it is still the same person.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Proof {
    /// Six digits from the authenticator app.
    pub(crate) code: String,
}

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Me {
    /// The operator.
    pub(crate) operator: String,
    /// Their name.
    pub(crate) name: String,
    /// What they may do.
    pub(crate) role: Role,
    /// Until when they count as having proved who they are.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) proven_until: Option<Timestamp>,
    /// When the session ends whatever happens.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) ends_at: Timestamp,
    /// Minutes without a request after which it ends.
    pub(crate) idle_minutes: i64,
    /// Who runs the service.
    pub(crate) organisation: String,
    /// The service's time zone.
    pub(crate) time_zone: String,
    /// What time it is here.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) now: Timestamp,
}

/// An operator, as administrators see them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OperatorRow {
    /// The operator.
    pub(crate) operator: String,
    /// Their name.
    pub(crate) name: String,
    /// What they may do.
    pub(crate) role: Role,
    /// When they were added.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) created_at: Timestamp,
    /// Whether they have joined: have a password and a code.
    pub(crate) has_joined: bool,
    /// When they were last seen.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) seen_at: Option<Timestamp>,
    /// Since when they may not sign in.
    #[schema(value_type = Option<String>, format = "date-time")]
    pub(crate) disabled_at: Option<Timestamp>,
}

/// `POST operators`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewOperator {
    /// 1 to 60 characters, unlike any other's.
    pub(crate) name: String,
    /// What they may do.
    pub(crate) role: Role,
}

/// A one-time address by which an operator sets a password and a code.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JoinLink {
    /// The operator.
    pub(crate) operator: String,
    /// The address; shown once.
    pub(crate) link: String,
    /// Until when it can be opened.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) expires_at: Timestamp,
}

/// `PUT operators/{operator}`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OperatorChange {
    /// What they may do from now on.
    pub(crate) role: Role,
    /// Whether they may sign in.
    pub(crate) may_sign_in: bool,
}

/// One thing that somebody did.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditRow {
    /// Its number, from 1, without gaps.
    pub(crate) number: i64,
    /// When.
    #[schema(value_type = String, format = "date-time")]
    pub(crate) at: Timestamp,
    /// Who: a name, or `command line`.
    pub(crate) who: String,
    /// What, such as `campaign.approve`.
    pub(crate) action: String,
    /// To what: a name or an id; may be empty.
    pub(crate) about: String,
    /// In which way; may be empty.
    pub(crate) detail: String,
    /// SHA-256 over all that and the row before.
    pub(crate) hash: String,
}

/// A page of the audit log, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditPage {
    /// The rows.
    pub(crate) rows: Vec<AuditRow>,
    /// The number to ask for older ones with; none at the end.
    pub(crate) before: Option<i64>,
    /// How many there are in all.
    pub(crate) total: i64,
}

/// Whether the audit log is whole: `GET audit/verify`.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditVerdict {
    /// How many rows were checked.
    pub(crate) rows: i64,
    /// The first row that is not as it was written; none: all are.
    pub(crate) broken: Option<i64>,
    /// What is wrong with it.
    pub(crate) what: Option<String>,
    /// The newest row's hash, to keep elsewhere.
    pub(crate) head: String,
}
