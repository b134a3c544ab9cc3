//! What the person set on this device: the language, what their networks are, and what they were told once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use akabeko_shared::{Language, NetworkKey, NetworkKind};
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::data::Data;

/// The settings, and the folder they are kept in.
pub struct Settings {
    data: Arc<Data>,
    kept: Kept,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    language: Option<Language>,
    networks: BTreeMap<NetworkKey, NetworkKind>,
    told: BTreeSet<Once>,
}

/// What is told once in the life of an installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Once {
    /// There is no place for the icon.
    NoTray,
    /// The system shows no messages.
    NoNotifications,
}

const FILE: &str = "settings.json";

impl Settings {
    /// Reads them; an installation that was just made has none.
    pub fn read(data: Arc<Data>) -> Result<Self> {
        let kept = match data.read(FILE)? {
            Some(text) => serde_json::from_slice(&text).with_context(|| {
                format!("understand {}; move it away to start afresh", data.folder().join(FILE).display())
            })?,
            None => Kept::default(),
        };
        Ok(Self { data, kept })
    }

    /// The language, if the person chose one.
    pub fn language(&self) -> Option<Language> {
        self.kept.language
    }

    /// Chooses the language.
    pub fn speak(&mut self, language: Language) -> Result<()> {
        self.change(|kept| kept.language = Some(language))
    }

    /// What the person said of a network.
    pub fn kind(&self, network: &NetworkKey) -> NetworkKind {
        self.kept.networks.get(network).copied().unwrap_or_default()
    }

    /// Remembers what the person says of a network.
    pub fn name(&mut self, network: NetworkKey, kind: NetworkKind) -> Result<()> {
        self.change(|kept| {
            kept.networks.insert(network, kind);
        })
    }

    /// Whether this is to be told now: the first time only. What cannot be written down may be told again.
    pub fn tells(&mut self, what: Once) -> bool {
        if self.kept.told.contains(&what) {
            return false;
        }
        let kept = self.change(|kept| {
            kept.told.insert(what);
        });
        if let Err(error) = kept {
            tracing::warn!("failed to {error:#}");
        }
        true
    }

    /// Forgets it all.
    pub fn clear(&mut self) -> Result<()> {
        let language = self.kept.language;
        self.change(|kept| *kept = Kept { language, ..Kept::default() })
    }

    fn change(&mut self, change: impl FnOnce(&mut Kept)) -> Result<()> {
        let mut kept = self.kept.clone();
        change(&mut kept);
        if kept != self.kept {
            self.data
                .write(FILE, &serde_json::to_vec_pretty(&kept).context("put the settings into words")?)?;
            self.kept = kept;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_survives_a_restart_and_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let data = Arc::new(Data::open(folder.path().to_owned()).unwrap());
        let key: NetworkKey = "00112233445566778899aabbccddeeff".to_owned().try_into().unwrap();
        let mut settings = Settings::read(data.clone()).unwrap();
        assert_eq!((settings.kind(&key), settings.language()), (NetworkKind::Unknown, None));
        settings.name(key.clone(), NetworkKind::Work).unwrap();
        settings.speak(Language::En).unwrap();
        assert!(settings.tells(Once::NoTray));

        let mut settings = Settings::read(data.clone()).unwrap();
        assert_eq!((settings.kind(&key), settings.language()), (NetworkKind::Work, Some(Language::En)));
        assert!(!settings.tells(Once::NoTray));
        assert!(settings.tells(Once::NoNotifications));

        settings.clear().unwrap();
        let settings = Settings::read(data).unwrap();
        assert_eq!((settings.kind(&key), settings.language()), (NetworkKind::Unknown, Some(Language::En)));
    }

    #[test]
    fn a_broken_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let data = Arc::new(Data::open(folder.path().to_owned()).unwrap());
        data.write(FILE, b"{").unwrap();
        let error = Settings::read(data).err().unwrap().to_string();
        assert!(error.contains("settings.json; move it away"), "{error}");
    }
}
