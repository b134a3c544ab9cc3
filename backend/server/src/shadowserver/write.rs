//! Writes what was seen open as reports, a file for each day and type.

use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

use anyhow::Context;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::cells::cells;
use super::report::{Family, Report};
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
    /// How many open ports have no report: UPnP over TCP, and of IPv6 what has none there.
    pub left_out: usize,
}

/// Writes the reports into a folder that is not there yet or is empty.
///
/// # Errors
/// When the folder is taken or a file cannot be written; nothing is left behind then.
pub fn write(seen: &[OpenPort], suffix: &Suffix, folder: &Path) -> anyhow::Result<Written> {
    let mut reports: BTreeMap<(Date, Family, Report), Vec<&OpenPort>> = BTreeMap::new();
    let mut written = Written::default();
    for open in seen {
        let family = Family::of(open.address);
        match Report::of(open.port).filter(|report| report.has(family)) {
            Some(report) => reports.entry((day(open), family, report)).or_default().push(open),
            None => written.left_out += 1,
        }
    }
    whole::write(folder, |folder| {
        for ((day, family, report), rows) in &reports {
            let name = format!("{day}-{}-{}.csv", report.name(*family), suffix.0);
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

#[cfg(test)]
mod tests {
    use akabeko_shared::Port;

    use super::*;

    #[test]
    fn addresses_of_either_version_have_files_of_their_own() {
        let open = |address: &str, port| OpenPort {
            at: "2026-11-27T12:27:34Z".parse().unwrap(),
            address: address.parse().unwrap(),
            port,
            said: None,
        };
        let seen = [
            open("192.0.2.7", Port::tcp(23)),
            open("2001:db8::7", Port::tcp(23)),
            open("2001:db8::7", Port::udp(5353)),
            open("192.0.2.7", Port::tcp(5000)),
        ];
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("reports");
        let written = write(&seen, &"home".parse().unwrap(), &folder).unwrap();
        assert_eq!(written.left_out, 2);
        let names: Vec<&str> = written.files.keys().map(String::as_str).collect();
        assert_eq!(names, ["2026-11-27-scan6_telnet-home.csv", "2026-11-27-scan_telnet-home.csv"]);
        let text = std::fs::read_to_string(folder.join(names[0])).unwrap();
        assert!(
            text.lines().nth(1).unwrap().starts_with("2026-11-27 12:27:34,medium,2001:db8::7,tcp,23,"),
            "{text}"
        );
    }
}
