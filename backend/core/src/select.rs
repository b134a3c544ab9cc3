//! Who has a port open persistently: the rule of section 3.2 of the paper over one window of days.
//!
//! For one agent and port let D be the days of the window, in the campaign's time zone, with at least one
//! `open`. The port is selected when
//!
//! 1. D has at least 4 days, and at least 6 if it is one consecutive run of calendar days, and
//! 2. D meets the last 14 days of the window, both ends inclusive.
//!
//! Laptops and phones roam: somebody seen open during one short stay only is never told.

use std::collections::BTreeMap;

use akabeko_shared::{Observation, Port, words};
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

pub(crate) mod days;
pub mod tally;
#[cfg(test)]
mod tests;

use days::{Days, day_of};

const FEWEST_OPEN_DAYS: u32 = 4;
const SHORTEST_RUN: u32 = 6;
const LATE_DAYS: i32 = 14;

/// Judges each agent and port that was open at least once in the window, sorted by agent and port.
///
/// The order of the observations and repeated ones make no difference.
pub fn select<A: Ord + Clone>(
    observations: impl IntoIterator<Item = Observation<A>>,
    rule: &Rule,
) -> Vec<Verdict<A>> {
    let mut seen: BTreeMap<(A, Port), Days> = BTreeMap::new();
    for observation in observations {
        let day = day_of(observation.observed_at, &rule.time_zone);
        if (rule.from..=rule.until).contains(&day) {
            seen.entry((observation.agent, observation.port)).or_default().record(day, observation.state);
        }
    }
    seen.into_iter().filter_map(|((agent, port), days)| rule.judge(agent, port, &days)).collect()
}

/// The window and the reading of the rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The first day of the window.
    pub from: Date,
    /// The last day of the window, inclusive.
    pub until: Date,
    /// Where a day begins and ends.
    pub time_zone: TimeZone,
    /// Which runs must be long.
    pub run_rule: RunRule,
    /// Whether a day without a scan ends a run.
    pub unobserved_days: UnobservedDays,
}

/// What the rule says about one port of one agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict<A> {
    /// Whose port.
    pub agent: A,
    /// Which port.
    pub port: Port,
    /// The size of D; at least 1.
    pub open_days: u32,
    /// The number of open days in the longest run of D; from 1 to `open_days`.
    pub longest_run: u32,
    /// The days of D among the last 14 of the window; 0 to 14.
    pub open_days_late: u32,
    /// Whether both conditions hold.
    pub selected: bool,
}

/// The first condition that a port did not meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missed {
    /// Open on fewer than 4 days.
    TooFewDays,
    /// One run of fewer than 6 days.
    ShortRun,
    /// Not open within the last 14 days.
    NotLately,
}

impl Rule {
    /// Why a port was not selected; none if it was.
    pub fn missed<A>(&self, verdict: &Verdict<A>) -> Option<Missed> {
        if verdict.selected {
            None
        } else if verdict.open_days < FEWEST_OPEN_DAYS {
            Some(Missed::TooFewDays)
        } else if !self.run_rule.allows(verdict.open_days, verdict.longest_run) {
            Some(Missed::ShortRun)
        } else {
            Some(Missed::NotLately)
        }
    }

    fn judge<A>(&self, agent: A, port: Port, days: &Days) -> Option<Verdict<A>> {
        let late = self.until.saturating_sub((LATE_DAYS - 1).days())..=self.until;
        let open_days = days.open_within(self.from..=self.until);
        let open_days_late = days.open_within(late);
        let longest_run = days.longest_run(self.unobserved_days);
        self.verdict((agent, port), open_days, longest_run, open_days_late)
    }

    fn verdict<A>(
        &self,
        (agent, port): (A, Port),
        open_days: u32,
        longest_run: u32,
        open_days_late: u32,
    ) -> Option<Verdict<A>> {
        let selected = open_days >= FEWEST_OPEN_DAYS
            && self.run_rule.allows(open_days, longest_run)
            && open_days_late > 0;
        (open_days > 0).then_some(Verdict { agent, port, open_days, longest_run, open_days_late, selected })
    }
}

impl RunRule {
    fn allows(self, open_days: u32, longest_run: u32) -> bool {
        let must_be_long = match self {
            Self::Whole => longest_run == open_days,
            Self::Any => longest_run >= 2,
        };
        !must_be_long || longest_run >= SHORTEST_RUN
    }
}

/// Which runs must have at least 6 days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RunRule {
    /// The whole of D, if it is one run.
    #[default]
    Whole,
    /// The longest run of D, as soon as any two of its days follow each other. Stricter than `Whole`.
    Any,
}

/// What a calendar day means on which this port of this agent was not observed at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnobservedDays {
    /// It ends a run: runs are of calendar days.
    #[default]
    Break,
    /// It does not end a run; it adds nothing to its length either, which counts open days.
    Bridge,
}

words!(RunRule, "a run rule", Whole = "whole", Any = "any");
words!(UnobservedDays, "a reading of unobserved days", Break = "break", Bridge = "bridge");
