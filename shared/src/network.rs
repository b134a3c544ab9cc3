//! Where an agent is. A device tells its networks apart by itself and says only a salted hash and a kind.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::words;

/// What kind of network this is, as the person said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum NetworkKind {
    /// The person's own, a mobile line included.
    Home,
    /// An employer's or a school's.
    Work,
    /// Somebody else's: a hotel, a café.
    Away,
    /// Nobody was asked yet.
    #[default]
    Unknown,
}

words!(NetworkKind, "a kind of network", Home = "home", Work = "work", Away = "away", Unknown = "unknown");

/// A network as one device knows it: 16 to 64 hexadecimal digits of a hash salted on the device, so that two
/// devices in one home say different things and nobody can look the router up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NetworkKey(String);

impl TryFrom<String> for NetworkKey {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let fits = (16..=64).contains(&text.len());
        if fits && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            Ok(Self(text))
        } else {
            Err("a network key is 16 to 64 hexadecimal digits".to_owned())
        }
    }
}

impl From<NetworkKey> for String {
    fn from(key: NetworkKey) -> Self {
        key.0
    }
}

impl fmt::Display for NetworkKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
