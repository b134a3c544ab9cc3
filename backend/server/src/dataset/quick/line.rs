//! One row of observations as machines write it, read from front to back.

use akabeko_shared::Port;

/// What stands at the beginning of some bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// A row.
    Row(Row<'a>),
    /// The beginning of a row, maybe.
    Part,
}

/// A row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row<'a> {
    /// Whose port.
    pub(super) agent: &'a str,
    /// Whether that is the agent of the row before.
    pub(super) is_same: bool,
    /// Which.
    pub(super) port: Port,
    /// The second of Unix time.
    pub(super) second: i64,
    /// Whether it was open.
    pub(super) is_open: bool,
    /// All of it, its end included.
    pub(super) text: &'a [u8],
    day: Day,
    /// Where its state stands.
    state_at: usize,
}

/// The day of a time within its month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Day {
    number: i64,
    /// The last of the month.
    last: i64,
}

/// What stands before the day in a time.
const YEAR_AND_MONTH: usize = "2026-05-".len();

/// Reads a row; none if it is not as machines write it.
pub(super) fn read<'a>(bytes: &'a [u8], before: Option<&Row<'a>>) -> Option<Line<'a>> {
    match before.and_then(|before| again(bytes, before)).or_else(|| row(bytes, before)) {
        Some(row) => Some(Line::Row(row)),
        None if bytes.contains(&b'\n') => None,
        None => Some(Line::Part),
    }
}

/// A row that differs from the one before in its day and its state only, as most do: everything else is compared in two
/// pieces and not read again.
fn again<'a>(bytes: &'a [u8], before: &Row<'a>) -> Option<Row<'a>> {
    let (head, rest) = before.text.split_at(before.agent.len() + 1 + YEAR_AND_MONTH);
    let middle = &rest[2..before.state_at - head.len()];
    let [tens, ones, rest @ ..] = bytes.strip_prefix(head)? else { return None };
    let number = pair(*tens, *ones).filter(|number| (1..=before.day.last).contains(number))?;
    let (is_open, rest) = state(rest.strip_prefix(middle)?)?;
    let second = before.second + (number - before.day.number) * 86_400;
    let text = &bytes[..bytes.len() - rest.len()];
    let day = Day { number, ..before.day };
    Some(Row { is_same: true, second, is_open, text, day, ..*before })
}

fn row<'a>(bytes: &'a [u8], before: Option<&Row<'a>>) -> Option<Row<'a>> {
    let same = before.and_then(|before| Some((before.agent, same(bytes, before.agent.as_bytes())?)));
    let (agent, rest) = same.or_else(|| agent(bytes))?;
    let (second, day, rest) = time(rest)?;
    let rest = rest.strip_prefix(b",")?;
    let (port, rest) = match (rest.strip_prefix(b"tcp,"), rest.strip_prefix(b"udp,")) {
        (Some(rest), _) => number(rest).map(|(number, rest)| (Port::tcp(number), rest))?,
        (None, Some(rest)) => number(rest).map(|(number, rest)| (Port::udp(number), rest))?,
        (None, None) => return None,
    };
    let state_at = bytes.len() - rest.len();
    let (is_open, rest) = state(rest)?;
    let text = &bytes[..bytes.len() - rest.len()];
    Some(Row { agent, is_same: same.is_some(), port, second, is_open, text, day, state_at })
}

/// What comes after a name that is the known one.
fn same<'a>(bytes: &'a [u8], known: &[u8]) -> Option<&'a [u8]> {
    bytes.strip_prefix(known)?.strip_prefix(b",")
}

/// A name that needs no quotes and no guard.
fn agent(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let is_plain = |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b',' | b'"' | b'\'');
    let (name, rest) = bytes.split_at(bytes.iter().take_while(|byte| is_plain(byte)).count());
    let rest = rest.strip_prefix(b",").filter(|_| !name.is_empty())?;
    Some((std::str::from_utf8(name).ok()?, rest))
}

/// A time of RFC 3339, as a second of Unix time, and its day where it was written.
fn time(bytes: &[u8]) -> Option<(i64, Day, &[u8])> {
    let (civil, rest) = bytes.split_first_chunk::<19>()?;
    let is_shaped = civil[4] == b'-'
        && civil[7] == b'-'
        && civil[10].eq_ignore_ascii_case(&b'T')
        && civil[13] == b':'
        && civil[16] == b':';
    let two = |at: usize| pair(civil[at], civil[at + 1]);
    let year = two(0)? * 100 + two(2)?;
    let (month, day, hour, minute, second) = (two(5)?, two(8)?, two(11)?, two(14)?, two(17)?);
    let last = days_in(year, month);
    let is_sound = is_shaped
        && year > 0
        && (1..=12).contains(&month)
        && (1..=last).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60;
    let (offset, rest) = offset(fraction(rest)?)?;
    let local = days_before(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    is_sound.then_some((local - offset, Day { number: day, last }, rest))
}

/// What comes after the part of a second, which is left out.
fn fraction(bytes: &[u8]) -> Option<&[u8]> {
    let Some(rest) = bytes.strip_prefix(b".") else { return Some(bytes) };
    let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (1..=9).contains(&length).then(|| &rest[length..])
}

/// How many seconds a clock is ahead of UTC.
fn offset(bytes: &[u8]) -> Option<(i64, &[u8])> {
    match bytes {
        [b'Z' | b'z', rest @ ..] => Some((0, rest)),
        [sign @ (b'+' | b'-'), hours @ ..] if hours.len() >= 5 && hours[2] == b':' => {
            let (hour, minute) = (digits(&hours[..2])?, digits(&hours[3..5])?);
            let ahead = if *sign == b'+' { 60 } else { -60 } * (hour * 60 + minute);
            (hour < 24 && minute < 60).then(|| (ahead, &hours[5..]))
        }
        _ => None,
    }
}

/// A number of two digits.
fn pair(tens: u8, ones: u8) -> Option<i64> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| i64::from(tens) * 10 + i64::from(ones))
}

fn digits(bytes: &[u8]) -> Option<i64> {
    bytes
        .iter()
        .try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0')))
}

fn number(bytes: &[u8]) -> Option<(u16, &[u8])> {
    let length = bytes.iter().take(6).take_while(|byte| byte.is_ascii_digit()).count();
    let number = u16::try_from(digits(&bytes[..length])?).ok()?;
    let rest = bytes[length..].strip_prefix(b",")?;
    (number > 0 && bytes[0] != b'0').then_some((number, rest))
}

/// Written as patterns, since these few bytes are compared for each of millions of rows.
fn state(bytes: &[u8]) -> Option<(bool, &[u8])> {
    match bytes {
        [b'c', b'l', b'o', b's', b'e', b'd', b'\n', rest @ ..] => Some((false, rest)),
        [b'o', b'p', b'e', b'n', b'\n', rest @ ..] => Some((true, rest)),
        _ => {
            let rest =
                bytes.strip_prefix(b"open|filtered\n").or_else(|| bytes.strip_prefix(b"filtered\n"))?;
            Some((false, rest))
        }
    }
}

fn days_in(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The days from 1970 to a date of the Gregorian calendar, in years that begin in March.
fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year / 4 - year / 100 + year / 400;
    year * 365 + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::dataset::cell;

    fn parsed(text: &str) -> Option<(String, Port, i64, bool)> {
        match read(text.as_bytes(), None)? {
            Line::Row(row) => Some((row.agent.to_owned(), row.port, row.second, row.is_open)),
            Line::Part => None,
        }
    }

    #[test]
    fn rows_that_machines_write_are_read() {
        let table = [
            ("a,2026-05-01T07:13:00Z,tcp,23,open\n", Some((Port::tcp(23), 1_777_619_580, true))),
            ("a,2026-05-01T07:13:00.5Z,udp,53,open|filtered\n", Some((Port::udp(53), 1_777_619_580, false))),
            (
                "a,2026-05-01T16:13:00+09:00,tcp,65535,closed\n",
                Some((Port::tcp(65535), 1_777_619_580, false)),
            ),
            ("a,1969-12-31T23:59:59Z,tcp,1,filtered\n", Some((Port::tcp(1), -1, false))),
            ("\"a\",2026-05-01T07:13:00Z,tcp,23,open\n", None),
            ("'=a,2026-05-01T07:13:00Z,tcp,23,open\n", None),
            (",2026-05-01T07:13:00Z,tcp,23,open\n", None),
            ("a,2026-02-29T07:13:00Z,tcp,23,open\n", None),
            ("a,2026-05-01T24:00:00Z,tcp,23,open\n", None),
            ("a,2026-05-01T07:13:00,tcp,23,open\n", None),
            ("a,2026-05-01T07:13:00Z,tcp,0,open\n", None),
            ("a,2026-05-01T07:13:00Z,tcp,023,open\n", None),
            ("a,2026-05-01T07:13:00Z,tcp,65536,open\n", None),
            ("a,2026-05-01T07:13:00Z,sctp,23,open\n", None),
            ("a,2026-05-01T07:13:00Z,tcp,23,ajar\n", None),
            ("a,2026-05-01T07:13:00Z,tcp,23,open\r\n", None),
            ("a,2026-05-01T07:13:00Z,tcp,23,open,\n", None),
        ];
        for (text, expected) in table {
            let expected = expected.map(|(port, second, is_open)| ("a".to_owned(), port, second, is_open));
            assert_eq!(parsed(text), expected, "{text:?}");
        }
        assert_eq!(read(b"a,2026-05", None), Some(Line::Part));
    }

    #[test]
    fn a_row_is_read_alike_after_any_other() {
        let rows = [
            "a,2026-02-01T07:13:00Z,tcp,23,open\n",
            "a,2026-02-28T07:13:00Z,tcp,23,open|filtered\n",
            "a,2026-02-29T07:13:00Z,tcp,23,open\n",
            "a,2026-02-0aT07:13:00Z,tcp,23,open\n",
            "a,2026-03-29T07:13:00Z,tcp,23,closed\n",
            "a,2026-02-01T07:13:00+09:00,tcp,23,closed\n",
            "a,2026-02-01T07:13:00Z,udp,23,closed\n",
            "ab,2026-02-01T07:13:00Z,tcp,23,closed\n",
            "a,2026-02-01T07:13:00Z,tcp,23,ajar\n",
            "a,2026-02-",
        ];
        for first in rows {
            let Some(Line::Row(before)) = read(first.as_bytes(), None) else { continue };
            for second in rows {
                let alone = read(second.as_bytes(), None);
                let after = read(second.as_bytes(), Some(&before));
                let is_same = matches!(after, Some(Line::Row(Row { agent, .. })) if agent == before.agent);
                let expected = match alone {
                    Some(Line::Row(row)) => Some(Line::Row(Row { is_same, ..row })),
                    other => other,
                };
                assert_eq!(after, expected, "{second:?} after {first:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_time_that_is_read_is_the_careful_reader_s(text in "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9](\\.[0-9]{1,6})?(Z|[+-][0-2][0-9]:[0-5][0-9])") {
            if let Some((second, _, rest)) = time(text.as_bytes()) {
                prop_assert!(rest.is_empty());
                let careful = cell::time(&text).unwrap().as_nanosecond().div_euclid(1_000_000_000);
                prop_assert_eq!(i128::from(second), careful, "{}", text);
            }
        }
    }
}
