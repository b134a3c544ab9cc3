//! `cargo xtask package --try`: the .deb on a Debian where nothing else was ever installed.
//!
//! The system is a folder, and the agent in it sees nothing outside, but for the sockets of the session and the
//! backend on this machine: a test of the desktop session is run with it. What only the tests need stays outside,
//! so that what the package depends on has to be enough.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::command::{cargo, output, root, run, target, write_script};
use crate::install;
use crate::packages::{DEBOOTSTRAP, SESSION};

/// Joins by the first window, starts again in the tray, and looks for the icon.
const STORY: &str = "twice::a_second_start_hands_over_to_the_first";

/// Installs the package and plays the story with the agent that it brought.
pub(super) fn try_out(packages: &Path) -> Result<()> {
    ensure!(install::is_root(), "make a clean system: only root can");
    install::ensure(&[SESSION, &[DEBOOTSTRAP]].concat())?;
    let system = super::emptied(&target().join("clean/system"))?;
    debian(&system)?;
    let package = deb(packages)?;
    fs::copy(&package, system.join("akabeko.deb")).context("copy the package")?;
    inside(&system, "apt-get update && apt-get install -y --no-install-recommends /akabeko.deb")?;
    inside(&system, "akabeko-agent --version; ! ldd /usr/bin/akabeko-agent | grep 'not found'")?;
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

/// The smallest Debian, of the release and from the place that this one has.
fn debian(system: &Path) -> Result<()> {
    let format = "$(REPO_URI) $(CODENAME) $(LABEL)";
    let lists =
        output(Command::new("apt-get").args(["indextargets", "--format", format, "Created-By: Packages"]))?;
    let lists = String::from_utf8(lists).context("read apt's lists")?;
    let Some((place, release)) = base(&lists) else { bail!("find where this Debian comes from") };
    run(in_time("debootstrap").args(["--variant=minbase", release]).arg(system).arg(place))?;
    fs::write(system.join("etc/apt/sources.list"), sources(&lists)).context("write apt's sources")
}

/// The place and the name of the release itself, without its updates.
fn base(lists: &str) -> Option<(&str, &str)> {
    let mut of_debian = lists.lines().filter_map(|line| line.strip_suffix(" Debian"));
    of_debian.find_map(|line| line.split_once(' ').filter(|(_, release)| !release.contains('-')))
}

/// The release with its updates, and nobody else's packages.
fn sources(lists: &str) -> String {
    let release = lists.lines().filter_map(|line| line.strip_suffix(" Debian"));
    let security = lists.lines().filter_map(|line| line.strip_suffix(" Debian-Security"));
    release.chain(security).map(|line| format!("deb {line} main\n")).collect()
}

fn inside(system: &Path, script: &str) -> Result<()> {
    let mut command = in_time("unshare");
    command.args(["--mount", "--pid", "--fork", "--mount-proc", "--root"]).arg(system);
    command.args(["sh", "-ec", script]).env("DEBIAN_FRONTEND", "noninteractive").env("PATH", PATH);
    run(command.env("LC_ALL", "C.UTF-8").current_dir(system))
}

/// A program that is ended when it takes too long: a mirror that does not answer is no reason to wait for ever.
fn in_time(name: &str) -> Command {
    let mut command = Command::new("timeout");
    command.args(["--kill-after=10", "20m", name]);
    command
}

const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Runs the test with a program that is the installed agent, in its own system. What is mounted for it is gone when
/// the test ends.
fn play(system: &Path) -> Result<()> {
    let agent = system.with_file_name("akabeko-agent");
    let script = format!("#!/bin/sh\nexec chroot '{}' /usr/bin/akabeko-agent \"$@\"\n", system.display());
    write_script(&agent, &script)?;
    let story =
        cargo(&["test", "--package=akabeko-tests", "--locked", "--features=desktop", "--test=desktop"]);
    run(cargo(&[]).args(story.get_args()).arg("--no-run"))?;
    let mut test = in_time("unshare");
    test.args(["--mount", "sh", "-ec", MOUNT]).arg(system);
    test.arg(story.get_program()).args(story.get_args()).args(["--", "--exact", STORY]);
    let said = output(test.env("AKABEKO_AGENT", agent).env_remove("TMPDIR").current_dir(root()))?;
    let said = String::from_utf8_lossy(&said);
    eprint!("{said}");
    ensure!(has_played(&said), "find the test {STORY}");
    Ok(())
}

/// Whether the test was there at all: one that was renamed would be no failure.
fn has_played(said: &str) -> bool {
    said.contains("test result: ok. 1 passed")
}

const MOUNT: &str = r#"
mount --rbind /proc "$0/proc"
mount --rbind /dev "$0/dev"
mount --bind /tmp "$0/tmp"
exec "$@"
"#;

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = "https://example.org/apt sid Other\n\
        http://debian.example/debian/ bookworm-backports Debian Backports\n\
        http://debian.example/debian/ bookworm-updates Debian\n\
        http://debian.example/debian/ bookworm Debian\n\
        http://debian.example/security/ bookworm-security Debian-Security\n";

    #[test]
    fn a_story_that_is_not_there_has_not_been_played() {
        assert!(has_played("test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 13 filtered out"));
        assert!(!has_played("test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 14 filtered out"));
    }

    #[test]
    fn the_clean_system_is_of_this_release_and_from_nobody_else() {
        assert_eq!(base(LISTS), Some(("http://debian.example/debian/", "bookworm")));
        let expected = "deb http://debian.example/debian/ bookworm-updates main\n\
            deb http://debian.example/debian/ bookworm main\n\
            deb http://debian.example/security/ bookworm-security main\n";
        assert_eq!(sources(LISTS), expected);
        assert_eq!(base(""), None);
    }
}
