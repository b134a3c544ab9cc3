//! `cargo xtask check-targets`: does the agent's code fit the systems that it is not built on?
//!
//! Debian packages a compiler together with the source of its standard library, from which the library of another
//! system can be checked. Nothing is linked and nothing is run.

mod compiler;

use anyhow::{Result, bail};

use crate::command::{program, root, run};
use crate::install::ensure;
use crate::packages::{MINGW, MINGW_RESOURCES, Need, WINDOWS};
use crate::windows;
pub(crate) use compiler::Compiler;

/// A system, and what it takes to check for it.
#[derive(Debug)]
struct Target {
    name: &'static str,
    app: App,
    needs: &'static [Need],
    /// Whether a real C compiler for it exists here; else build scripts get one that compiles nothing.
    compiles_c: bool,
}

/// What is checked.
#[derive(Clone, Copy, Debug)]
enum App {
    /// The program for desktops.
    Desktop,
    /// The library that a phone's project links.
    Phone,
}

impl App {
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Desktop => &["--package=akabeko-agent", "--bins", "--features=window"],
            Self::Phone => &["--package=akabeko-mobile", "--lib"],
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Desktop => "the agent with its windows",
            Self::Phone => "the Rust part of the phone's app",
        }
    }
}

const TARGETS: [Target; 4] = [
    Target {
        name: "x86_64-pc-windows-gnu",
        app: App::Desktop,
        needs: &[MINGW, MINGW_RESOURCES],
        compiles_c: true,
    },
    Target { name: "aarch64-apple-darwin", app: App::Desktop, needs: &[], compiles_c: false },
    Target { name: "aarch64-linux-android", app: App::Phone, needs: &[], compiles_c: false },
    Target { name: "aarch64-apple-ios", app: App::Phone, needs: &[], compiles_c: false },
];

/// Checks the agent for the targets that are named, or for all.
pub(crate) fn check(names: &[String]) -> Result<()> {
    let targets = chosen(names)?;
    ensure(WINDOWS)?;
    windows::build()?;
    let compiler = Compiler::unpacked()?;
    for target in &targets {
        ensure(target.needs)?;
        let mut check = program(&compiler.cargo().display().to_string(), &CHECK);
        check.args(target.app.arguments()).args(["--target", target.name]).current_dir(root());
        compiler.prepare(&mut check);
        if !target.compiles_c {
            compiler.stand_in_for_c(&mut check, target.name);
        }
        run(&mut check)?;
        println!("{}: {}", target.name, verdict(target));
    }
    Ok(())
}

const CHECK: [&str; 4] = ["check", "-Zbuild-std=std,panic_abort", "--locked", "--quiet"];

fn verdict(target: &Target) -> String {
    let c = if target.compiles_c { "C code is compiled by mingw-w64" } else { "no C code is compiled" };
    format!(
        "{} type-checks, with every library as it is for this system; {c}. \
         Not shown: that it links, starts, shows anything or is packaged there.",
        target.app.words()
    )
}

fn chosen(names: &[String]) -> Result<Vec<&'static Target>> {
    for name in names {
        if TARGETS.iter().all(|target| target.name != name) {
            bail!("find the target {name}: there are {}", TARGETS.map(|target| target.name).join(", "));
        }
    }
    let is_chosen = |target: &&Target| names.is_empty() || names.iter().any(|name| name == target.name);
    Ok(TARGETS.iter().filter(is_chosen).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_target_lists_the_targets() {
        let error = chosen(&["ox".to_owned()]).unwrap_err().to_string();
        assert!(error.starts_with("find the target ox: there are x86_64-pc-windows-gnu, "), "{error}");
    }

    #[test]
    fn no_name_means_all() {
        assert_eq!(chosen(&[]).unwrap().len(), TARGETS.len());
        assert_eq!(chosen(&["aarch64-apple-darwin".to_owned()]).unwrap().len(), 1);
    }

    #[test]
    fn a_verdict_says_what_is_not_shown() {
        for target in &TARGETS {
            assert!(verdict(target).contains("Not shown: that it links"), "{target:?}");
        }
    }
}
