//! What the desktop agent takes of a computer while it waits in the tray.

use anyhow::{Result, ensure};

use crate::command::{cargo, run, target};
use crate::install;
use crate::package::PROFILE;
use crate::packages::{SESSION, WINDOWS};
use crate::test::FEATURES;
use crate::windows;

/// Starts the agent, as it is packaged, in a session of its own, beside a backend, and measures it for a minute.
/// The limits stand beside the numbers.
pub(crate) fn agent() -> Result<()> {
    ensure!(
        cfg!(target_os = "linux"),
        "measure the agent: only Linux has a session that can be started for it"
    );
    install::ensure(&[WINDOWS, SESSION].concat())?;
    windows::build()?;
    let build =
        ["build", "--profile", PROFILE, "--locked", "-p", "akabeko-agent", "--bins", "--features", "window"];
    run(&mut cargo(&build))?;
    let agent = target().join(PROFILE).join("akabeko-agent");
    let mut measurement = cargo(&["test", "--quiet", "--workspace", "--locked", "--features", FEATURES]);
    measurement.args(["--test", "desktop", "--", "--ignored", "--nocapture", "rest::"]);
    run(measurement.env("AKABEKO_AGENT", agent))
}
