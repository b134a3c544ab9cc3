//! `cargo xtask package --try`: the .deb on a Debian where nothing else was ever installed.
//!
//! The system is a folder, and the agent in it sees nothing outside, but for the sockets of the session and the
//! backend on this machine: a test of the desktop session is run with it. What only the tests need stays outside,
//! so that what the package depends on has to be enough.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::command::{cargo, root, run, target, write_script};
use crate::debian;
use crate::install;
use crate::packages::{DEBOOTSTRAP, SESSION};
use crate::test::FEATURES;

/// Joins by the first window, starts again in the tray, and looks for the icon.
const STORY: &str = "twice::a_second_start_hands_over_to_the_first";

/// Installs the package and plays the story with the agent that it brought.
pub(super) fn try_out(packages: &Path) -> Result<()> {
    ensure!(install::is_root(), "make a clean system: only root can");
    install::ensure(&[SESSION, &[DEBOOTSTRAP]].concat())?;
    let system = super::emptied(&target().join("clean/system"))?;
    debian::make(&system)?;
    let package = deb(packages)?;
    fs::copy(&package, system.join("akabeko.deb")).context("copy the package")?;
    debian::run(&system, "apt-get update && apt-get install -y --no-install-recommends /akabeko.deb")?;
    debian::run(&system, "akabeko-agent --version; ! ldd /usr/bin/akabeko-agent | grep 'not found'")?;
    play(&system)?;
    fs::remove_dir_all(&system).context("remove the clean system")?;
    eprintln!("installed from {}, the agent started, enrolled and showed its icon", package.display());
    Ok(())
}

fn deb(packages: &Path) -> Result<PathBuf> {
    let files = packages.read_dir()?.flatten().map(|file| file.path());
    files
        .into_iter()
        .find(|file| file.extension().is_some_and(|ending| ending == "deb"))
        .context("find a .deb")
}

/// Runs the test with a program that is the installed agent, in its own system. What is mounted for it is gone when
/// the test ends.
fn play(system: &Path) -> Result<()> {
    let agent = system.with_file_name("akabeko-agent");
    let script = format!("#!/bin/sh\nexec chroot '{}' /usr/bin/akabeko-agent \"$@\"\n", system.display());
    write_script(&agent, &script)?;
    let mut test = Command::new("unshare");
    test.args(["--mount", "sh", "-ec", MOUNT]).arg(system);
    let story = cargo(&["test", "--workspace", "--locked", "--features", FEATURES, "--test", "desktop"]);
    test.arg(story.get_program()).args(story.get_args()).args(["--", "--exact", STORY]);
    run(test.env("AKABEKO_AGENT", agent).env_remove("TMPDIR").current_dir(root()))
}

const MOUNT: &str = r#"
mount --rbind /proc "$0/proc"
mount --rbind /dev "$0/dev"
mount --bind /tmp "$0/tmp"
exec "$@"
"#;
