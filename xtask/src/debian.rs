//! A Debian of its own in a folder, of the release that this system has and from the same place.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command;

/// The smallest Debian, of the release and from the place that this one has.
pub(crate) fn make(system: &Path) -> Result<()> {
    let format = "$(REPO_URI) $(CODENAME) $(LABEL)";
    let lists = command::output(Command::new("apt-get").args([
        "indextargets",
        "--format",
        format,
        "Created-By: Packages",
    ]))?;
    let lists = String::from_utf8(lists).context("read apt's lists")?;
    let Some((place, release)) = base(&lists) else { bail!("find where this Debian comes from") };
    command::run(Command::new("debootstrap").args(["--variant=minbase", release]).arg(system).arg(place))?;
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

/// Runs a script in a system, to its end.
pub(crate) fn run(system: &Path, script: &str) -> Result<()> {
    command::run(&mut inside(Command::new("unshare"), system, script))
}

/// A script in a system, which ends with the program that starts it. `unshare` is that program, or whatever runs it.
pub(crate) fn inside(mut unshare: Command, system: &Path, script: &str) -> Command {
    unshare.args(["--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--root"]).arg(system);
    unshare.args(["sh", "-ec", script]).env("DEBIAN_FRONTEND", "noninteractive").env("PATH", PATH);
    unshare.env("LC_ALL", "C.UTF-8").current_dir(system);
    unshare
}

const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = "https://example.org/apt sid Other\n\
        http://debian.example/debian/ bookworm-backports Debian Backports\n\
        http://debian.example/debian/ bookworm-updates Debian\n\
        http://debian.example/debian/ bookworm Debian\n\
        http://debian.example/security/ bookworm-security Debian-Security\n";

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
