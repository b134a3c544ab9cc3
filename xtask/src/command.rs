//! The commands that tasks run: shown before they start, in the root of the repository.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, ensure};

/// Runs a command to its end and fails unless it succeeds.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = line(command);
    eprintln!("$ {line}");
    let status = command.status().with_context(|| format!("start {line}"))?;
    ensure!(status.success(), "run {line}: {status}");
    Ok(())
}

/// Runs a command to its end beside another, and keeps what it says for later.
pub(crate) fn aside(command: &mut Command) -> Result<Aside> {
    let line = line(command);
    eprintln!("$ {line}  (shown in the end)");
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("start {line}"))?;
    Ok(Aside { line, output })
}

/// A command that ran beside another.
pub(crate) struct Aside {
    line: String,
    output: Output,
}

impl Aside {
    /// Shows all that it said; fails unless it succeeded.
    pub(crate) fn show(self) -> Result<()> {
        let Self { line, output } = self;
        let text = [output.stdout, output.stderr].concat();
        eprintln!("$ {line}\n{}", String::from_utf8_lossy(&text));
        ensure!(output.status.success(), "run {line}: {}", output.status);
        Ok(())
    }
}

/// Hands this process over to the command, so that its exit code and Ctrl-C are its own.
/// Returns only where that is not possible.
pub(crate) fn hand_over(command: &mut Command) -> Result<()> {
    #[cfg(unix)]
    {
        let line = line(command);
        eprintln!("$ {line}");
        let error = std::os::unix::process::CommandExt::exec(command);
        Err(error).with_context(|| format!("start {line}"))
    }
    #[cfg(not(unix))]
    run(command)
}

/// The standard output of a command that succeeds; its standard error is shown.
pub(crate) fn output(command: &mut Command) -> Result<Vec<u8>> {
    let line = line(command);
    let output = command.stderr(Stdio::inherit()).output().with_context(|| format!("start {line}"))?;
    ensure!(output.status.success(), "run {line}: {}", output.status);
    Ok(output.stdout)
}

/// Whether a command can be started and succeeds; what it says is not shown.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

/// The standard output of a command that succeeds, as text; nothing else of it is shown.
pub(crate) fn quietly(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()
}

/// A program that runs in the root of the repository.
pub(crate) fn program(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(root());
    command
}

/// The cargo that runs this task.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    program(&cargo, arguments)
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// The folder of what is built.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// Writes a script that can be run as a program.
pub(crate) fn write_script(file: &Path, script: &str) -> Result<()> {
    fs::write(file, script).with_context(|| format!("write {}", file.display()))?;
    #[cfg(unix)]
    {
        let everyone = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(file, everyone).with_context(|| format!("make {} a program", file.display()))?;
    }
    Ok(())
}

/// A command as one would type it.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or(command.get_program());
    let words: Vec<_> = [program].into_iter().chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    words.join(" ")
}
