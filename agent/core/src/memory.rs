//! What an agent keeps when the device is switched off.

use std::collections::BTreeSet;
use std::fmt;

use akabeko_shared::{AgentId, NoticeId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Origin;

/// Everything that has to survive a restart. Whoever stores it guards it like a password: the token is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    /// Who this is.
    pub agent: AgentId,
    /// The proof of it.
    pub token: Token,
    /// Where it enrolled; nothing that comes from afar changes this.
    pub server: Origin,
    /// The consent text that the person accepted.
    pub consent_version: u32,
    /// The last event after which the inbox was read.
    pub last_event: i64,
    /// Notices that popped up once already.
    #[serde(default)]
    pub popped: BTreeSet<NoticeId>,
    /// Notices whose closing was said once already.
    #[serde(default)]
    pub thanked: BTreeSet<NoticeId>,
    /// Until when the person wants quiet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_until: Option<Timestamp>,
}

impl Remembered {
    /// Drops the oldest notices beyond any honest number, so that a hostile server cannot fill the device.
    pub(crate) fn trim(&mut self) {
        const MOST: usize = 1000;
        for notices in [&mut self.popped, &mut self.thanked] {
            while notices.len() > MOST {
                notices.pop_first();
            }
        }
    }
}

/// The secret that proves who an agent is. It never shows in logs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Token(String);

impl Token {
    /// Takes what the backend told once.
    pub fn new(secret: String) -> Self {
        Self(secret)
    }

    /// The secret itself, for the header `Authorization`.
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}
