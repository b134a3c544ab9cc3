//! How long `select` takes over a month of observations, beside the same rule as a DuckDB query over the same file.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::scratch::Scratch;
use super::timing::{Timing, measured, time};
use super::{backend, observations, rivals};

mod store;

const RUNS: usize = 3;
const RIVAL: &str = include_str!("select.py");

/// Times `select`, a plain read and DuckDB in turns, so that all meet the same machine, and compares the verdicts.
pub(crate) fn select(agents: u64) -> Result<()> {
    let backend = backend()?;
    let folder = Scratch::new()?;
    let (file, verdicts, query) =
        (folder.join("observations.csv"), folder.join("verdicts.csv"), folder.join("query.py"));
    let mut writer = BufWriter::new(File::create(&file).context("make the observations")?);
    let rows = observations::write(agents, &mut writer).context("write the observations")?;
    drop(writer);
    fs::write(&query, RIVAL).context("write the query")?;
    println!(
        "select: {agents} agents, {} observations, {rows} of them of ports that were ever open",
        observations::all(agents)
    );
    let python = rivals::python()?;
    let (mut ours, mut reads, mut theirs, mut memory) = (Vec::new(), Vec::new(), Vec::new(), (0, 0));
    for _ in 0..RUNS {
        reads.push(time(Command::new("cat").arg(&file))?);
        let run = measured(&mut select_from(&backend, &file))?;
        ours.push(run.took);
        memory.0 = memory.0.max(run.memory);
        if let Some(python) = &python {
            let mut command = Command::new(python);
            command.arg(&query).arg(&file).args([observations::FROM, observations::UNTIL]).arg(&verdicts);
            let run = measured(&mut command)?;
            theirs.push(run.took);
            memory.1 = memory.1.max(run.memory);
        }
    }
    let ours = Timing::of(ours)?;
    println!("select: akabeko {ours}; {} MB", memory.0 / 1024);
    println!("select: plain read {}", Timing::of(reads)?);
    let selected = selected(&backend, &file)?;
    let stored = store::store(&backend, &folder, &file, agents, selected)?;
    if theirs.is_empty() {
        println!("select: there is no python3, so that DuckDB was left out");
        return Ok(());
    }
    let theirs = Timing::of(theirs)?;
    let ratio = theirs.median().as_secs_f64() / ours.median().as_secs_f64();
    println!(
        "select: DuckDB with its interpreter {theirs}; {} MB; select is {ratio:.1} times as fast",
        memory.1 / 1024
    );
    println!(
        "store: {:.1} times as fast as DuckDB over the file",
        theirs.median().as_secs_f64() / stored.as_secs_f64()
    );
    same(&backend, &file, &verdicts)
}

fn select_from(backend: &Path, file: &Path) -> Command {
    let mut command = Command::new(backend);
    command.args(["select", "--from", observations::FROM, "--until", observations::UNTIL, "--observations"]);
    command.arg(file);
    command
}

fn selected(backend: &Path, file: &Path) -> Result<usize> {
    let output = select_from(backend, file).output().context("start select")?;
    Ok(String::from_utf8_lossy(&output.stdout).lines().filter(|row| row.ends_with(",true")).count())
}

fn same(backend: &Path, file: &Path, verdicts: &Path) -> Result<()> {
    let output = select_from(backend, file).output().context("start select")?;
    let theirs = fs::read(verdicts).context("read the verdicts of DuckDB")?;
    ensure!(output.stdout == theirs, "compare the verdicts: select and DuckDB differ");
    println!(
        "select: both give the same {} verdicts",
        theirs.iter().filter(|byte| **byte == b'\n').count() - 1
    );
    Ok(())
}
