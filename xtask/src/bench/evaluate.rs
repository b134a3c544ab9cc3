//! How long `evaluate` takes for a simulated trial, beside pandas and lifelines on the same files.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use super::scratch::Scratch;
use super::timing::measured;
use super::{backend, rivals};

const RIVAL: &str = include_str!("evaluate.py");

/// Simulates a trial, evaluates it all, and lets lifelines estimate curve, test and model of the closures.
pub(crate) fn evaluate(agents: u64) -> Result<()> {
    let (backend, folder) = (backend()?, Scratch::new()?);
    let (dataset, script) = (folder.join("dataset"), folder.join("evaluate.py"));
    let mut simulation = Command::new(&backend);
    simulation.args([
        "simulate",
        "--preset",
        "trial",
        "--seed",
        "1",
        "--agents",
        &agents.to_string(),
        "--dataset",
    ]);
    let run = measured(simulation.arg(&dataset))?;
    println!(
        "evaluate: simulated {agents} agents in {:.1} s; {} MB; {}",
        run.took.as_secs_f64(),
        run.memory / 1024,
        run.said.trim()
    );
    let ours = measured(Command::new(&backend).arg("evaluate").arg(&dataset))?;
    println!(
        "evaluate: akabeko, every table and figure: {:.2} s; {} MB",
        ours.took.as_secs_f64(),
        ours.memory / 1024
    );
    let Some(python) = rivals::python()? else {
        println!("evaluate: there is no python3, so that lifelines was left out");
        return Ok(());
    };
    fs::write(&script, RIVAL).context("write the script")?;
    let theirs = measured(Command::new(python).arg(&script).arg(&dataset))?;
    let ratio = theirs.took.as_secs_f64() / ours.took.as_secs_f64();
    println!(
        "evaluate: pandas and lifelines, closures only: {:.2} s; {} MB; evaluate is {ratio:.1} times as fast",
        theirs.took.as_secs_f64(),
        theirs.memory / 1024
    );
    println!(
        "evaluate: their seconds for reading, lifetimes and statistics, hazard ratio, rows: {}",
        theirs.said.trim()
    );
    Ok(())
}
