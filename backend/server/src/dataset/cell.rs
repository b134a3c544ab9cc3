//! What may stand in a cell.

use std::fmt::Display;

use jiff::Timestamp;
use jiff::civil::Date;

use super::guard::unguarded;

/// A name: not empty, without control characters.
pub(crate) fn name(text: &str) -> Result<&str, String> {
    match words(text)? {
        "" => Err("is empty: expected a name".to_owned()),
        name => Ok(name),
    }
}

/// Free text on one line, which may be empty.
pub(crate) fn words(text: &str) -> Result<&str, String> {
    match text.find(char::is_control) {
        Some(_) => Err(format!("{text:?} has control characters")),
        None => Ok(unguarded(text)),
    }
}

/// An instant (RFC 3339).
pub(crate) fn time(text: &str) -> Result<Timestamp, String> {
    let parsed = if is_rfc3339(text.as_bytes()) { text.parse().ok() } else { None };
    parsed.ok_or_else(|| {
        format!("{text:?} is not a time: expected RFC 3339, such as 2021-04-01T09:00:00+09:00")
    })
}

/// Whether a text has the standard's shape; the parser of times knows many more.
fn is_rfc3339(text: &[u8]) -> bool {
    let Some((start, rest)) = text.split_at_checked("2021-04-01T09:00:00".len()) else { return false };
    let (fraction, zone) = match rest.strip_prefix(b".") {
        Some(rest) => rest.split_at(rest.iter().take_while(|byte| byte.is_ascii_digit()).count()),
        None => (&b"0"[..], rest),
    };
    let is_offset = has_shape(zone, b"+00:00") || has_shape(zone, b"-00:00");
    has_shape(start, b"0000-00-00T00:00:00")
        && !fraction.is_empty()
        && (has_shape(zone, b"Z") || is_offset && &zone[1..] < b"24:00".as_slice())
}

/// Whether a text is like `shape`, where 0 stands for any digit and letters may be small.
fn has_shape(text: &[u8], shape: &[u8]) -> bool {
    let is_alike = |(byte, model): (&u8, &u8)| match model {
        b'0' => byte.is_ascii_digit(),
        _ => byte.eq_ignore_ascii_case(model),
    };
    text.len() == shape.len() && text.iter().zip(shape).all(is_alike)
}

/// A calendar day.
pub(crate) fn date(text: &str) -> Result<Date, String> {
    let parsed = if text.len() == "2021-04-01".len() { text.parse().ok() } else { None };
    parsed.ok_or_else(|| format!("{text:?} is not a date: expected such as 2021-04-01"))
}

/// `true` or `false`.
pub(crate) fn flag(text: &str) -> Result<bool, String> {
    text.parse().map_err(|_| format!("{text:?} is not a flag: expected true or false"))
}

/// The number of a port.
pub(crate) fn port_number(text: &str) -> Result<u16, String> {
    let wrong = || format!("{text:?} is not a port: expected a number from 1 to 65535");
    text.parse().ok().filter(|number| *number > 0).ok_or_else(wrong)
}

/// A whole number.
pub(crate) fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("{text:?} is not a whole number, 0 or more"))
}

/// A share.
pub(crate) fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| format!("{text:?} is not a share: expected a number from 0 to 1"))
}

/// Nothing for an empty cell.
pub(crate) fn optional<'a, T>(
    parse: impl Fn(&'a str) -> Result<T, String>,
) -> impl Fn(&'a str) -> Result<Option<T>, String> {
    move |text| if text.is_empty() { Ok(None) } else { parse(text).map(Some) }
}

/// Several, separated by spaces; at least one.
pub(crate) fn list<'a, T, E: Display>(
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_the_standard_s_shape_and_no_other() {
        let noon: Timestamp = "2021-04-01T12:00:00Z".parse().unwrap();
        for right in [
            "2021-04-01T12:00:00Z",
            "2021-04-01t12:00:00z",
            "2021-04-01T21:00:00+09:00",
            "2021-04-01T12:00:00.000-00:00",
            "2021-04-01T02:30:00.0-09:30",
        ] {
            assert_eq!(time(right), Ok(noon), "{right}");
        }
        for wrong in [
            "",
            "2021-04-01",
            "2021-04-01T12:00:00",
            "2021-04-01T12:00Z",
            "2021-04-01 12:00:00Z",
            "2021-04-01T12:00:00+0900",
            "2021-04-01T12:00:00+09",
            "2021-04-01T12:00:00+24:00",
            "2021-04-01T12:00:00+09:60",
            "2021-04-01T12:00:00.Z",
            "2021-04-01T12:00:00,5Z",
            "2021-04-01T12:00:00 Z",
            "2021-04-01T12:00:00Z[Asia/Tokyo]",
            "2021-04-01T12:00:00+09:00:00",
            "20210401T120000Z",
            "+002021-04-01T12:00:00Z",
            "2021-02-29T12:00:00Z",
            "2021-04-01T24:00:00Z",
            "２021-04-01T12:00:00Z",
        ] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
    }
}
