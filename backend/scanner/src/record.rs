//! What is asked for, who may forbid it, and what comes of it.

use std::borrow::Cow;
use std::net::IpAddr;

use akabeko_shared::{Port, PortState};
use jiff::Timestamp;

/// One port of one target, to be looked at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Probe {
    /// Whose port.
    pub target: IpAddr,
    /// Which port, by its real name even where a lab has moved it.
    pub port: Port,
}

/// What a probe saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Whose port.
    pub target: IpAddr,
    /// Which port, by its real name even where a lab has moved it.
    pub port: Port,
    /// What it was like.
    pub state: PortState,
    /// When the probe ended.
    pub at: Timestamp,
    /// How many connections were made to an open port to hear what it is.
    pub conversations: u8,
    /// What an open port said, at most [`EVIDENCE_LIMIT`](crate::EVIDENCE_LIMIT) bytes; none for other states.
    pub evidence: Option<Vec<u8>>,
}

/// The caller's last word on a target: opt-outs, freshness, budgets, the kill switch.
pub trait Gate: Send + Sync {
    /// Says whether `target` may be dialled now. Asked right before every connection and every datagram, so it
    /// must be quick and must not block.
    fn may_dial(&self, target: IpAddr) -> Result<(), Refusal>;
}

/// Why a target may not be dialled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Refusal {
    reason: Cow<'static, str>,
}

impl Refusal {
    /// A refusal for this reason, in words for a log.
    pub fn because(reason: impl Into<Cow<'static, str>>) -> Self {
        Self { reason: reason.into() }
    }
}
