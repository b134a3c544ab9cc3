//! Installing what is missing: said first, then done as root or by sudo, or left to the person.

use std::process::Command;

use anyhow::{Result, bail, ensure};

use crate::command::{output, quietly, run, succeeds};
use crate::packages::{Need, Place, missing, on_path};

/// Sees to it that every need is met, or says what the person has to do.
pub(crate) fn ensure(needs: &[Need]) -> Result<()> {
    let missing_now = missing(needs, Place::exists);
    if missing_now.is_empty() {
        return Ok(());
    }
    for need in &missing_now {
        eprintln!("missing: {} ({})", need.package, need.reason);
    }
    install(&packages(&missing_now))?;
    let still = missing(needs, Place::exists);
    ensure!(still.is_empty(), "find {} after it was installed", packages(&still).join(" "));
    Ok(())
}

/// The version of a package that apt would install; none where there is no apt or no such package.
pub(crate) fn candidate(package: &str) -> Option<String> {
    // apt's words are translated, the C locale's are not.
    let policy = quietly(Command::new("apt-cache").args(["policy", package]).env("LC_ALL", "C"))?;
    candidate_in(&policy)
}

fn candidate_in(policy: &str) -> Option<String> {
    let version = policy.lines().find_map(|line| line.trim().strip_prefix("Candidate:"))?.trim();
    (version != "(none)").then(|| version.to_owned())
}

/// What this process may do on this system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Right {
    /// It is root.
    Root,
    /// It may use sudo without a password.
    Sudo,
    /// It may install nothing.
    Nothing,
    /// There is no apt-get.
    NoApt,
}

fn install(packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    match right() {
        Right::NoApt => bail!(
            "install packages without apt-get: find what Debian's {names} hold, then run this task again"
        ),
        Right::Nothing => bail!(
            "install packages without root: run this once, then this task again:\n  {}",
            by_hand(packages)
        ),
        right @ (Right::Root | Right::Sudo) => {
            eprintln!("about to install with apt-get: {names}");
            apt_get(right, packages).iter().try_for_each(|words| run(&mut command(words)))
        }
    }
}

fn right() -> Right {
    if !on_path("apt-get") {
        Right::NoApt
    } else if is_root() {
        Right::Root
    } else if succeeds(Command::new("sudo").args(["-n", "true"])) {
        Right::Sudo
    } else {
        Right::Nothing
    }
}

/// Whether this process may do everything.
pub(crate) fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|id| id == b"0\n")
}

/// The two commands that install packages, word by word.
fn apt_get<'a>(right: Right, packages: &[&'a str]) -> [Vec<&'a str>; 2] {
    let mut start = vec!["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
    if right != Right::Root {
        start.splice(0..0, ["sudo", "-n"]);
    }
    let update = [&start[..], &["update"]].concat();
    let install = [&start[..], &["install", "-y", "--no-install-recommends"], packages].concat();
    [update, install]
}

/// The one command a person types.
fn by_hand(packages: &[&str]) -> String {
    let names = packages.join(" ");
    format!("sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}")
}

fn command(words: &[&str]) -> Command {
    let mut command = Command::new(words[0]);
    command.args(&words[1..]);
    command
}

fn packages(needs: &[Need]) -> Vec<&'static str> {
    needs.iter().map(|need| need.package).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_without_a_candidate_is_none() {
        let policy = "chromium:\n  Installed: (none)\n  Candidate: 130.0-1\n  Version table:\n";
        assert_eq!(candidate_in(policy).as_deref(), Some("130.0-1"));
        assert_eq!(candidate_in(&policy.replace("130.0-1", "(none)")), None);
        assert_eq!(candidate_in(""), None);
    }

    #[test]
    fn root_installs_without_sudo() {
        let [update, install] = apt_get(Right::Root, &["chromium", "npm"]);
        assert_eq!(update.join(" "), "env DEBIAN_FRONTEND=noninteractive apt-get update");
        let expected =
            "env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium npm";
        assert_eq!(install.join(" "), expected);
    }

    #[test]
    fn sudo_never_asks_and_still_runs_without_questions() {
        for words in apt_get(Right::Sudo, &["chromium"]) {
            assert_eq!(words[..4], ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"]);
        }
    }

    #[test]
    fn a_person_gets_one_line_to_type() {
        assert!(by_hand(&["chromium", "npm"]).ends_with("--no-install-recommends chromium npm"));
        assert_eq!(by_hand(&["npm"]).lines().count(), 1);
    }
}
