//! Writes what was seen open as reports, a file for each day and type.

use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

use anyhow::Context;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::cells::cells;
use super::report::Report;
use crate::dataset::whole;
use crate::store::OpenPort;

/// What the names of files end in: letters, digits, dashes and underscores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suffix(String);

impl FromStr for Suffix {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if (1..=64).contains(&text.len()) && text.chars().all(fits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(format!("{text:?} is no suffix: expected 1 to 64 letters, digits, dashes or underscores"))
        }
    }
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The files, by name, each with its number of rows.
    pub files: BTreeMap<String, usize>,
    /// How many open ports have no report: UPnP over TCP, and addresses of IPv6.
    pub left_out: usize,
}

/// Writes the reports into a folder that is not there yet or is empty.
///
/// # Errors
/// When the folder is taken or a file cannot be written; nothing is left behind then.
pub fn write(seen: &[OpenPort], suffix: &Suffix, folder: &Path) -> anyhow::Result<Written> {
    let mut reports: BTreeMap<(Date, Report), Vec<&OpenPort>> = BTreeMap::new();
    let mut written = Written::default();
    for open in seen {
        match Report::of(open.port).filter(|_| open.address.is_ipv4()) {
            Some(report) => reports.entry((day(open), report)).or_default().push(open),
            None => written.left_out += 1,
        }
    }
    whole::write(folder, |folder| {
        for ((day, report), rows) in &reports {
            let name = format!("{day}-{}-{}.csv", report.name(), suffix.0);
            file(&folder.join(&name), *report, rows).with_context(|| format!("failed to write {name}"))?;
            written.files.insert(name, rows.len());
        }
        Ok(())
    })?;
    Ok(written)
}

fn day(open: &OpenPort) -> Date {
    open.at.to_zoned_datetime(TimeZone::UTC).date()
}

fn file(path: &Path, report: Report, rows: &[&OpenPort]) -> anyhow::Result<()> {
    let columns = report.columns();
    let mut writer = csv::Writer::from_path(path)?;
    writer.write_record(&columns)?;
    for open in rows {
        let known = known(report, open);
        let cell = |column: &&str| known.iter().find(|(name, _)| name == column).map_or("", |(_, text)| text);
        writer.write_record(columns.iter().map(cell))?;
    }
    Ok(writer.flush()?)
}

fn known(report: Report, open: &OpenPort) -> Vec<(&'static str, String)> {
    let mut known = vec![
        ("timestamp", open.at.strftime("%Y-%m-%d %H:%M:%S").to_string()),
        ("severity", report.severity().to_owned()),
        ("ip", open.address.to_string()),
        ("protocol", open.port.protocol.to_string()),
        ("port", open.port.number.to_string()),
    ];
    known.extend(open.said.iter().flat_map(|said| cells(report, open.port, said)));
    known
}
