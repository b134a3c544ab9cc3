//! `cargo xtask lint`: everything that can be said about the code without running it.

use std::env;

use anyhow::{Result, bail, ensure};

use crate::command::{cargo, run, succeeds};
use crate::copy;
use crate::install;
use crate::packages::WINDOWS;
use crate::tree;
use crate::windows;

/// Checks form, lints, documentation, dependencies and the tree, and stops at the first that fails.
pub(crate) fn lint() -> Result<()> {
    components(|component| succeeds(&mut cargo(&[component, "--version"])))?;
    tree::check()?;
    copy::check()?;
    run(&mut cargo(&["fmt", "--all", "--check"]))?;
    install::ensure(WINDOWS)?;
    windows::check()?;
    // The agent embeds its windows, so it is not even compiled without them; the backend would lack its console.
    windows::build()?;
    run(&mut cargo(&CLIPPY))?;
    run(cargo(&DOCUMENTATION).env("RUSTDOCFLAGS", "-D warnings"))?;
    dependencies()
}

const CLIPPY: [&str; 8] =
    ["clippy", "--workspace", "--all-targets", "--all-features", "--locked", "--", "-D", "warnings"];

/// With all features, as the lints, so that every library is looked at once.
const DOCUMENTATION: [&str; 5] = ["doc", "--workspace", "--all-features", "--no-deps", "--locked"];

/// What cargo calls by the first name, rustup installs by the second.
const COMPONENTS: [(&str, &str); 2] = [("fmt", "rustfmt"), ("clippy", "clippy")];

fn components(is_there: impl Fn(&str) -> bool) -> Result<()> {
    let missing = COMPONENTS.iter().filter(|(command, _)| !is_there(command));
    let missing: Vec<&str> = missing.map(|(_, component)| *component).collect();
    let names = missing.join(" ");
    ensure!(
        missing.is_empty(),
        "find {names}: run this, then this task again:\n  rustup component add {names}"
    );
    Ok(())
}

fn dependencies() -> Result<()> {
    let is_there = succeeds(&mut cargo(&["deny", "--version"]));
    if is_there {
        return run(&mut cargo(&["deny", "check", "bans", "licenses", "sources"]));
    }
    unchecked(env::var_os("CI").is_some())
}

/// A person may go on without the last check; a merge may not.
fn unchecked(in_ci: bool) -> Result<()> {
    if in_ci {
        bail!("find cargo-deny, which checks the dependencies: cargo install --locked cargo-deny");
    }
    eprintln!("cargo-deny is not installed: bans, licences and sources of the dependencies were NOT checked");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_component_is_named_as_rustup_names_it() {
        let error = components(|command| command == "clippy").unwrap_err().to_string();
        assert!(error.ends_with("\n  rustup component add rustfmt"), "{error}");
        let error = components(|_| false).unwrap_err().to_string();
        assert!(error.ends_with("\n  rustup component add rustfmt clippy"), "{error}");
        assert!(components(|_| true).is_ok());
    }

    #[test]
    fn only_ci_insists_on_the_check_of_dependencies() {
        assert!(unchecked(false).is_ok() && unchecked(true).is_err());
    }
}
