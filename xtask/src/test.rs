//! `cargo xtask test`: every test, in the order in which they are quick.

use std::process::Command;

use anyhow::Result;

use crate::command::{cargo, program, root, run};
use crate::install::ensure;
use crate::packages::{C_COMPILER, CHROMIUM, CHROMIUM_PROGRAM, JAPANESE_FONT, NPM, Need, POSTGRESQL};

const IN_THE_BROWSER: &str = "tests/e2e";

/// Runs the workspace's tests, then those in the browser where there are any.
pub(crate) fn test() -> Result<()> {
    let in_the_browser = root().join(IN_THE_BROWSER).join("package.json").is_file();
    ensure(&needs(in_the_browser))?;
    run(&mut cargo(&["test", "--workspace", "--locked"]))?;
    if in_the_browser {
        run(&mut there("npm", &["ci", "--ignore-scripts"]))?;
        run(&mut there("npx", &["playwright", "test"]))?;
    }
    Ok(())
}

fn needs(in_the_browser: bool) -> Vec<Need> {
    let mut needs = vec![C_COMPILER, POSTGRESQL];
    if in_the_browser {
        needs.extend([NPM, CHROMIUM, JAPANESE_FONT]);
    }
    needs
}

/// A program in the folder of the browser tests, which find their browser by `CHROMIUM`.
fn there(name: &str, arguments: &[&str]) -> Command {
    let mut command = program(name, arguments);
    command.current_dir(root().join(IN_THE_BROWSER));
    command.env("CHROMIUM", CHROMIUM_PROGRAM).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_is_needed_only_by_its_tests() {
        assert_eq!(needs(false), [C_COMPILER, POSTGRESQL]);
        assert!(needs(true).contains(&CHROMIUM));
    }
}
