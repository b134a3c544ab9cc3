//! The codebook of a dataset, `README.md`: for people, and three lines of it for machines.

use std::io::ErrorKind;
use std::path::Path;

use akabeko_core::evaluate::Dataset;
use akabeko_core::select::{RunRule, UnobservedDays};
use anyhow::Context;
use jiff::tz::TimeZone;

use super::table::BadInput;

const TEMPLATE: &str = include_str!("codebook.md");

/// How the rows of a dataset are to be read.
pub(super) struct Codebook {
    pub(super) time_zone: TimeZone,
    pub(super) run_rule: RunRule,
    pub(super) unobserved_days: UnobservedDays,
}

/// Finds a time zone by its IANA name.
///
/// # Errors
/// When there is none of this name.
pub fn time_zone(name: &str) -> Result<TimeZone, String> {
    TimeZone::get(name)
        .map_err(|_| format!("{name:?} is not a known time zone: expected an IANA name such as Asia/Tokyo"))
}

impl Codebook {
    /// Reads the lines `Time zone: …`, `Run rule: …` and `Unobserved days: …`, as far as they are there.
    pub(super) fn read(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join("README.md");
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error).with_context(|| format!("failed to read {}", path.display())),
        };
        let value = |key: &str| find(&text, key);
        let zone = value("Time zone:").unwrap_or((1, "Asia/Tokyo"));
        Ok(Self {
            time_zone: parsed(&path, zone, time_zone)?,
            run_rule: parsed(&path, value("Run rule:").unwrap_or((1, "whole")), str::parse)?,
            unobserved_days: parsed(&path, value("Unobserved days:").unwrap_or((1, "break")), str::parse)?,
        })
    }

    /// The text for a dataset.
    pub(super) fn text(dataset: &Dataset) -> String {
        TEMPLATE
            .replace("{time_zone}", dataset.time_zone.iana_name().unwrap_or("UTC"))
            .replace("{run_rule}", dataset.run_rule.word())
            .replace("{unobserved_days}", dataset.unobserved_days.word())
            .replace("{version}", env!("CARGO_PKG_VERSION"))
    }
}

/// The value of a line that begins with `key`, as an item of a list or not, and its number.
fn find<'a>(text: &'a str, key: &str) -> Option<(usize, &'a str)> {
    text.lines().zip(1..).find_map(|(line, number)| {
        let value = line.trim_start_matches(['-', '*', ' ']).strip_prefix(key)?;
        Some((number, value.trim().trim_matches('`')))
    })
}

fn parsed<T>(
    path: &Path,
    (line, value): (usize, &str),
    parse: impl FnOnce(&str) -> Result<T, String>,
) -> Result<T, BadInput> {
    parse(value).map_err(|what| BadInput { path: path.to_owned(), line, what })
}
