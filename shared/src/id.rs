//! Who is who: one type for each noun that has an identity, all of them UUIDs of version 7 (RFC 9562).

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! identities {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Makes an id that sorts by `now` (to the millisecond) and is told apart by `chance`.
            pub fn at(now: Timestamp, chance: [u8; 10]) -> Self {
                Self(version_7(now, chance))
            }
        }

        impl From<&$name> for $name {
            fn from(id: &$name) -> Self {
                *id
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                text.parse().map(Self).map_err(|_| NotAnId(text.to_owned()))
            }
        }
    )+};
}

identities! {
    /// One installation of the app.
    AgentId,
    /// One look at one target.
    ScanId,
    /// One message to one agent, with its own page.
    NoticeId,
    /// A request for support.
    CaseId,
}

/// A text that should have been an id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not an id: expected a UUID such as 0190b2c4-7a5e-7c31-9d0f-3b1f6a2e8c11")]
pub struct NotAnId(String);

fn version_7(now: Timestamp, chance: [u8; 10]) -> Uuid {
    let milliseconds = u64::try_from(now.as_millisecond()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(milliseconds, &chance).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_sorts_by_time_and_reads_back() {
        let early = AgentId::at(Timestamp::from_second(1_000).unwrap(), [9; 10]);
        let late = AgentId::at(Timestamp::from_second(1_001).unwrap(), [0; 10]);
        assert!(early < late);
        assert_eq!(early.to_string().parse(), Ok(early));
        assert_eq!(early.to_string().as_bytes()[14], b'7');
    }

    #[test]
    fn what_is_not_an_id_says_so() {
        let error = "mikan".parse::<AgentId>().unwrap_err();
        assert!(error.to_string().starts_with("\"mikan\" is not an id"));
    }
}
