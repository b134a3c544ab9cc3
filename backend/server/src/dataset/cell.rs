//! What may stand in a cell.

use std::fmt::Display;

use jiff::Timestamp;
use jiff::civil::Date;

use super::guard::unguarded;

/// A name: not empty, without control characters.
pub(super) fn name(text: &str) -> Result<&str, String> {
    match words(text)? {
        "" => Err("is empty: expected a name".to_owned()),
        name => Ok(name),
    }
}

/// Free text on one line, which may be empty.
pub(super) fn words(text: &str) -> Result<&str, String> {
    match text.find(char::is_control) {
        Some(_) => Err(format!("{text:?} has control characters")),
        None => Ok(unguarded(text)),
    }
}

/// An instant (RFC 3339).
pub(super) fn time(text: &str) -> Result<Timestamp, String> {
    let is_plain = text.len() >= "2021-04-01T09:00:00Z".len() && !text.contains('[');
    let parsed = if is_plain { text.parse().ok() } else { None };
    parsed.ok_or_else(|| {
        format!("{text:?} is not a time: expected RFC 3339, such as 2021-04-01T09:00:00+09:00")
    })
}

/// A calendar day.
pub(super) fn date(text: &str) -> Result<Date, String> {
    let parsed = if text.len() == "2021-04-01".len() { text.parse().ok() } else { None };
    parsed.ok_or_else(|| format!("{text:?} is not a date: expected such as 2021-04-01"))
}

/// `true` or `false`.
pub(super) fn flag(text: &str) -> Result<bool, String> {
    text.parse().map_err(|_| format!("{text:?} is not a flag: expected true or false"))
}

/// The number of a port.
pub(super) fn port_number(text: &str) -> Result<u16, String> {
    let wrong = || format!("{text:?} is not a port: expected a number from 1 to 65535");
    text.parse().ok().filter(|number| *number > 0).ok_or_else(wrong)
}

/// Nothing for an empty cell.
pub(super) fn optional<'a, T>(
    parse: impl Fn(&'a str) -> Result<T, String>,
) -> impl Fn(&'a str) -> Result<Option<T>, String> {
    move |text| if text.is_empty() { Ok(None) } else { parse(text).map(Some) }
}

/// Several, separated by spaces; at least one.
pub(super) fn list<'a, T, E: Display>(
    parse: impl Fn(&'a str) -> Result<T, E>,
) -> impl Fn(&'a str) -> Result<Vec<T>, String> {
    move |text| {
        let items: Result<Vec<T>, E> = text.split_whitespace().map(&parse).collect();
        match items {
            Ok(items) if items.is_empty() => Err("is empty: expected at least one".to_owned()),
            Ok(items) => Ok(items),
            Err(what) => Err(what.to_string()),
        }
    }
}
