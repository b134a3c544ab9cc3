//! The real programs as processes of their own: those in the folder that `AKABEKO_PROGRAMS` names, else built when
//! need be; killed at the latest when dropped.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result, ensure};

/// Builds `akabeko-backend` and `akabeko-agent` as this test was built, and gives the folder they are in.
pub fn programs() -> Result<PathBuf> {
    build(&["-p", "akabeko-backend", "-p", "akabeko-agent"])
}

/// Builds `akabeko-agent` with its windows, and gives the program.
pub fn agent_with_windows() -> Result<PathBuf> {
    Ok(build(&["-p", "akabeko-agent", "--features", "akabeko-agent/window"])?.join("akabeko-agent"))
}

/// Builds the phone's app for a desktop, and gives the program.
pub fn phone() -> Result<PathBuf> {
    Ok(build(&["-p", "akabeko-mobile", "--features", "akabeko-mobile/desktop"])?.join("akabeko-phone"))
}

/// Builds `akabeko-backend`, and gives the program.
pub fn backend() -> Result<PathBuf> {
    Ok(build(&["-p", "akabeko-backend"])?.join("akabeko-backend"))
}

fn build(what: &[&str]) -> Result<PathBuf> {
    if let Some(built) = std::env::var_os("AKABEKO_PROGRAMS") {
        return Ok(built.into());
    }
    let test = std::env::current_exe().context("find this test's own program")?;
    let folder = test.parent().and_then(Path::parent).context("find the folder of programs")?;
    let target = folder.parent().context("find the target folder")?;
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--target-dir"]).arg(target).args(what);
    if folder.ends_with("release") {
        cargo.arg("--release");
    }
    let output = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().context("run cargo")?;
    ensure!(output.status.success(), "build {what:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(folder.to_owned())
}

/// Runs a program to its end and gives what it printed.
pub fn outcome(program: &Path, arguments: &[&dyn AsRef<OsStr>]) -> Result<String> {
    let output = Command::new(program).args(arguments.iter().map(AsRef::as_ref)).output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{} ended with {}: {said}", program.display(), output.status);
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// A program that runs until it is killed, with every line that it printed.
pub struct Running {
    child: Child,
    out: Lines,
    log: Lines,
}

type Lines = Arc<Mutex<Vec<String>>>;

impl Running {
    /// Starts a program.
    pub fn start(program: &Path, arguments: &[&dyn AsRef<OsStr>]) -> Result<Self> {
        let mut command = Command::new(program);
        command.args(arguments.iter().map(AsRef::as_ref)).env_remove("AKABEKO_LOG").stdin(Stdio::null());
        Self::of(&mut command)
    }

    /// Starts a program with everything that was set for it.
    pub fn of(command: &mut Command) -> Result<Self> {
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = child.with_context(|| format!("start {}", command.get_program().display()))?;
        let out = gather(child.stdout.take().context("hear a program")?);
        let log = gather(child.stderr.take().context("hear a program")?);
        Ok(Self { child, out, log })
    }

    /// The lines of standard output so far.
    pub fn out(&self) -> Vec<String> {
        self.out.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The lines of standard error so far.
    pub fn log(&self) -> Vec<String> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Its number among the processes.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// How it ended, if it did.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// Whether it still runs.
    pub fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Kills it, as a power cut would; on return it is gone.
    pub fn kill(&mut self) {
        // Killing one that ended by itself is no failure.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

fn gather(from: impl Read + Send + 'static) -> Lines {
    let lines = Lines::default();
    let kept = lines.clone();
    thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            kept.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        }
    });
    lines
}

/// Whoever asks at the same time in this process gets others: what is free now is not yet taken by whom it was given to.
static GIVEN: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());

/// A number from which on so many ports in a row are free on 127.0.0.1, below those that the system gives out.
pub fn free_ports(count: u16) -> Result<u16> {
    let step = usize::from(count);
    let taken = |number: &u16| {
        let place = (std::net::Ipv4Addr::LOCALHOST, *number);
        std::net::TcpListener::bind(place).is_err() || std::net::UdpSocket::bind(place).is_err()
    };
    let beginning = 23_000 + u16::try_from(std::process::id() % 64).context("a small number")? * count;
    let mut bases: BTreeSet<u16> = (23_000..32_000 - count).step_by(step).collect();
    let later = bases.split_off(&beginning);
    let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
    let is_free = |base: &u16| !given.contains(base) && !(*base..base + count).any(|number| taken(&number));
    let free = later.into_iter().chain(bases).find(is_free).context("find free ports in a row")?;
    given.insert(free);
    Ok(free)
}
