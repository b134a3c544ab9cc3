//! Node.js, which builds the windows and runs the browser tests: whether it is there and new enough.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::command::{quietly, run};
use crate::install::{candidate, ensure};
use crate::packages::{NPM, on_path};

/// The oldest that Vite and Playwright run on; Debian 12's own is 18.
const OLDEST: Version = (20, 19);

/// The first two numbers of a version.
type Version = (u32, u32);

/// Sees to it that Node.js and npm are there, and says what is needed where they are too old.
pub(crate) fn ensure_node() -> Result<()> {
    if !on_path("node")
        && let Some(version) = candidate("nodejs")
    {
        check(&version, "that apt would install")?;
    }
    ensure(&[NPM])?;
    check(&quietly(Command::new("node").arg("--version")).unwrap_or_default(), "on the path")
}

/// Installs what a folder's lock file names, unless that was done since the lock file changed.
pub(crate) fn install(folder: &Path) -> Result<()> {
    ensure_node()?;
    let written = |file: &str| folder.join(file).metadata().and_then(|file| file.modified()).ok();
    // npm leaves this one behind when it is done.
    if written("node_modules/.package-lock.json") > written("package-lock.json") {
        return Ok(());
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    run(npm.current_dir(folder))
}

fn check(version: &str, which: &str) -> Result<()> {
    let oldest = format!("{}.{}", OLDEST.0, OLDEST.1);
    match numbers(version) {
        Some(found) if found >= OLDEST => Ok(()),
        Some(_) => bail!(
            "run Node.js: windows and browser tests need {oldest} or newer with npm, and the one {which} is {}\n  \
             install a newer one, such as an LTS release from nodejs.org, so that it comes first on the path, then \
             run this task again",
            version.trim()
        ),
        None => bail!("find Node.js: windows and browser tests need {oldest} or newer with npm"),
    }
}

/// The first two numbers of a version: of `v20.11.1`, or of a package's `1:18.20.4+dfsg-1`.
fn numbers(version: &str) -> Option<Version> {
    let version = version.split_once(':').map_or(version, |(_, version)| version).trim();
    let mut numbers = version.strip_prefix('v').unwrap_or(version).split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_node_and_as_apt_write_them() {
        let table = [
            ("v20.11.1\n", Some((20, 11))),
            ("18.20.4+dfsg-1~deb12u1", Some((18, 20))),
            ("1:22.1.0", Some((22, 1))),
            ("", None),
            ("ox", None),
        ];
        for (version, expected) in table {
            assert_eq!(numbers(version), expected, "{version}");
        }
    }

    #[test]
    fn an_old_node_is_told_what_is_needed() {
        let error = check("v18.20.4\n", "on the path").unwrap_err().to_string();
        let start = "run Node.js: windows and browser tests need 20.19 or newer with npm, and the one on the path is v18.20.4\n";
        assert!(error.starts_with(start), "{error}");
        assert!(check("v20.18.1", "on the path").is_err());
        assert!(check("v20.19.0", "on the path").is_ok() && check("v24.1.0", "on the path").is_ok());
        assert!(check("", "on the path").unwrap_err().to_string().starts_with("find Node.js: "));
    }
}
