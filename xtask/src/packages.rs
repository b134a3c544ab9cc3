//! What tasks need from the system, and which of it is missing.

use std::env;
use std::fs;
use std::path::PathBuf;

/// Something a task needs, the Debian package that has it, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Need {
    /// The Debian package.
    pub(crate) package: &'static str,
    /// What it is needed for.
    pub(crate) reason: &'static str,
    /// Where it shows that it is there; one place is enough.
    places: &'static [Place],
}

/// A place to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A program on the path.
    Program(&'static str),
    /// A file below any one folder of a folder.
    FileBelow(&'static str, &'static str),
}

pub(crate) const C_COMPILER: Need = Need {
    package: "build-essential",
    reason: "compiles the C code of SQLite and of ring",
    places: &[Place::Program("cc")],
};

pub(crate) const POSTGRESQL: Need = Need {
    package: "postgresql",
    reason: "the store is tested on it too, in a private cluster; Debian starts another of its own",
    places: &[Place::Program("initdb"), Place::FileBelow("/usr/lib/postgresql", "bin/initdb")],
};

pub(crate) const NPM: Need = Need {
    package: "npm",
    reason: "installs what the browser tests are written in",
    places: &[Place::Program("npm")],
};

pub(crate) const CHROMIUM: Need = Need {
    package: "chromium",
    reason: "the pages are tested in a real browser",
    places: &[Place::Program("chromium")],
};

pub(crate) const JAPANESE_FONT: Need = Need {
    package: "fonts-noto-cjk",
    reason: "the pages are drawn in Japanese",
    places: &[Place::FileBelow("/usr/share/fonts/opentype", "NotoSansCJK-Regular.ttc")],
};

/// The needs of which no place is there.
pub(crate) fn missing(needs: &[Need], there: impl Fn(&Place) -> bool) -> Vec<Need> {
    needs.iter().filter(|need| !need.places.iter().any(&there)).copied().collect()
}

impl Place {
    /// Looks whether it is there.
    pub(crate) fn exists(&self) -> bool {
        match self {
            Self::Program(name) => on_path(name),
            Self::FileBelow(folder, rest) => folders_of(folder).any(|below| below.join(rest).is_file()),
        }
    }
}

/// Whether a program is on the path.
pub(crate) fn on_path(name: &str) -> bool {
    find_on_path(name).is_some()
}

/// Where on the path a program is.
pub(crate) fn find_on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&path).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

fn folders_of(folder: &str) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_of_several_is_enough() {
        let below = |place: &Place| matches!(place, Place::FileBelow(..));
        assert_eq!(missing(&[POSTGRESQL], below), []);
        assert_eq!(missing(&[POSTGRESQL], |_| false), [POSTGRESQL]);
    }

    #[test]
    fn what_is_missing_keeps_its_order() {
        let no_font_no_npm =
            |place: &Place| JAPANESE_FONT.places.iter().chain(NPM.places).all(|gone| gone != place);
        let needs = [C_COMPILER, NPM, CHROMIUM, JAPANESE_FONT];
        assert_eq!(missing(&needs, no_font_no_npm), [NPM, JAPANESE_FONT]);
        assert_eq!(missing(&needs, |_| true), []);
    }

    #[test]
    fn a_program_on_the_path_and_a_file_are_found() {
        assert!(Place::Program("cargo").exists());
        assert!(!Place::Program("a-red-ox-of-wood").exists());
        assert!(Place::FileBelow(concat!(env!("CARGO_MANIFEST_DIR"), "/.."), "src/packages.rs").exists());
    }
}
