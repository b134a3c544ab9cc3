//! `evaluate`: the tables and figures of section 4, from a dataset.

use std::io::Write;
use std::path::{Path, PathBuf};

use akabeko_core::evaluate::{Evaluation, Options, evaluate};
use anyhow::Context;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::WrongUsage;
use crate::dataset::{self, progress, time_zone, whole};

mod sheet;
pub mod text;

use sheet::sheets;

/// Compute the paper's tables and figures from a dataset.
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// The folder of CSV files.
    pub dataset: PathBuf,
    /// How the results are written.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub format: Format,
    /// With --format csv: a folder for one file per table, instead of standard output; new or empty.
    #[arg(long, value_name = "FOLDER")]
    pub into: Option<PathBuf>,
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

/// How the results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One object with a key for each table.
    Json,
    /// One table after another.
    Csv,
    /// For reading.
    Text,
}

/// Reads a dataset and writes what comes of it.
///
/// # Errors
/// When the period ends before it begins, a file is wrong or cannot be read, or the result cannot be written.
pub fn run(arguments: Arguments, out: &mut impl Write) -> anyhow::Result<()> {
    let options = Options { from: arguments.from, until: arguments.until };
    if let (Some(from), Some(until)) = (options.from, options.until) {
        WrongUsage::unless_in_order(from, until)?;
    }
    if arguments.into.is_some() && arguments.format != Format::Csv {
        return Err(WrongUsage("--into is for --format csv".to_owned()).into());
    }
    let evaluation = progress::during("evaluating", || -> anyhow::Result<_> {
        let mut dataset = dataset::read(&arguments.dataset)?;
        dataset.time_zone = arguments.timezone.unwrap_or(dataset.time_zone);
        Ok(evaluate(&dataset, &options))
    })?;
    write(&evaluation, arguments.format, arguments.into.as_deref(), out)
}

fn write(
    evaluation: &Evaluation,
    format: Format,
    into: Option<&Path>,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    match (format, into) {
        (Format::Json, _) => json(evaluation, out).context("failed to write the evaluation"),
        (Format::Text, _) => text::text(evaluation, out).context("failed to write the evaluation"),
        (Format::Csv, None) => csv(evaluation, out),
        (Format::Csv, Some(folder)) => csv_files(evaluation, folder),
    }
}

fn json(evaluation: &Evaluation, out: &mut impl Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, evaluation)?;
    writeln!(out)
}

fn csv(evaluation: &Evaluation, out: &mut impl Write) -> anyhow::Result<()> {
    for (index, (name, sheet)) in sheets(evaluation)?.into_iter().enumerate() {
        let gap = if index > 0 { "\n" } else { "" };
        write!(out, "{gap}# {name}\n{sheet}").context("failed to write the evaluation")?;
    }
    Ok(())
}

fn csv_files(evaluation: &Evaluation, folder: &Path) -> anyhow::Result<()> {
    let sheets = sheets(evaluation)?;
    whole::write(folder, |folder| {
        sheets.iter().try_for_each(|(name, sheet)| {
            let file = format!("{name}.csv");
            std::fs::write(folder.join(&file), sheet).with_context(|| format!("failed to write {file}"))
        })
    })
}

#[cfg(test)]
mod tests;
