//! Names that rows give and refer to: each text is kept once, whatever the number of rows.

use std::collections::BTreeSet;

use akabeko_core::evaluate::dataset::Name;

use super::cell::name;

/// The names of one kind.
pub(super) struct Names {
    file: &'static str,
    names: BTreeSet<Name>,
}

impl Names {
    /// No names yet; `file` is where they get a row of their own.
    pub(super) fn of(file: &'static str) -> Self {
        Self { file, names: BTreeSet::new() }
    }

    /// A name that must not have been given before.
    pub(super) fn given(&mut self, text: &str) -> Result<Name, String> {
        let text = name(text)?;
        if self.names.contains(text) { Err(format!("{text:?} is there twice")) } else { Ok(self.kept(text)) }
    }

    /// A name that must have been given.
    pub(super) fn known(&self, text: &str) -> Result<Name, String> {
        let text = name(text)?;
        self.names.get(text).cloned().ok_or_else(|| format!("{text:?} is not in {}", self.file))
    }

    /// A name, new or not.
    pub(super) fn any(&mut self, text: &str) -> Result<Name, String> {
        Ok(self.kept(name(text)?))
    }

    fn kept(&mut self, text: &str) -> Name {
        self.names.get(text).cloned().unwrap_or_else(|| {
            let name = Name::from(text);
            self.names.insert(name.clone());
            name
        })
    }
}
