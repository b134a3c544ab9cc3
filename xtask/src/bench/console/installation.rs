//! The installation that is measured, and what day it is there.

use std::fs;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{Arguments, backend};
use crate::command::{run, target};

/// What gives agents their addresses, which no dataset has.
const ADDRESSES: &str = include_str!("addresses.py");

/// The folder of an installation with so many agents, made if it is not there, most of whom were heard of lately.
pub(super) fn installation(arguments: &Arguments) -> Result<PathBuf> {
    let data = imported(arguments)?;
    let (script, store) = (data.join("addresses.py"), data.join("akabeko.sqlite"));
    fs::write(&script, ADDRESSES).context("write the script")?;
    run(Command::new("python3").arg(script).arg(store))?;
    Ok(data)
}

fn imported(arguments: &Arguments) -> Result<PathBuf> {
    let Arguments { agents, days, .. } = arguments;
    let folder = target().join("bench").join(format!("console-{agents}-{days}"));
    let (data, dataset) = (folder.join("data"), folder.join("dataset"));
    if data.join("whole").is_file() {
        return Ok(data);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder).context("remove what was not finished")?;
    }
    fs::create_dir_all(&folder).context("make a folder")?;
    let scenario = folder.join("scenario.toml");
    fs::write(&scenario, scenario_of(*days)?).context("write a scenario")?;
    let began = Instant::now();
    let mut simulate = Command::new(backend()?);
    simulate.args([
        "simulate",
        "--seed",
        "1",
        "--ports",
        "all",
        "--agents",
        &agents.to_string(),
        "--scenario",
    ]);
    run(simulate.arg(&scenario).arg("--dataset").arg(&dataset))?;
    println!("simulated in {:.0?}", began.elapsed());
    println!("{} observations of the last {days} days are kept", thin_out(&dataset, *days)?);
    let began = Instant::now();
    run(Command::new(backend()?).arg("import").arg("--data").arg(&data).arg(&dataset))?;
    println!("imported in {:.0?}", began.elapsed());
    fs::remove_dir_all(&dataset).context("remove the dataset")?;
    fs::write(data.join("whole"), "").context("note that it is whole")?;
    Ok(data)
}

/// Keeps the header of the observations and those of the last days, and gives how many these are.
fn thin_out(dataset: &Path, days: u32) -> Result<u64> {
    let (whole, kept) = (dataset.join("observations.csv"), dataset.join("kept.csv"));
    // The simulation goes on for five weeks, which lie in the future here.
    let (from, until) = (day(i64::from(days)), day(0));
    let rows = BufReader::new(fs::File::open(&whole).context("read the observations")?);
    let mut thin = BufWriter::new(fs::File::create(&kept).context("write observations")?);
    let mut count = 0;
    for (number, row) in rows.lines().enumerate() {
        let row = row.context("read an observation")?;
        let is_kept = row.split(',').nth(1).is_some_and(|at| (from.as_str()..until.as_str()).contains(&at));
        if number == 0 || is_kept {
            writeln!(thin, "{row}").context("write an observation")?;
            count += u64::from(number > 0);
        }
    }
    thin.flush().context("write observations")?;
    fs::rename(&kept, &whole).context("keep the observations")?;
    Ok(count)
}

/// The preset's world, observed for some days up to yesterday.
fn scenario_of(days: u32) -> Result<String> {
    let shown = Command::new(backend()?).args(["simulate", "--preset", "trial", "--show"]).output();
    let shown = String::from_utf8(shown.context("show a scenario")?.stdout).context("read a scenario")?;
    let (world, _) = shown.split_once("[[periods]]").context("find the periods of a scenario")?;
    Ok(format!(
        "{world}[[periods]]\n[periods.campaign]\ncampaign = \"observed\"\nplatforms = [\"desktop\", \"mobile\"]\n\
         ports = [\"tcp/23\", \"tcp/80\"]\nfrom = \"{}\"\nuntil = \"{}\"\n",
        day(i64::from(days)),
        day(1)
    ))
}

/// The day so many days ago, in UTC.
pub(super) fn day(ago: i64) -> String {
    let today = now().to_zoned_datetime(TimeZone::UTC).date();
    today.saturating_sub(ago.days()).to_string()
}

#[expect(clippy::disallowed_methods, reason = "the service that is measured runs on the world's clock")]
pub(super) fn now() -> Timestamp {
    Timestamp::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        let today = day(0);
        assert!(today.as_str() > "2026-01-01" && today.len() == 10, "{today}");
        assert!(day(1) < today && day(400) < day(365));
    }
}
