//! `cargo xtask test`: every test.

use std::path::PathBuf;
use std::process::Command;
use std::thread;

use anyhow::{Result, anyhow};

use crate::browser::{browser, without_windows};
use crate::command::{aside, cargo, program, root, run, target};
use crate::install::ensure;
use crate::node;
use crate::packages::{JAPANESE_FONT, POSTGRESQL, SESSION, WINDOWS};
use crate::windows;

const IN_THE_BROWSER: &str = "tests/e2e";

/// What is tested: the agent with its windows and the phone's screens, in a desktop session where there is one.
pub(crate) const FEATURES: &str = if cfg!(target_os = "linux") {
    "akabeko-agent/window,akabeko-mobile/desktop,akabeko-tests/desktop"
} else {
    "akabeko-agent/window,akabeko-mobile/desktop"
};

/// The name by which tests find the programs.
const PROGRAMS: &str = "AKABEKO_PROGRAMS";

/// Runs the workspace's tests and, at the same time, those in the browser: each of them waits a good deal for clocks and
/// screens of its own. What the browser said is shown in the end, where a log that was cut short still has it.
pub(crate) fn test() -> Result<()> {
    ensure(&[WINDOWS, SESSION, &[POSTGRESQL, JAPANESE_FONT]].concat())?;
    windows::build()?;
    // Programs and tests are built together, so that they share every library.
    let features = ["--workspace", "--locked", "--features", FEATURES];
    run(cargo(&["build", "--bins", "--tests"]).args(features))?;
    let mut pages = in_the_browser()?;
    let mut tests = cargo(&["test"]);
    tests.args(features).arg("--no-fail-fast").env(PROGRAMS, programs());
    let (workspace, pages) = thread::scope(|scope| {
        let pages = scope.spawn(|| aside(&mut pages));
        (run(&mut tests), pages.join())
    });
    pages.map_err(|_| anyhow!("run the tests in the browser"))??.show()?;
    workspace
}

fn programs() -> PathBuf {
    target().join("debug")
}

/// The tests in the browser, with all that they need.
fn in_the_browser() -> Result<Command> {
    let folder = root().join(IN_THE_BROWSER);
    node::install(&folder)?;
    let mut tests = program("npx", &["playwright", "test"]);
    // The tests find their browsers by these names.
    tests.current_dir(&folder).env(PROGRAMS, programs());
    if let Some(browser) = without_windows()? {
        tests.env("CHROMIUM_WITHOUT_WINDOWS", browser);
    }
    tests.env("CHROMIUM", browser(&folder)?);
    Ok(tests)
}
