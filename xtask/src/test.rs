//! `cargo xtask test`: every test, in the order in which they are quick.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::browser::browser;
use crate::command::{cargo, program, root, run, target};
use crate::install::ensure;
use crate::node;
use crate::packages::{JAPANESE_FONT, POSTGRESQL, SESSION, WINDOWS};
use crate::windows;

const IN_THE_BROWSER: &str = "tests/e2e";

/// What is tested: the agent with its windows, and in a desktop session where there is one.
pub(crate) const FEATURES: &str = if cfg!(target_os = "linux") {
    "akabeko-agent/window,akabeko-tests/desktop"
} else {
    "akabeko-agent/window"
};

/// The name by which tests find the programs.
const PROGRAMS: &str = "AKABEKO_PROGRAMS";

/// Runs the workspace's tests, then those in the browser where there are any; what only these need is asked for
/// then, so that its absence does not hide the others' results.
pub(crate) fn test() -> Result<()> {
    ensure(&[WINDOWS, SESSION, &[POSTGRESQL]].concat())?;
    windows::build()?;
    // Programs and tests are built together, so that they share every library.
    let features = ["--workspace", "--locked", "--features", FEATURES];
    run(cargo(&["build", "--bins", "--tests"]).args(features))?;
    run(cargo(&["test"]).args(features).env(PROGRAMS, programs()))?;
    let folder = root().join(IN_THE_BROWSER);
    if folder.join("package.json").is_file() { in_the_browser(&folder) } else { Ok(()) }
}

fn programs() -> PathBuf {
    target().join("debug")
}

fn in_the_browser(folder: &Path) -> Result<()> {
    node::install(folder)?;
    ensure(&[JAPANESE_FONT])?;
    let mut tests = program("npx", &["playwright", "test"]);
    // The tests find their browser by this name.
    run(tests.current_dir(folder).env("CHROMIUM", browser(folder)?).env(PROGRAMS, programs()))
}
