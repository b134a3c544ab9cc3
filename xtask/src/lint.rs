//! `cargo xtask lint`: everything that can be said about the code without running it.

use anyhow::Result;

use crate::command::{cargo, run, succeeds};
use crate::tree;

/// Checks form, lints, documentation, dependencies and the tree, and stops at the first that fails.
pub(crate) fn lint() -> Result<()> {
    tree::check()?;
    run(&mut cargo(&["fmt", "--all", "--check"]))?;
    run(&mut cargo(&CLIPPY))?;
    run(cargo(&["doc", "--workspace", "--no-deps", "--locked"]).env("RUSTDOCFLAGS", "-D warnings"))?;
    dependencies()
}

const CLIPPY: [&str; 8] =
    ["clippy", "--workspace", "--all-targets", "--all-features", "--locked", "--", "-D", "warnings"];

fn dependencies() -> Result<()> {
    if succeeds(&mut cargo(&["deny", "--version"])) {
        return run(&mut cargo(&["deny", "check", "bans", "licenses", "sources"]));
    }
    eprintln!("cargo-deny is not installed: bans, licences and sources of the dependencies were NOT checked");
    Ok(())
}
