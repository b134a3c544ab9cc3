//! `evaluate`: the tables and figures of section 4, from a dataset.

use std::io::Write;
use std::path::{Path, PathBuf};

use akabeko_core::evaluate::aggregate::Aggregate;
use akabeko_core::evaluate::public::hidden;
use akabeko_core::evaluate::{Evaluation, Options, evaluate};
use akabeko_core::report::{Stamp, html};
use akabeko_shared::Language;
use akabeko_shared::locale::Catalogue;
use anyhow::Context;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::WrongUsage;
use crate::dataset::{self, progress, time_zone, whole};

pub mod pool;
pub mod power;
pub(crate) mod sheet;
pub mod text;

use sheet::sheets;

/// Compute the paper's tables and figures from a dataset.
#[derive(Clone, Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Arguments {
    /// What else than evaluating a dataset.
    #[command(subcommand)]
    pub task: Option<Task>,
    /// The folder of CSV files.
    #[arg(required = true)]
    pub dataset: Option<PathBuf>,
    /// How the results are written.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub format: Format,
    /// With --format csv: a folder for one file per table, instead of standard output; new or empty.
    #[arg(long, value_name = "FOLDER")]
    pub into: Option<PathBuf>,
    /// With --format html: the page's language, ja or en.
    #[arg(long, default_value_t = Language::Ja)]
    pub language: Language,
    /// Leave out counts below 5 and rates of fewer than 10, as befits what everybody may read; for json and csv.
    #[arg(long)]
    pub public: bool,
    /// Also write the sums that other sites can pool into a new file; the dataset's folder names the study.
    #[arg(long, value_name = "FILE")]
    pub aggregate: Option<PathBuf>,
    /// The first day of table 2.
    #[arg(long, value_name = "DATE")]
    pub from: Option<Date>,
    /// The last day of table 2, inclusive.
    #[arg(long, value_name = "DATE")]
    pub until: Option<Date>,
    /// Where days begin and end, instead of what the dataset says.
    #[arg(long, value_name = "ZONE", value_parser = time_zone)]
    pub timezone: Option<TimeZone>,
}

/// What can be worked out without a dataset.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum Task {
    /// How many people a trial needs.
    Power(power::Arguments),
    /// What several sites' sums say together: fixed and random effects.
    Pool(pool::Arguments),
}

/// How the results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One object with a key for each table.
    Json,
    /// One table after another.
    Csv,
    /// One page with everything, to be shown and printed.
    Html,
    /// For reading in a terminal.
    Text,
}

/// Reads a dataset and writes what comes of it.
///
/// # Errors
/// When the period ends before it begins, a file is wrong or cannot be read, or the result cannot be written.
pub fn run(arguments: Arguments, out: &mut impl Write) -> anyhow::Result<()> {
    match &arguments.task {
        Some(Task::Power(aim)) => return power::run(aim, out),
        Some(Task::Pool(files)) => return pool::run(files, out),
        None => {}
    }
    let folder = arguments.dataset.ok_or_else(|| WrongUsage("name the folder of a dataset".to_owned()))?;
    let options = Options { from: arguments.from, until: arguments.until };
    if let (Some(from), Some(until)) = (options.from, options.until) {
        WrongUsage::unless_in_order(from, until)?;
    }
    if arguments.into.is_some() && arguments.format != Format::Csv {
        return Err(WrongUsage("--into is for --format csv".to_owned()).into());
    }
    if arguments.public && !matches!(arguments.format, Format::Json | Format::Csv) {
        return Err(WrongUsage("--public is for --format json and --format csv".to_owned()).into());
    }
    let evaluation = progress::during("evaluating", || -> anyhow::Result<_> {
        let mut dataset = dataset::read(&folder)?;
        dataset.time_zone = arguments.timezone.unwrap_or(dataset.time_zone);
        Ok(evaluate(&dataset, &options))
    })?;
    if let Some(path) = &arguments.aggregate {
        pool::write(&Aggregate::of(&evaluation, &named(&folder)), path)?;
    }
    let said = "failed to write the evaluation";
    match (arguments.format, arguments.into) {
        (Format::Json, _) => json(&evaluation, arguments.public, out).context(said),
        (Format::Text, _) => text::text(&evaluation, out).context(said),
        (Format::Html, _) => page(&evaluation, arguments.language, &folder, out).context(said),
        (Format::Csv, None) => csv(&evaluation, arguments.public, out),
        (Format::Csv, Some(folder)) => csv_files(&evaluation, arguments.public, &folder),
    }
}

fn page(
    evaluation: &Evaluation,
    language: Language,
    folder: &Path,
    out: &mut impl Write,
) -> std::io::Result<()> {
    let stamp = Stamp { source: named(folder), version: env!("CARGO_PKG_VERSION").to_owned() };
    let page = html(evaluation, &Catalogue::new(language), &stamp);
    out.write_all(page.as_bytes())
}

/// What a folder is called.
fn named(folder: &Path) -> String {
    let name = folder.canonicalize().ok().and_then(|path| Some(path.file_name()?.to_owned()));
    name.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn json(evaluation: &Evaluation, is_public: bool, out: &mut impl Write) -> std::io::Result<()> {
    if is_public {
        let mut tables = serde_json::to_value(evaluation)?;
        tables.as_object_mut().into_iter().flatten().for_each(|(_, table)| hide(table));
        serde_json::to_writer_pretty(&mut *out, &tables)?;
    } else {
        serde_json::to_writer_pretty(&mut *out, evaluation)?;
    }
    writeln!(out)
}

/// Puts null where a cell is not for the public.
fn hide(table: &mut Value) {
    let rows = match table {
        Value::Array(rows) => rows.iter_mut().collect(),
        Value::Object(_) => vec![table],
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    for row in rows.into_iter().filter_map(Value::as_object_mut) {
        let columns: Vec<&str> = row.keys().map(String::as_str).collect();
        let hidden = hidden(&columns, |column| row.get(column)?.as_f64());
        row.values_mut().zip(hidden).filter(|(_, hidden)| *hidden).for_each(|(cell, _)| *cell = Value::Null);
    }
}

fn csv(evaluation: &Evaluation, is_public: bool, out: &mut impl Write) -> anyhow::Result<()> {
    for (index, (name, sheet)) in sheets(evaluation, is_public)?.into_iter().enumerate() {
        let gap = if index > 0 { "\n" } else { "" };
        write!(out, "{gap}# {name}\n{sheet}").context("failed to write the evaluation")?;
    }
    Ok(())
}

fn csv_files(evaluation: &Evaluation, is_public: bool, folder: &Path) -> anyhow::Result<()> {
    let sheets = sheets(evaluation, is_public)?;
    whole::write(folder, |folder| {
        sheets.iter().try_for_each(|(name, sheet)| {
            let file = format!("{name}.csv");
            std::fs::write(folder.join(&file), sheet).with_context(|| format!("failed to write {file}"))
        })
    })
}

#[cfg(test)]
mod tests;
