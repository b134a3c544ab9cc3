//! What facts look like when certain devices tell them: our own pack, and rapid7/recog where an operator has it.

mod own;
mod recog;

use std::path::{Path, PathBuf};

use self::own::Entry;
use self::recog::Fingerprints;
use super::fact::Fact;
use super::guess::Guess;

/// Everything that devices are recognised by.
#[derive(Debug)]
pub struct Packs {
    own: Vec<Entry>,
    recog: Vec<Fingerprints>,
    left_out: Vec<LeftOut>,
}

/// A fingerprint that could not be used, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The file.
    pub file: PathBuf,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: String,
}

/// Why a folder of fingerprints cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PacksError {
    /// The folder or a file in it cannot be read.
    #[error("failed to read {}", .path.display())]
    Unreadable {
        /// What cannot be read.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is no XML.
    #[error("{}:{line}: {what}", .file.display())]
    Malformed {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        what: String,
    },
    /// The folder has no file of fingerprints.
    #[error("{} has no file of recog fingerprints (*.xml)", .folder.display())]
    Empty {
        /// The folder.
        folder: PathBuf,
    },
}

impl Packs {
    /// Our own pack.
    pub fn own() -> Self {
        Self { own: own::entries(), recog: Vec::new(), left_out: Vec::new() }
    }

    /// Our own pack and the fingerprints in a folder, which are files in the XML of rapid7/recog. Each fingerprint is
    /// held against its own examples; see [`left_out`](Self::left_out) for those that fail.
    ///
    /// # Errors
    /// When the folder or a file cannot be read, when a file is not well-formed, or when there is none.
    pub fn with_recog(folder: &Path) -> Result<Self, PacksError> {
        let mut packs = Self::own();
        for file in recog::files(folder)? {
            let text = std::fs::read(&file)
                .map_err(|source| PacksError::Unreadable { path: file.clone(), source })?;
            packs.add(&file, &text)?;
        }
        Ok(packs)
    }

    /// Only the fingerprints of this file.
    #[cfg(any(test, feature = "fuzzing"))]
    pub(crate) fn of_recog_file(file: &Path, text: &[u8]) -> Result<Self, PacksError> {
        let mut packs = Self { own: Vec::new(), recog: Vec::new(), left_out: Vec::new() };
        packs.add(file, text)?;
        Ok(packs)
    }

    fn add(&mut self, file: &Path, text: &[u8]) -> Result<(), PacksError> {
        let (fingerprints, left_out) = recog::read(file, text)?;
        self.recog.extend(fingerprints);
        self.left_out.extend(left_out);
        Ok(())
    }

    /// How many fingerprints were loaded besides our own.
    pub fn loaded(&self) -> usize {
        self.recog.iter().map(Fingerprints::len).sum()
    }

    /// The fingerprints that could not be used.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// What each pack makes of a fact.
    pub(super) fn guesses<'a>(&'a self, fact: &'a Fact) -> impl Iterator<Item = Guess> + 'a {
        let own = self.own.iter().filter_map(|entry| entry.guess(fact));
        own.chain(self.recog.iter().filter_map(|fingerprints| fingerprints.guess(fact)))
    }
}
