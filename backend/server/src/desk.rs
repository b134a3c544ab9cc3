//! Who works at the console, and what they may do there: roles, passwords, codes, and one table of every route, in
//! which whatever is not named is refused.

pub mod code;
pub mod evaluating;
pub mod held;
pub mod links;
pub mod password;
pub mod permission;
pub mod roster;
pub mod throttle;
pub mod window;

use std::sync::atomic::{AtomicU64, Ordering};

use akabeko_shared::{Port, words};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

/// How long a session lasts without a request.
pub const IDLE: SignedDuration = SignedDuration::from_mins(30);
/// How long a session lasts whatever happens.
pub const WHOLE: SignedDuration = SignedDuration::from_hours(12);
/// How long a code counts as proof that it is still the same person.
pub const PROOF: SignedDuration = SignedDuration::from_mins(5);
/// For how long a one-time address can be opened.
pub const LINK: SignedDuration = SignedDuration::from_hours(24);

/// What an operator may do. Each may do all that those before may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Looks.
    Viewer,
    /// Judges web ports, answers people, holds scans back.
    Analyst,
    /// Invites people, writes campaigns, proposes and approves them.
    Sender,
    /// Runs the installation: its operators, its settings, and erasing.
    Admin,
}

words!(Role, "a role", Viewer = "viewer", Analyst = "analyst", Sender = "sender", Admin = "admin");

/// Who does something, and what, for the audit log.
#[derive(Clone, Debug)]
pub struct Act {
    /// When.
    pub at: jiff::Timestamp,
    /// Who: an operator's name.
    pub who: String,
    /// What, such as `campaign.approve`.
    pub action: &'static str,
    /// To what.
    pub about: String,
    /// In which way.
    pub detail: String,
}

/// What the console needs while the service runs.
pub struct Desk {
    /// Checks passwords, in turn.
    pub passwords: password::Passwords,
    /// How often a line has tried to prove something lately.
    pub tries: throttle::Throttle,
    /// The share of packets that got lost in the latest round that could tell, as the bits of a fraction.
    loss: AtomicU64,
    /// Lets one read of very much go on at a time, so that the others find the store free.
    pub heavy: tokio::sync::Semaphore,
    /// The evaluation.
    pub evaluating: evaluating::Evaluating,
    /// The window that somebody tries rules on.
    pub window: held::Held<window::Key, window::Window>,
    /// Agents with each port open lately.
    pub exposures: held::Held<(), Vec<(Port, i64)>>,
    /// Everybody who takes part.
    pub roster: held::Held<(), roster::Roster>,
}

impl Desk {
    /// A fresh one.
    pub fn new(secret: &crate::secret::Secret) -> Self {
        let passwords = password::Passwords::new(secret.key_for("passwords"));
        Self {
            passwords,
            tries: throttle::Throttle::new(TRIES, WITHIN),
            loss: AtomicU64::new(f64::NAN.to_bits()),
            heavy: tokio::sync::Semaphore::new(1),
            evaluating: evaluating::Evaluating::default(),
            window: held::Held::new(|_| SignedDuration::from_mins(1)),
            exposures: held::Held::new(|_| SignedDuration::from_mins(1)),
            roster: held::Held::new(roster::Roster::keeps),
        }
    }
}

impl Desk {
    /// The share of packets that got lost lately, 0 to 1, if a round could tell.
    pub fn loss(&self) -> Option<f64> {
        Some(f64::from_bits(self.loss.load(Ordering::Relaxed))).filter(|loss| loss.is_finite())
    }

    /// Notes what a round could tell.
    pub fn note_loss(&self, loss: f64) {
        self.loss.store(loss.to_bits(), Ordering::Relaxed);
    }
}

/// How often a line may try, and within how long.
const TRIES: u32 = 20;
const WITHIN: SignedDuration = SignedDuration::from_mins(10);

/// Whether an operator may be called so: 1 to 60 characters that all show, and not like whoever is signed in nowhere.
pub fn is_name(name: &str) -> bool {
    let is_plain = crate::page::spelt_out(name) == name && name == name.trim();
    (1..=60).contains(&name.chars().count()) && is_plain && !name.eq_ignore_ascii_case(COMMAND_LINE)
}

/// Who acts where no operator is signed in.
pub const COMMAND_LINE: &str = "command line";
