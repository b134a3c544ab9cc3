//! `cargo xtask test`: every test, in the order in which they are quick.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::browser::browser;
use crate::command::{cargo, program, root, run};
use crate::install::ensure;
use crate::node::ensure_node;
use crate::packages::{C_COMPILER, JAPANESE_FONT, POSTGRESQL};

const IN_THE_BROWSER: &str = "tests/e2e";

/// Runs the workspace's tests, then those in the browser where there are any; what only these need is asked for
/// then, so that its absence does not hide the others' results.
pub(crate) fn test() -> Result<()> {
    ensure(&[C_COMPILER, POSTGRESQL])?;
    run(&mut cargo(&["test", "--workspace", "--locked"]))?;
    let folder = root().join(IN_THE_BROWSER);
    if folder.join("package.json").is_file() { in_the_browser(&folder) } else { Ok(()) }
}

fn in_the_browser(folder: &Path) -> Result<()> {
    ensure_node()?;
    ensure(&[JAPANESE_FONT])?;
    run(&mut there(folder, "npm", &["ci", "--ignore-scripts"]))?;
    // The tests find their browser by this name.
    run(there(folder, "npx", &["playwright", "test"]).env("CHROMIUM", browser(folder)?))
}

fn there(folder: &Path, name: &str, arguments: &[&str]) -> Command {
    let mut command = program(name, arguments);
    command.current_dir(folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    command
}
