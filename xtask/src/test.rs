//! `cargo xtask test`: every test, in the order in which they are quick.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

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

/// Runs the workspace's tests, then those in the browser where there are any; what only these need is asked for
/// then, so that its absence does not hide the others' results.
pub(crate) fn test() -> Result<()> {
    ensure(&[WINDOWS, SESSION, &[POSTGRESQL]].concat())?;
    windows::build()?;
    let agent = agent()?;
    // The tests in a session start the agent by this name.
    let mut tests = cargo(&["test", "--workspace", "--locked", "--features", FEATURES]);
    run(tests.env("AKABEKO_AGENT", agent))?;
    let folder = root().join(IN_THE_BROWSER);
    if folder.join("package.json").is_file() { in_the_browser(&folder) } else { Ok(()) }
}

/// Builds the programs together with the tests, so that both share every library, and gives the agent: a copy,
/// since other tests build one without windows in its place.
fn agent() -> Result<PathBuf> {
    run(&mut cargo(&["build", "--workspace", "--locked", "--bins", "--tests", "--features", FEATURES]))?;
    let name = format!("akabeko-agent{}", std::env::consts::EXE_SUFFIX);
    let folder = target().join("xtask/with-windows");
    fs::create_dir_all(&folder).with_context(|| format!("make {}", folder.display()))?;
    let agent = folder.join(&name);
    let built = target().join("debug").join(&name);
    fs::copy(&built, &agent).with_context(|| format!("copy {}", built.display()))?;
    Ok(agent)
}

fn in_the_browser(folder: &Path) -> Result<()> {
    node::install(folder)?;
    ensure(&[JAPANESE_FONT])?;
    let mut tests = program("npx", &["playwright", "test"]);
    // The tests find their browser by this name.
    run(tests.current_dir(folder).env("CHROMIUM", browser(folder)?))
}
