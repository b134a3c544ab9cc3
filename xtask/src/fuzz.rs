//! `cargo xtask fuzz`: feeds the scanner's parsers what no honest device would say, and lists what broke.

mod corpus;
mod log;

use std::fs::{self, File};
use std::iter;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result, bail, ensure};
use nix::sys::resource::{UsageWho, getrusage};

use crate::command::{cargo, program, quietly, root, run, succeeds, target};
use crate::install;
use crate::packages::CPP_COMPILER;
use log::{End, Outcome};

/// What is fuzzed, and for how long.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The parsers, as `fuzz_targets` names them; all of them if none is named
    parsers: Vec<String>,
    /// How long each is fed, in minutes
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    minutes: u64,
    /// How many at once; as many as there are processors if nothing is said
    #[arg(long)]
    jobs: Option<NonZero<usize>>,
    /// Looks for errors of memory in the libraries too, at a third of the pace or less
    #[arg(long)]
    address_sanitizer: bool,
    /// Puts what reaches a place that nothing else reaches into the tree, instead of what is there
    #[arg(long)]
    keep: bool,
}

/// Feeds each parser for as long as was asked, and fails in the end if one panicked, hung or grew.
pub(crate) fn fuzz(arguments: &Arguments) -> Result<()> {
    let parsers = chosen(&all()?, &arguments.parsers)?;
    let jobs =
        arguments.jobs.map_or_else(thread::available_parallelism, Ok).context("count the processors")?;
    let programs = build(arguments.address_sanitizer)?;
    let (minutes, built) = (arguments.minutes, processor()?);
    println!(
        "{} parsers for {minutes} minutes each, {jobs} at a time: {} minutes",
        parsers.len(),
        parsers.len().div_ceil(jobs.get()) as u64 * minutes
    );
    let fed = feed_all(&parsers, jobs.get(), |parser| feed(parser, &programs.join(parser), minutes));
    let (outcomes, failures): (Vec<_>, Vec<_>) = fed.into_iter().partition(Result::is_ok);
    let outcomes: Vec<Outcome> = outcomes.into_iter().flatten().collect();
    println!("\n{}\n{} minutes of processor in all", log::table(&outcomes), (processor()? - built) / 60);
    if arguments.keep {
        outcomes
            .iter()
            .try_for_each(|outcome| corpus::keep(&programs.join(&outcome.parser), &outcome.parser))?;
    }
    let failures = failures.into_iter().filter_map(Result::err).chain(broken(&outcomes).err());
    let failures: Vec<String> = failures.map(|failure| format!("{failure:#}")).collect();
    ensure!(failures.is_empty(), "{}", failures.join("\n"));
    Ok(())
}

/// Longer than what the scanner reads of any port, so that the bounds are crossed too.
const LONGEST: &str = "-max_len=20000";

/// In seconds; what a stranger says is read within milliseconds.
const SLOWEST: &str = "-timeout=10";

/// In megabytes, with the corpus and the fuzzer's own books.
const LARGEST: &str = "-rss_limit_mb=1024";

/// Runs a parser's fuzzer until the time is up or something broke.
fn feed(parser: &str, fuzzer: &Path, minutes: u64) -> Result<Outcome> {
    println!("{parser}: begins");
    let (said, found) = (folder("logs")?.join(parser), folder("found")?.join(format!("{parser}-")));
    let log = File::create(&said).with_context(|| format!("create {}", said.display()))?;
    let mut command = Command::new(fuzzer);
    command.args([LONGEST, SLOWEST, LARGEST, "-print_final_stats=1"]);
    command.arg(format!("-max_total_time={}", minutes * 60));
    command.arg(format!("-artifact_prefix={}", found.display()));
    // What is new goes into the first folder.
    command.arg(corpus::working(parser)?).arg(corpus::seeds(parser));
    let status = command.stderr(log).status().with_context(|| format!("start {}", fuzzer.display()))?;
    let text = fs::read(&said).with_context(|| format!("read {}", said.display()))?;
    let outcome = Outcome::of(parser, status.code(), &String::from_utf8_lossy(&text));
    let outcome = outcome.with_context(|| format!("feed {parser}: {status}; see {}", said.display()))?;
    println!("{}", outcome.line());
    Ok(outcome)
}

/// Every parser that has a fuzzer, in order.
fn all() -> Result<Vec<String>> {
    let folder = fuzzers().join("fuzz_targets");
    let entries = fs::read_dir(&folder).with_context(|| format!("list {}", folder.display()))?;
    let names = entries.flatten().filter_map(|entry| Some(entry.path().file_stem()?.to_str()?.to_owned()));
    let mut names: Vec<String> = names.collect();
    names.sort();
    Ok(names)
}

fn chosen(all: &[String], names: &[String]) -> Result<Vec<String>> {
    for name in names {
        ensure!(all.contains(name), "find the parser {name}: there are {}", all.join(", "));
    }
    Ok(if names.is_empty() { all.to_vec() } else { names.to_vec() })
}

/// Builds all fuzzers, with checks for overflow, and gives the folder that they are in.
fn build(address_sanitizer: bool) -> Result<PathBuf> {
    ensure!(
        succeeds(&mut cargo(&["fuzz", "--version"])),
        "find cargo-fuzz: run this, then this task again:\n  cargo install --locked cargo-fuzz"
    );
    install::ensure(&[CPP_COMPILER])?;
    let sanitizer = if address_sanitizer { "address" } else { "none" };
    let built = target().join("fuzz").join(sanitizer);
    let mut build = cargo(&["fuzz", "build", "--sanitizer", sanitizer]);
    build.arg("--fuzz-dir").arg(fuzzers()).arg("--target-dir").arg(&built);
    // The flags of a fuzzer are not stable; the fuzzers are nothing that anybody ships.
    run(build.env("RUSTC_BOOTSTRAP", "1"))?;
    Ok(built.join(host()?).join("release"))
}

/// What the compiler calls this machine.
fn host() -> Result<String> {
    let said = quietly(&mut program("rustc", &["-vV"])).context("ask rustc what this machine is")?;
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("find this machine in what rustc says")?.to_owned())
}

/// Feeds so many parsers at a time, the others too when one cannot be fed; what comes of it comes in no order.
fn feed_all(
    parsers: &[String],
    jobs: usize,
    feed: impl Fn(&str) -> Result<Outcome> + Sync,
) -> Vec<Result<Outcome>> {
    let waiting = Mutex::new(parsers.iter());
    let next = || waiting.lock().expect("no iterator panics").next();
    let job = || iter::from_fn(next).map(|parser| feed(parser)).collect::<Vec<_>>();
    thread::scope(|scope| {
        let jobs: Vec<_> = (0..jobs).map(|_| scope.spawn(job)).collect();
        jobs.into_iter().flat_map(|job| job.join().expect("no job panics")).collect()
    })
}

/// How many seconds the processors gave to all that was started here; less than passed, where there was other work.
fn processor() -> Result<i64> {
    let used = getrusage(UsageWho::RUSAGE_CHILDREN).context("ask what the fuzzers took")?;
    Ok(used.user_time().tv_sec())
}

fn broken(outcomes: &[Outcome]) -> Result<()> {
    let broken = outcomes.iter().filter(|outcome| outcome.end != End::Survived);
    let names: Vec<&str> = broken.map(|outcome| outcome.parser.as_str()).collect();
    if names.is_empty() {
        return Ok(());
    }
    bail!(
        "survive what {} read: it is in {}; give it a test beside the parser, and mend the parser",
        names.join(", "),
        folder("found")?.display()
    )
}

/// Where the fuzzers and what they begin with are.
fn fuzzers() -> PathBuf {
    root().join("backend/scanner/fuzz")
}

/// A folder for what comes up on the way.
fn folder(name: &str) -> Result<PathBuf> {
    let folder = target().join("fuzz").join(name);
    fs::create_dir_all(&folder).with_context(|| format!("create {}", folder.display()))?;
    Ok(folder)
}

#[cfg(test)]
mod tests;
