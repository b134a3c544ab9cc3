//! `evaluate pool`: several sites' sums as one, and the file that a site gives.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use akabeko_core::evaluate::Row;
use akabeko_core::evaluate::aggregate::{Aggregate, PooledRow, pooled};
use anyhow::{Context, bail};

/// Which files.
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// Files that `evaluate DATASET --aggregate FILE` wrote, one for each study.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
}

/// Reads the sums of every study and writes what they say together, as CSV.
///
/// # Errors
/// When a file is wrong or cannot be read, or a study is there twice.
pub fn run(arguments: &Arguments, out: &mut impl Write) -> anyhow::Result<()> {
    let mut names = BTreeSet::new();
    let mut studies = Vec::new();
    for path in &arguments.files {
        let study = read(path)?;
        if !names.insert(study.study.clone()) {
            bail!(
                "{}:1: study {:?} is there twice; pooling it twice would count its people twice",
                path.display(),
                study.study
            );
        }
        studies.push(study);
    }
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    writer.write_record(PooledRow::COLUMNS).context("failed to write the result")?;
    for row in pooled(&studies) {
        writer.serialize(row).context("failed to write the result")?;
    }
    writer.flush().context("failed to write the result")
}

/// Writes the sums of a study for others; a file that is there is kept.
pub(super) fn write(study: &Aggregate, path: &Path) -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(study).context("failed to write the sums")? + "\n";
    let mut file = std::fs::File::create_new(path)
        .with_context(|| format!("failed to make {}; nothing was written", path.display()))?;
    file.write_all(text.as_bytes()).with_context(|| format!("failed to write {}", path.display()))
}

fn read(path: &Path) -> anyhow::Result<Aggregate> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("failed to read {shown}"))?;
    let study: Aggregate =
        serde_json::from_str(&text).map_err(|error| anyhow::anyhow!("{shown}:{}: {error}", error.line()))?;
    match study.fault() {
        None => Ok(study),
        Some(what) => bail!("{shown}:1: {what}"),
    }
}
