//! What a fuzzer says of its run: how much it tried, how far it came, and how it ended.

use std::fmt::Write;

/// One parser's run.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    /// The parser's name.
    pub(super) parser: String,
    /// How often it was called.
    pub(super) runs: u64,
    /// How many places of the code were reached, of libraries too.
    pub(super) places: u64,
    /// How it ended.
    pub(super) end: End,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Its time was up.
    Survived,
    /// It panicked.
    Panicked,
    /// One input took too long.
    Hung,
    /// It took too much memory.
    Grew,
}

impl Outcome {
    /// Reads the fuzzer's exit code and its log; none if it did not get as far as fuzzing.
    pub(super) fn of(parser: &str, code: Option<i32>, said: &str) -> Option<Self> {
        let end = End::of(code)?;
        let runs =
            said.lines().rev().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))?;
        let places = said.lines().rev().find_map(|line| line.split_once(" cov: "))?.1.split(' ').next()?;
        Some(Self {
            parser: parser.to_owned(),
            runs: runs.trim().parse().ok()?,
            places: places.parse().ok()?,
            end,
        })
    }

    /// The run in one line, for whoever waits.
    pub(super) fn line(&self) -> String {
        let Self { parser, runs, places, end } = self;
        format!("{parser}: {} million runs, {places} places, {}", millions(*runs), end.word())
    }
}

impl End {
    /// By libFuzzer's exit codes.
    fn of(code: Option<i32>) -> Option<Self> {
        match code? {
            0 => Some(Self::Survived),
            70 => Some(Self::Hung),
            71 => Some(Self::Grew),
            77 => Some(Self::Panicked),
            _ => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Survived => "survived",
            Self::Panicked => "PANICKED",
            Self::Hung => "TOOK TOO LONG",
            Self::Grew => "TOOK TOO MUCH MEMORY",
        }
    }
}

/// The runs as a table, in Markdown, by name.
pub(super) fn table(outcomes: &[Outcome]) -> String {
    let mut outcomes: Vec<&Outcome> = outcomes.iter().collect();
    outcomes.sort_by_key(|outcome| &outcome.parser);
    let mut text = "| parser | million runs | places reached | end |\n|---|--:|--:|---|\n".to_owned();
    for Outcome { parser, runs, places, end } in outcomes {
        // Writing to a text in memory cannot fail.
        let _ = writeln!(text, "| {parser} | {} | {places} | {} |", millions(*runs), end.word());
    }
    text
}

fn millions(runs: u64) -> String {
    format!("{:.1}", runs as f64 / 1e6)
}
