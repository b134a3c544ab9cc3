//! The agent's windows, the console, the web app and the extension, which are web pages: built by npm, then embedded
//! when agent and backend are compiled.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result};

use crate::command::{program, root, run};
use crate::node::install;
use crate::wasm;

/// The folder of their sources.
const SOURCES: &str = "ui";
/// What is built from them.
const BUILT: [&str; 4] = [
    "ui/agent/dist/index.html",
    "ui/console/dist/index.html",
    "ui/extension/dist/chromium/manifest.json",
    "ui/web/dist/index.html",
];
/// All that they are built from.
const INGREDIENTS: [&str; 3] = [SOURCES, "shared/locales", wasm::BUILT];
/// What is no ingredient.
const NO_INGREDIENTS: [&str; 2] = ["dist", "node_modules"];

/// Builds the windows, unless they are newer than everything that they are built from.
pub(crate) fn build() -> Result<()> {
    wasm::build()?;
    if is_current()? {
        eprintln!("{} are newer than their sources", BUILT.join(" and "));
        return Ok(());
    }
    install(&root().join(SOURCES))?;
    run(&mut npm(&["run", "build"])).context("build the windows and the console")
}

/// Checks types, texts and the interface they share with the backend.
pub(crate) fn check() -> Result<()> {
    install(&root().join(SOURCES))?;
    run(&mut npm(&["run", "check"])).context("check the windows and the console")
}

fn npm(arguments: &[&str]) -> Command {
    let mut command = program("npm", arguments);
    command.current_dir(root().join(SOURCES));
    command
}

fn is_current() -> Result<bool> {
    let built = BUILT.iter().map(|file| root().join(file).metadata().and_then(|built| built.modified()).ok());
    let Some(built) = built.min().flatten() else { return Ok(false) };
    let mut newest = SystemTime::UNIX_EPOCH;
    for ingredient in INGREDIENTS {
        let changed = changed_at(&root().join(ingredient)).with_context(|| format!("read {ingredient}"))?;
        newest = newest.max(changed);
    }
    Ok(newest < built)
}

/// When a file, or the newest one of a folder, was changed.
pub(crate) fn changed_at(folder: &Path) -> io::Result<SystemTime> {
    if folder.is_file() {
        return folder.metadata()?.modified();
    }
    let mut newest = SystemTime::UNIX_EPOCH;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_ingredient = !NO_INGREDIENTS.iter().any(|name| entry.file_name() == *name);
        let changed = match entry.file_type()?.is_dir() {
            true if is_ingredient => changed_at(&entry.path())?,
            true => continue,
            false => entry.metadata()?.modified()?,
        };
        newest = newest.max(changed);
    }
    Ok(newest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_installed_and_built_is_no_ingredient() {
        let folder = std::env::temp_dir().join(format!("akabeko-xtask-{}", std::process::id()));
        for name in ["src", "src/node_modules", "src/dist"] {
            fs::create_dir_all(folder.join(name)).unwrap();
        }
        let file = |name: &str, seconds: u64| {
            let at = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
            fs::File::create(folder.join(name)).unwrap().set_modified(at).unwrap();
            at
        };
        let (old, new) = (file("old", 10), file("src/new", 20));
        file("src/node_modules/newer", 30);
        file("src/dist/newest", 40);
        let changed = changed_at(&folder).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert!(changed == new && changed > old);
    }
}
