//! What a probe saw: the state of one port for one agent at one time.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Port;

/// The state of a port, in nmap's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PortState {
    /// TCP: the handshake was completed. UDP: a well-formed answer to our own probe came back.
    #[serde(rename = "open")]
    Open,
    /// The target itself refused.
    #[serde(rename = "closed")]
    Closed,
    /// Nothing came back over TCP, or something on the way refused.
    #[serde(rename = "filtered")]
    Filtered,
    /// Nothing came back over UDP.
    #[serde(rename = "open|filtered")]
    OpenFiltered,
}

impl PortState {
    /// nmap's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Filtered => "filtered",
            Self::OpenFiltered => "open|filtered",
        }
    }
}

impl fmt::Display for PortState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for PortState {
    type Err = NotAState;

    fn from_str(text: &str) -> Result<Self, NotAState> {
        [Self::Open, Self::Closed, Self::Filtered, Self::OpenFiltered]
            .into_iter()
            .find(|state| state.word() == text)
            .ok_or_else(|| NotAState(text.to_owned()))
    }
}

/// A text that should have been a state.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a state: expected open, closed, filtered or open|filtered")]
pub struct NotAState(String);

/// One port of one agent, seen once. `A` names the agent: an id in the store, a pseudonym in a dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation<A> {
    /// Whose port.
    pub agent: A,
    /// When the probe ended.
    pub observed_at: Timestamp,
    /// Which port.
    pub port: Port,
    /// What it was like.
    pub state: PortState,
}
