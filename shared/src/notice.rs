//! A notice: a message to one agent with its own page, and how far it has come.

use serde::{Deserialize, Serialize};

use crate::words;

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

impl Platform {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Desktop, Self::Mobile, Self::Browser, Self::Headless];
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

/// How a message to a person is worded. What it is about, and what can be done, stays the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Variant {
    /// As it always was.
    #[default]
    Usual,
    /// It leads with what was seen.
    Facts,
    /// It leads with how little time it takes.
    Minutes,
}

impl Variant {
    /// All of them, the usual one first.
    pub const ALL: [Self; 3] = [Self::Usual, Self::Facts, Self::Minutes];

    /// Whether it is the usual one.
    pub fn is_usual(&self) -> bool {
        *self == Self::Usual
    }

    /// The catalogue's key of a text that comes in every wording: `page-headline`, or `page-headline-facts`.
    pub fn key(self, key: &str) -> String {
        if self.is_usual() { key.to_owned() } else { format!("{key}-{}", self.word()) }
    }

    /// Reads what a newer server may call by a word that is not known here: the usual wording then.
    pub(crate) fn or_usual<'de, D: serde::Deserializer<'de>>(text: D) -> Result<Self, D::Error> {
        Ok(String::deserialize(text)?.parse().unwrap_or_default())
    }
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
words!(Variant, "a message variant", Usual = "usual", Facts = "facts", Minutes = "minutes");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;
    use crate::locale::Catalogue;

    /// Every text that is worded in several ways.
    const WORDED: [&str; 6] = [
        "page-headline",
        "page-calm",
        "status-notice-hint",
        "message-notice-title",
        "message-notice-body",
        "app-message",
    ];

    #[test]
    fn every_wording_has_every_text_of_its_own() {
        for language in [Language::Ja, Language::En] {
            let catalogue = Catalogue::new(language);
            for key in WORDED {
                let mut texts = Variant::ALL.map(|variant| {
                    let key = variant.key(key);
                    assert!(catalogue.has(&key), "{key} is missing in {language}");
                    catalogue.text_with(&key, &[("count", "2")])
                });
                texts.sort();
                assert!(texts.windows(2).all(|pair| pair[0] != pair[1]), "{key} in {language}: {texts:?}");
            }
        }
    }
}
