//! `cargo xtask package`: the agent as people install it, with the sums of its files.

mod clean;
mod contents;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::command::{program, root, run, target};
use crate::install;
use crate::node;
use crate::packages::WINDOWS;
use crate::windows;

/// The folder of the agent, where its configuration is.
const AGENT: &str = "agent/desktop";
/// What is made here: the forms of this system that need nothing but what is installed.
const FORMS: &str = if cfg!(windows) {
    "nsis"
} else if cfg!(target_os = "macos") {
    "app,dmg"
} else {
    "deb,rpm"
};
/// How the agent is compiled for its packages; see Cargo.toml.
pub(crate) const PROFILE: &str = "packaged";
/// The endings of what is kept: packages, and for the updater an app in an archive, and signatures.
const ENDINGS: [&str; 6] = ["deb", "rpm", "exe", "dmg", "gz", "sig"];
const SUMS: &str = "SHA256SUMS";

/// Builds the packages into `target/packages` and checks them; on a wish, tries the .deb on a clean system.
pub(crate) fn package(try_out: bool) -> Result<()> {
    install::ensure(WINDOWS)?;
    windows::build()?;
    let bundles = target().join(PROFILE).join("bundle");
    // An older version's packages must not be taken for this one's.
    emptied(&bundles)?;
    build()?;
    let packages = emptied(&target().join("packages"))?;
    collect(&bundles, &packages)?;
    sums(&packages)?;
    contents::check(&packages)?;
    eprintln!("the packages are in {}", packages.display());
    if try_out { clean::try_out(&packages) } else { Ok(()) }
}

fn build() -> Result<()> {
    let mut build = tauri(&["build", "--ci", "--features", "window", "--bundles", FORMS])?;
    if let Some(publisher) = given("AKABEKO_PUBLISHER") {
        build.args(["--config", &format!(r#"{{"bundle":{{"publisher":{publisher:?}}}}}"#)]);
    }
    if let Some(homepage) = given("AKABEKO_HOMEPAGE") {
        build.args(["--config", &format!(r#"{{"bundle":{{"homepage":{homepage:?}}}}}"#)]);
    }
    if UPDATER.iter().all(|name| given(name).is_some()) {
        build.args(["--config", r#"{"bundle":{"createUpdaterArtifacts":true}}"#]);
    } else {
        for name in UPDATER {
            build.env_remove(name);
        }
    }
    run(build.args(["--", "--locked", "--profile", PROFILE]))
}

/// A package of a distribution is renewed by the distribution. Only who publishes packages of their own, signed by
/// their own key, switches the updater on: the agent is compiled with the key and with where versions are listed.
const UPDATER: [&str; 2] = ["AKABEKO_UPDATER_KEY", "AKABEKO_UPDATER_URL"];

/// What the environment says, where it says something.
fn given(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// Tauri's command line, installed when it is not there yet.
fn tauri(arguments: &[&str]) -> Result<Command> {
    let folder = root().join(AGENT);
    node::install(&folder)?;
    let mut command = program("npx", &["--no-install", "tauri"]);
    command.args(arguments).current_dir(folder);
    Ok(command)
}

fn emptied(folder: &Path) -> Result<PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("make {}", folder.display()))?;
    Ok(folder.to_owned())
}

/// Copies every package out of the folders of its form.
fn collect(bundles: &Path, packages: &Path) -> Result<()> {
    for form in bundles.read_dir().context("read the folder of bundles")? {
        for file in form?.path().read_dir().into_iter().flatten() {
            let file = file?.path();
            if file.extension().is_some_and(|ending| ENDINGS.iter().any(|kept| ending == *kept)) {
                let name = file.file_name().context("name a package")?;
                fs::copy(&file, packages.join(name)).with_context(|| format!("copy {}", file.display()))?;
            }
        }
    }
    Ok(())
}

/// Writes the sums as `sha256sum --check` reads them.
fn sums(packages: &Path) -> Result<()> {
    let mut lines = Vec::new();
    for file in packages.read_dir()? {
        let file = file?;
        let bytes = fs::read(file.path()).context("read a package")?;
        let sum = HEXLOWER.encode(&Sha256::digest(bytes));
        lines.push(format!("{sum}  {}\n", file.file_name().to_string_lossy()));
    }
    ensure!(!lines.is_empty(), "find a package that was built");
    lines.sort();
    fs::write(packages.join(SUMS), lines.concat()).context("write the sums")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_written_for_sha256sum() {
        let folder = emptied(&target().join("xtask/sums")).unwrap();
        assert!(sums(&folder).is_err());
        fs::write(folder.join("ox.deb"), "ox").unwrap();
        sums(&folder).unwrap();
        let line = "1dd14ffc3c3045741a5e1821fcaefe7bc9833e0242051ff67053638040cb9b02  ox.deb\n";
        let written = fs::read_to_string(folder.join(SUMS)).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(written, line);
    }
}
