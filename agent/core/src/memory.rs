//! What an agent keeps when the device is switched off.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use akabeko_shared::{AgentId, NoticeId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Origin, Reminders};

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
    /// Whether they still do, and whether the backend knows.
    #[serde(default)]
    pub agreed: Agreed,
    /// The last event after which the inbox was read.
    pub last_event: i64,
    /// Notices that popped up once already.
    #[serde(default)]
    pub popped: BTreeSet<NoticeId>,
    /// When they did, and how often the person was reminded of them.
    #[serde(default)]
    pub reminders: BTreeMap<NoticeId, Reminders>,
    /// Notices whose closing was said once already.
    #[serde(default)]
    pub thanked: BTreeSet<NoticeId>,
    /// Until when the person wants quiet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_until: Option<Timestamp>,
    /// Until when the person wants to hear no more of some notices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snoozed_until: Option<Timestamp>,
    /// Of which.
    #[serde(default)]
    pub snoozed: BTreeSet<NoticeId>,
}

/// Whether the person agrees, and whether the backend knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Agreed {
    /// They do, and it knows.
    #[default]
    Given,
    /// They do again, and it is to be told.
    Renewing,
    /// They do no longer, and it is to be told.
    Withdrawing,
    /// They do no longer, and it knows.
    Withdrawn,
}

impl Agreed {
    /// Whether they do no longer.
    pub(crate) fn is_withdrawn(self) -> bool {
        matches!(self, Self::Withdrawing | Self::Withdrawn)
    }
}

impl Remembered {
    /// What there is to remember right after enrolling.
    pub fn new(agent: AgentId, token: Token, server: Origin, consent_version: u32) -> Self {
        Self {
            agent,
            token,
            server,
            consent_version,
            agreed: Agreed::Given,
            last_event: 0,
            popped: BTreeSet::new(),
            reminders: BTreeMap::new(),
            thanked: BTreeSet::new(),
            paused_until: None,
            snoozed_until: None,
            snoozed: BTreeSet::new(),
        }
    }

    /// Whether nothing is to be said at all.
    pub(crate) fn wants_quiet(&self) -> bool {
        self.paused_until.is_some() || self.agreed.is_withdrawn()
    }

    /// Whether the person wants to see to this notice later.
    pub(crate) fn is_snoozed(&self, notice: NoticeId) -> bool {
        self.snoozed_until.is_some() && self.snoozed.contains(&notice)
    }

    /// Drops the oldest notices beyond any honest number, so that a hostile server cannot fill the device.
    pub(crate) fn trim(&mut self) {
        const MOST: usize = 1000;
        for notices in [&mut self.popped, &mut self.thanked] {
            while notices.len() > MOST {
                notices.pop_first();
            }
        }
        self.reminders.retain(|notice, _| self.popped.contains(notice));
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
