//! `operator report`: what was seen open as Shadowserver's daily reports, and theirs about people here. Both name addresses,
//! so they are for operators alone.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Subcommand};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::super::WrongUsage;
use super::super::open::Place;
use crate::clock::Clock;
use crate::dataset::progress::during;
use crate::shadowserver::{self, Suffix};
use crate::store::Taken;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Write one file for each day and report type: %Y-%m-%d-<report>-<suffix>.csv.
    Export(Export),
    /// Read such files, and keep what they say of agents that had these addresses then.
    Import(Import),
}

/// Which days, and where to.
#[derive(Debug, Args)]
pub struct Export {
    #[command(flatten)]
    place: Place,
    /// The first day, in UTC.
    #[arg(long, value_name = "DATE")]
    from: Date,
    /// The last day, inclusive; without it, the first.
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    /// What the names of the files end in.
    #[arg(long, default_value = "akabeko")]
    suffix: Suffix,
    /// A folder that does not exist yet, or is empty.
    folder: PathBuf,
}

/// Which files.
#[derive(Debug, Args)]
pub struct Import {
    #[command(flatten)]
    place: Place,
    /// The files.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

/// Does it.
pub(super) async fn run(task: Task, out: &mut impl Write) -> anyhow::Result<()> {
    match task {
        Task::Export(arguments) => export(arguments, out).await,
        Task::Import(arguments) => import(arguments, out).await,
    }
}

async fn export(arguments: Export, out: &mut impl Write) -> anyhow::Result<()> {
    let Export { place, from, until, suffix, folder } = arguments;
    let until = until.unwrap_or(from);
    WrongUsage::unless_in_order(from, until)?;
    let (first, end) = (midnight(from)?, midnight(until.checked_add(1.day())?)?);
    let open = place.store().await?.open_ports(first, end, Clock::World.now()).await?;
    let written = during("writing the reports", || shadowserver::write(&open, &suffix, &folder))
        .with_context(|| format!("failed to write {}", folder.display()))?;
    writeln!(out, "file,rows")?;
    for (name, rows) in &written.files {
        writeln!(out, "{name},{rows}")?;
    }
    let mut summary = std::io::stderr().lock();
    Ok(writeln!(summary, "{} open ports have no report type and are in no file", written.left_out)?)
}

async fn import(arguments: Import, out: &mut impl Write) -> anyhow::Result<()> {
    let now = Clock::World.now();
    let (mut open, mut unwatched) = (Vec::new(), 0);
    for file in &arguments.files {
        let read = shadowserver::read(file, now)?;
        open.extend(read.open);
        unwatched += read.unwatched;
    }
    let names: Vec<_> = arguments.files.iter().filter_map(|file| file.file_name()?.to_str()).collect();
    let store = arguments.place.app().await?.by_command("report.import", names.join(" "), "");
    let Taken { kept, known, strangers } =
        store.take_reports(open).await.context("failed to keep the reports")?;
    writeln!(out, "kept,known,not_ours,other_ports")?;
    Ok(writeln!(out, "{kept},{known},{strangers},{unwatched}")?)
}

fn midnight(day: Date) -> anyhow::Result<Timestamp> {
    Ok(TimeZone::UTC.to_timestamp(day.to_datetime(jiff::civil::Time::midnight()))?)
}
