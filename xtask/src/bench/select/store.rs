//! The same selection where a service makes it: out of its store, with the plan of a campaign on top.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::RUNS;
use crate::bench::observations;
use crate::bench::scratch::Scratch;
use crate::bench::timing::{Timing, measured};

const CAMPAIGN: &str =
    "campaign = \"may\"\nplatforms = [\"desktop\"]\nfrom = \"2026-05-01\"\nuntil = \"2026-05-31\"\n";

/// The files of a dataset that have nothing to say here.
const EMPTY: [(&str, &str); 5] = [
    ("campaigns.csv", "campaign,sent_on,platforms,ports,from,until,landing\n"),
    ("notices.csv", "notice,campaign,agent,arm,sent_at,ports\n"),
    ("visits.csv", "notice,at,page,device\n"),
    ("answers.csv", "notice,at,button\n"),
    ("cases.csv", "case,notice,opened_at,closed_at,outcome\n"),
];

/// Imports the observations into a store, times the preview of a campaign about all ports, and gives its middle time. It
/// must find as many ports as `select` selected.
pub(super) fn store(
    backend: &Path,
    scratch: &Scratch,
    file: &Path,
    agents: u64,
    selected: usize,
) -> Result<Duration> {
    let (dataset, data) = (scratch.join("dataset"), scratch.join("data"));
    write(&dataset, file, agents)?;
    let import = measured(Command::new(backend).args(["import", "--data"]).arg(&data).arg(&dataset))?;
    println!("store: imported in {:.1} s; {} MB", import.took.as_secs_f64(), import.memory / 1024);
    let campaign = scratch.join("campaign.toml");
    let ports = observations::ports().map(|port| format!("{port:?}")).collect::<Vec<_>>().join(", ");
    fs::write(&campaign, format!("{CAMPAIGN}ports = [{ports}]\n")).context("write the campaign")?;
    measured(
        Command::new(backend).args(["operator", "campaign", "create", "--data"]).arg(&data).arg(&campaign),
    )?;
    let (mut times, mut memory, mut found) = (Vec::new(), 0, 0);
    for _ in 0..RUNS {
        let mut preview = Command::new(backend);
        let run = measured(preview.args(["operator", "campaign", "preview", "may", "--data"]).arg(&data))?;
        found = run.said.lines().skip(1).map(ports_of).sum();
        (memory, _) = (memory.max(run.memory), times.push(run.took));
    }
    ensure!(found == selected, "the store selects {found} ports, and select {selected}");
    let timing = Timing::of(times)?;
    println!("store: selection and plan {timing}; {} MB; the same {found} ports", memory / 1024);
    Ok(timing.median())
}

/// How many ports a row of a preview is about.
fn ports_of(row: &str) -> usize {
    row.split(',').nth(2).map_or(0, |ports| ports.split_whitespace().count())
}

fn write(dataset: &Path, file: &Path, agents: u64) -> Result<()> {
    fs::create_dir(dataset).context("make the dataset")?;
    for (name, header) in EMPTY {
        fs::write(dataset.join(name), header).with_context(|| format!("write {name}"))?;
    }
    fs::hard_link(file, dataset.join("observations.csv")).context("link the observations")?;
    let mut rows = BufWriter::new(File::create(dataset.join("agents.csv")).context("make the agents")?);
    writeln!(rows, "agent,platform,enrolled_at")?;
    for agent in 0..agents {
        writeln!(rows, "{},desktop,2026-04-01T00:00:00Z", observations::id(agent))?;
    }
    rows.flush().context("write the agents")
}
