//! The browser that the tests drive: the person's own, Debian's, or the one that Playwright downloads.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{output, program, run, succeeds};
use crate::install::{candidate, ensure};
use crate::packages::{CHROMIUM, CHROMIUM_WITHOUT_WINDOWS, Need, find_on_path};

/// Programs that are Chromium, the first choice first.
const PROGRAMS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// Finds a browser or installs one; `tests` is the folder of the browser tests, with their packages.
pub(crate) fn browser(tests: &Path) -> Result<PathBuf> {
    if let Some(wished) = env::var_os("CHROMIUM").filter(|wished| !wished.is_empty()) {
        return found(&[PathBuf::from(&wished)], starts)
            .with_context(|| format!("start the browser that CHROMIUM names: {}", wished.display()));
    }
    if let Some(path) = installed() {
        return Ok(path);
    }
    if candidate(CHROMIUM.package).is_some() {
        ensure(&[CHROMIUM])?;
        return installed().context("start the browser that was installed");
    }
    eprintln!("missing: chromium, and apt has no package of it (Ubuntu has it as a snap only)");
    eprintln!(
        "about to let Playwright download Chromium, and install what it needs as root; or set CHROMIUM"
    );
    playwrights(tests)
}

/// Finds or installs the quicker browser, which has neither windows nor extensions, where Debian has it and nobody
/// wishes for another.
pub(crate) fn without_windows() -> Result<Option<PathBuf>> {
    let Need { package, .. } = CHROMIUM_WITHOUT_WINDOWS;
    if env::var_os("CHROMIUM").is_some() || candidate(package).is_none() {
        return Ok(None);
    }
    ensure(&[CHROMIUM_WITHOUT_WINDOWS])?;
    Ok(find_on_path(package).filter(|path| starts(path)))
}

fn installed() -> Option<PathBuf> {
    let paths: Vec<PathBuf> = PROGRAMS.iter().filter_map(|name| find_on_path(name)).collect();
    found(&paths, starts)
}

fn found(paths: &[PathBuf], starts: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    paths.iter().find(|path| starts(path)).cloned()
}

/// Ubuntu's chromium-browser without its snap only says that the snap is missing.
fn starts(path: &Path) -> bool {
    succeeds(Command::new(path).arg("--version"))
}

fn playwrights(tests: &Path) -> Result<PathBuf> {
    let there = |name: &str, arguments: &[&str]| {
        let mut command = program(name, arguments);
        command.current_dir(tests).env_remove("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD");
        command
    };
    run(&mut there("npx", &["playwright", "install", "--with-deps", "chromium"])).context(
        "get a browser: install Chromium and set CHROMIUM to its program, then run this task again",
    )?;
    let script = "require('@playwright/test').chromium.executablePath()";
    let path = output(&mut there("node", &["--input-type=commonjs", "--print", script]))?;
    let path = PathBuf::from(String::from_utf8(path).context("read the path of the browser")?.trim_end());
    if !starts(&path) {
        bail!("start the browser that Playwright downloaded: {}", path.display());
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_that_does_not_start_is_passed_over() {
        let paths = ["stub/chromium-browser", "usr/google-chrome"].map(PathBuf::from);
        let no_stub = |path: &Path| !path.starts_with("stub");
        assert_eq!(found(&paths, no_stub), Some(paths[1].clone()));
        assert_eq!(found(&paths, |_| true), Some(paths[0].clone()));
        assert_eq!(found(&paths[..1], no_stub), None);
    }

    #[test]
    fn what_answers_to_version_starts() {
        assert!(starts(&find_on_path("cargo").unwrap()));
        assert!(!starts(Path::new("a-red-ox-of-wood")));
    }
}
