//! What is kept between two lives of the shell.

use akabeko_agent_core::Remembered;
use akabeko_shared::wire::About;
use akabeko_shared::{Invitation, Language};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::networks::Networks;

/// Everything. Whoever stores it guards it like a password: the proof of who this is lies in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// The language, if the person chose one.
    pub(crate) language: Option<Language>,
    /// Who this is, once it is an agent.
    pub(crate) memory: Option<Remembered>,
    /// An invitation that was read and is not used yet.
    pub(crate) invited: Option<Invited>,
    /// Who runs the server, and when that was asked.
    pub(crate) about: Option<(About, Timestamp)>,
    /// Where it was.
    pub(crate) networks: Networks,
}

/// An invitation that was read, and who stands behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Invited {
    pub(crate) server: String,
    pub(crate) code: String,
    pub(crate) about: About,
    /// The person agreed. The chance makes a second attempt tell that it is the same as the first: the answer to that
    /// one may have been lost together with the life that waited for it.
    pub(crate) agreed: Option<u64>,
}

impl Invited {
    pub(crate) fn new(invitation: Invitation, about: About) -> Self {
        Self { server: invitation.server, code: invitation.code, about, agreed: None }
    }
}

impl Kept {
    /// Nothing was kept.
    pub(crate) fn new(salt: String) -> Self {
        Self { networks: Networks::new(salt), ..Self::default() }
    }

    /// What was kept; None if it is of no use any more.
    pub(crate) fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    pub(crate) fn written(&self) -> String {
        // Structs of plain values always go into words.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Forgets it all but the language.
    pub(crate) fn clear(&mut self, salt: String) {
        *self = Self { language: self.language, ..Self::new(salt) };
    }
}
