//! Our own programs, and the folder in which a measurement keeps its files.

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::command::{cargo, run, target};

/// Where they are.
pub(super) struct Programs {
    /// `akabeko-backend`.
    pub(super) backend: PathBuf,
    /// `akabeko-lab`.
    pub(super) lab: PathBuf,
}

impl Programs {
    /// Those in the folder that `AKABEKO_PROGRAMS` names, else built as they are released.
    pub(super) fn released() -> Result<Self> {
        if let Some(folder) = env::var_os("AKABEKO_PROGRAMS") {
            return Ok(Self::in_folder(folder.into()));
        }
        run(&mut cargo(&["build", "--release", "--locked", "-p", "akabeko-backend", "-p", "akabeko-lab"]))?;
        Ok(Self::in_folder(target().join("release")))
    }

    fn in_folder(folder: PathBuf) -> Self {
        Self { backend: folder.join("akabeko-backend"), lab: folder.join("akabeko-lab") }
    }
}

/// The folder of what a measurement writes; it is made if need be.
pub(super) fn folder() -> Result<PathBuf> {
    let folder = target().join("bench/scan");
    fs::create_dir_all(&folder).with_context(|| format!("make {}", folder.display()))?;
    Ok(folder)
}
