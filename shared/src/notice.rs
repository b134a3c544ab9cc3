//! A notice: a message to one agent with its own page, and how far it has come.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What an agent runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Platform {
    /// A PC with a tray.
    Desktop,
    /// A phone or tablet.
    Mobile,
    /// A browser extension.
    Browser,
    /// A machine without a screen.
    Headless,
}

/// The arm of a trial that an agent was assigned to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Arm {
    /// Told at once.
    Notify,
    /// Told when the campaign's waiting time is over.
    Wait,
}

/// How far a notice has come on the device, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// The agent has it.
    Delivered,
    /// The icon turned red.
    Drawn,
    /// The popup showed it.
    Popup,
}

macro_rules! words {
    ($name:ident, $what:literal, $($variant:ident = $word:literal),+) => {
        impl $name {
            /// The word used in the store, the dataset and on the wire.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(format!("{text:?} is not {}: expected {}", $what, [$($word),+].join(", "))),
                }
            }
        }
    };
}

words!(
    Platform,
    "a platform",
    Desktop = "desktop",
    Mobile = "mobile",
    Browser = "browser",
    Headless = "headless"
);
words!(Arm, "an arm", Notify = "notify", Wait = "wait");
words!(Stage, "a stage", Delivered = "delivered", Drawn = "drawn", Popup = "popup");
