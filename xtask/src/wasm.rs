//! `cargo xtask wasm`: the agent for browsers, as WebAssembly. Extension and web app are packed around it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::command::{program, quietly, root, run, target};
use crate::packages::on_path;
use crate::targets::Compiler;
use crate::windows::changed_at;

const TARGET: &str = "wasm32-unknown-unknown";
/// Where the packages look for it.
pub(crate) const BUILT: &str = "ui/lib/dist/agent.wasm";
/// All that it is built from.
const INGREDIENTS: [&str; 5] = ["agent/browser", "agent/core", "shared/src", "shared/locales", "Cargo.lock"];

/// Builds it, unless it is newer than everything that it is built from.
pub(crate) fn build() -> Result<()> {
    if is_current()? {
        eprintln!("{BUILT} is newer than its sources");
        return Ok(());
    }
    let built = if has_target() { with_cargo()? } else { with_debian()? };
    let place = root().join(BUILT);
    fs::create_dir_all(place.parent().context("find the folder of the agent for browsers")?)?;
    fs::copy(&built, &place).with_context(|| format!("copy {}", built.display()))?;
    Ok(())
}

const BUILD: [&str; 5] = ["build", "--profile=wasm", "--locked", "--package=akabeko-agent-browser", "--lib"];

fn with_cargo() -> Result<PathBuf> {
    run(program(env!("CARGO"), &BUILD).args(["--target", TARGET]).current_dir(root()))?;
    Ok(target().join(TARGET).join("wasm").join(FILE))
}

const FILE: &str = "akabeko_agent_browser.wasm";

/// Whether the installed compiler has a standard library for it. Where rustup is, it can be asked for one.
fn has_target() -> bool {
    has_library()
        || (on_path("rustup")
            && run(&mut program("rustup", &["target", "add", TARGET])).is_ok()
            && has_library())
}

fn has_library() -> bool {
    let library = quietly(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    library.is_some_and(|folder| PathBuf::from(folder.trim()).is_dir())
}

/// Debian's compiler comes with the source of its standard library, and the installed one with a linker.
fn with_debian() -> Result<PathBuf> {
    let compiler = Compiler::unpacked()?;
    let linker = linker()?;
    let mut build = program(&compiler.cargo().display().to_string(), &BUILD);
    build.args(["-Zbuild-std=std,panic_abort", "--target", TARGET]).current_dir(root());
    compiler.prepare(&mut build);
    build.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    run(&mut build)?;
    Ok(compiler.target().join(TARGET).join("wasm").join(FILE))
}

fn linker() -> Result<PathBuf> {
    let sysroot =
        quietly(Command::new("rustc").args(["--print", "sysroot"])).context("find the compiler's folder")?;
    let linker = PathBuf::from(sysroot.trim()).join("lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld");
    ensure!(
        linker.is_file(),
        "find a linker for WebAssembly: install the compiler by rustup, or its target {TARGET}"
    );
    Ok(linker)
}

fn is_current() -> Result<bool> {
    let Ok(built) = root().join(BUILT).metadata().and_then(|built| built.modified()) else {
        return Ok(false);
    };
    for ingredient in INGREDIENTS {
        if changed_at(&root().join(ingredient)).with_context(|| format!("read {ingredient}"))? >= built {
            return Ok(false);
        }
    }
    Ok(true)
}
