//! Node.js, which the browser tests run on: whether it is there and new enough.

use std::process::Command;

use anyhow::{Result, bail};

use crate::command::quietly;
use crate::install::{candidate, ensure};
use crate::packages::{NPM, on_path};

/// The oldest that Playwright runs on; Debian 12's own is 18.
const OLDEST: u32 = 20;

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

fn check(version: &str, which: &str) -> Result<()> {
    match major(version) {
        Some(major) if major >= OLDEST => Ok(()),
        Some(_) => bail!(
            "run the tests in the browser: they need Node.js {OLDEST} or newer with npm, and the one {which} is {}\n  \
             install a newer one, such as an LTS release from nodejs.org, so that it comes first on the path, then \
             run this task again",
            version.trim()
        ),
        None => bail!("run the tests in the browser: they need Node.js {OLDEST} or newer with npm"),
    }
}

/// The first number of a version: of `v20.11.1`, or of a package's `1:18.20.4+dfsg-1`.
fn major(version: &str) -> Option<u32> {
    let version = version.split_once(':').map_or(version, |(_, version)| version).trim();
    let digits = version.strip_prefix('v').unwrap_or(version).split('.').next()?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_node_and_as_apt_write_them() {
        let table = [
            ("v20.11.1\n", Some(20)),
            ("18.20.4+dfsg-1~deb12u1", Some(18)),
            ("1:22.1.0", Some(22)),
            ("", None),
            ("ox", None),
        ];
        for (version, expected) in table {
            assert_eq!(major(version), expected, "{version}");
        }
    }

    #[test]
    fn an_old_node_is_told_what_is_needed() {
        let error = check("v18.20.4\n", "on the path").unwrap_err().to_string();
        let start = "run the tests in the browser: they need Node.js 20 or newer with npm, and the one on the path is v18.20.4\n";
        assert!(error.starts_with(start), "{error}");
        assert!(check("v20.0.0", "on the path").is_ok() && check("v24.1.0", "on the path").is_ok());
        assert!(check("", "on the path").unwrap_err().to_string().ends_with("Node.js 20 or newer with npm"));
    }
}
