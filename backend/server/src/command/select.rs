//! `select`: judges each agent and port by the rule of section 3.2, from a file of observations.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::PathBuf;

use akabeko_core::evaluate::dataset::Name;
use akabeko_core::select::{Rule, RunRule, UnobservedDays, Verdict, select};
use anyhow::Context;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::WrongUsage;
use crate::dataset::guard::guarded;
use crate::dataset::{progress, quick, read_observations, time_zone};

const COLUMNS: [&str; 7] =
    ["agent", "protocol", "port", "open_days", "longest_run", "open_days_late", "selected"];

/// Say which ports of which agents have been open persistently.
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// A CSV file with the columns agent,observed_at,protocol,port,state; - is standard input.
    #[arg(long, value_name = "FILE")]
    pub observations: PathBuf,
    /// The first day of the window.
    #[arg(long, value_name = "DATE")]
    pub from: Date,
    /// The last day of the window, inclusive.
    #[arg(long, value_name = "DATE")]
    pub until: Date,
    /// Where days begin and end.
    #[arg(long, value_name = "ZONE", default_value = "Asia/Tokyo", value_parser = time_zone)]
    pub timezone: TimeZone,
    /// Which runs of days must be long: the whole of the open days (whole) or any (any).
    #[arg(long, value_name = "RULE", default_value = "whole")]
    pub run_rule: RunRule,
    /// Whether a day without a scan ends a run (break) or not (bridge).
    #[arg(long, value_name = "READING", default_value = "break")]
    pub unobserved_days: UnobservedDays,
}

/// Reads the observations and writes a row for each agent and port that was open at least once in the window; the
/// options are said on standard error.
///
/// # Errors
/// When the window ends before it begins, or a file is wrong or cannot be read.
pub fn run(arguments: Arguments, out: &mut impl Write) -> anyhow::Result<()> {
    let Arguments { observations, from, until, timezone, run_rule, unobserved_days } = arguments;
    WrongUsage::unless_in_order(from, until)?;
    let rule = Rule { from, until, time_zone: timezone, run_rule, unobserved_days };
    let judged = progress::during("selecting", || -> anyhow::Result<_> {
        match quick::judge(&observations, &rule) {
            Some(judged) => Ok(judged),
            None => Ok(select(read_observations(&observations)?, &rule)),
        }
    })?;
    // A reader of the verdicts alone may have closed standard error.
    let _ = writeln!(std::io::stderr(), "{}", options(&rule));
    write(&judged, out).context("failed to write the verdicts")
}

fn options(rule: &Rule) -> String {
    format!(
        "time zone {}, window {} to {}, run rule {}, unobserved days {}",
        rule.time_zone.iana_name().unwrap_or("UTC"),
        rule.from,
        rule.until,
        rule.run_rule.word(),
        rule.unobserved_days.word()
    )
}

/// Writes cells one after the other: there may be a million rows, and what writes any table takes three times as long.
fn write(verdicts: &[Verdict<Name>], out: &mut impl Write) -> io::Result<()> {
    let (mut text, mut digits) = (String::with_capacity(64 * verdicts.len()), itoa::Buffer::new());
    text.push_str(&COLUMNS.join(","));
    for Verdict { agent, port, open_days, longest_run, open_days_late, selected } in verdicts {
        text.extend(["\n", &*quoted(agent), ",", port.protocol.word()]);
        for number in [u32::from(port.number), *open_days, *longest_run, *open_days_late] {
            text.extend([",", digits.format(number)]);
        }
        text.push_str(if *selected { ",true" } else { ",false" });
    }
    text.push('\n');
    out.write_all(text.as_bytes())
}

/// A name as a cell of CSV.
fn quoted(name: &str) -> Cow<'_, str> {
    let name = guarded(name);
    if name.contains([',', '"', '\n', '\r']) {
        Cow::Owned(format!("\"{}\"", name.replace('"', "\"\"")))
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn arguments(observations: PathBuf) -> Arguments {
        Arguments {
            observations,
            from: date(2021, 4, 1),
            until: date(2021, 4, 30),
            timezone: time_zone("Asia/Tokyo").unwrap(),
            run_rule: RunRule::Whole,
            unobserved_days: UnobservedDays::Break,
        }
    }

    #[test]
    fn verdicts_are_written_in_the_contract_s_columns() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("observations.csv");
        let days = [15, 17, 18, 19].map(|day| format!("=alice,2021-04-{day}T09:00:00+09:00,tcp,23,open\n"));
        let others = "bob,2021-04-17T09:00:00+09:00,tcp,23,closed\n\
                      \"=c, \"\"d\"\"\",2021-04-17T09:00:00+09:00,udp,53,open\n";
        let text = format!("agent,observed_at,protocol,port,state\n{}{others}", days.concat());
        std::fs::write(&path, text).unwrap();
        let mut out = Vec::new();
        run(arguments(path), &mut out).unwrap();
        let expected = "agent,protocol,port,open_days,longest_run,open_days_late,selected\n\
                        '=alice,tcp,23,4,3,3,true\n\
                        \"'=c, \"\"d\"\"\",udp,53,1,1,1,false\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn the_options_are_said_in_one_line() {
        let rule = Rule {
            from: date(2021, 4, 1),
            until: date(2021, 4, 30),
            time_zone: time_zone("Europe/Berlin").unwrap(),
            run_rule: RunRule::Any,
            unobserved_days: UnobservedDays::Bridge,
        };
        let said =
            "time zone Europe/Berlin, window 2021-04-01 to 2021-04-30, run rule any, unobserved days bridge";
        assert_eq!(options(&rule), said);
    }

    #[test]
    fn a_window_that_ends_before_it_begins_is_wrong_usage() {
        let backwards = Arguments { until: date(2021, 3, 1), ..arguments("-".into()) };
        let error = run(backwards, &mut Vec::new()).unwrap_err();
        let usage = error.downcast::<WrongUsage>().unwrap();
        assert_eq!(usage.to_string(), "--until 2021-03-01 is before --from 2021-04-01");
    }
}
