//! What the answer of a push service means: whether the device will be woken, and when to try again.

use jiff::fmt::rfc2822::DateTimeParser;
use jiff::{SignedDuration, Timestamp};

/// What came of a push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The push service answered.
    Status {
        /// The HTTP status.
        status: u16,
        /// How long it wants to be left alone.
        retry_after: Option<SignedDuration>,
    },
    /// It did not, or could not be reached.
    Silence,
    /// It is nowhere on the internet, and was not asked.
    Forbidden,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The push service took it.
    Sent,
    /// The subscription is no more.
    Gone,
    /// It will not take it, however often it is asked.
    Refused,
    /// Try again after so long.
    Later(SignedDuration),
}

/// A push that failed so often is given up: it took a day, after which it would not be kept either.
const PATIENCE: i64 = 12;

/// The waits double from the first to the last, and no push service is believed that wants a longer one.
const WAITS: [SignedDuration; 2] = [SignedDuration::from_mins(1), SignedDuration::from_hours(4)];

/// What an answer means after so many failures in a row.
pub fn verdict(answer: Answer, failures: i64) -> Verdict {
    let wait = match answer {
        Answer::Forbidden => return Verdict::Refused,
        Answer::Silence => SignedDuration::ZERO,
        Answer::Status { status, retry_after } => match status {
            200..=299 => return Verdict::Sent,
            404 | 410 => return Verdict::Gone,
            408 | 425 | 429 | 500..=599 => retry_after.unwrap_or_default(),
            _ => return Verdict::Refused,
        },
    };
    if failures >= PATIENCE {
        return Verdict::Refused;
    }
    let [first, last] = WAITS;
    let doubled = first.saturating_mul(1 << failures.clamp(0, 8));
    Verdict::Later(doubled.max(wait).min(last))
}

/// Reads the header `Retry-After`: seconds, or a date.
pub fn retry_after(text: &str, now: Timestamp) -> Option<SignedDuration> {
    let seconds = text.trim().parse::<u32>().map(|seconds| SignedDuration::from_secs(seconds.into()));
    seconds.ok().or_else(|| {
        let at = DateTimeParser::new().parse_timestamp(text.trim()).ok()?;
        Some(at.duration_since(now).max(SignedDuration::ZERO))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_its_meaning() {
        let first = Verdict::Later(SignedDuration::from_mins(1));
        for (statuses, expected) in [
            (&[200, 201, 202, 204][..], Verdict::Sent),
            (&[404, 410], Verdict::Gone),
            (&[408, 425, 429, 500, 502, 503, 504], first),
            (&[100, 301, 302, 307, 308, 400, 401, 403, 413, 600], Verdict::Refused),
        ] {
            for status in statuses {
                assert_eq!(verdict(answered(*status, None), 0), expected, "{status}");
            }
        }
        assert_eq!((verdict(Answer::Silence, 0), verdict(Answer::Forbidden, 0)), (first, Verdict::Refused));
    }

    #[test]
    fn waits_are_as_long_as_wanted_and_never_beyond_four_hours() {
        let wait = |seconds, failures| {
            let wanted = Some(SignedDuration::from_secs(seconds));
            match verdict(answered(429, wanted), failures) {
                Verdict::Later(wait) => wait.as_secs(),
                other @ (Verdict::Sent | Verdict::Gone | Verdict::Refused) => panic!("{other:?}"),
            }
        };
        assert_eq!([wait(0, 0), wait(0, 1), wait(0, 5), wait(0, 11)], [60, 120, 1920, 14_400]);
        assert_eq!([wait(600, 0), wait(600, 5), wait(i64::MAX, 0)], [600, 1920, 14_400]);
        assert_eq!(verdict(answered(503, None), 12), Verdict::Refused, "a day is enough");
    }

    #[test]
    fn a_wait_is_told_in_seconds_or_as_a_date() {
        let now = "1994-11-06T08:49:00Z".parse().unwrap();
        for (text, seconds) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(37)),
            ("Sun, 06 Nov 1994 08:48:37 GMT", Some(0)),
            ("soon", None),
            ("-5", None),
            ("", None),
        ] {
            assert_eq!(retry_after(text, now), seconds.map(SignedDuration::from_secs), "{text:?}");
        }
    }

    fn answered(status: u16, retry_after: Option<SignedDuration>) -> Answer {
        Answer::Status { status, retry_after }
    }
}
