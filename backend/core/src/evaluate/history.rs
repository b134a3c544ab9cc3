//! What was seen of each port of each agent, day by day, and what a week of it says.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use akabeko_shared::Port;
use jiff::ToSpan;
use jiff::civil::Date;

use super::dataset::{Dataset, Name};
use crate::select::days::{Days, day_of};

/// What the seven days that end some weeks after t0 say about a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Week {
    /// Open at least once.
    Open,
    /// Observed on at least two different days and never open.
    Closed,
    /// Observed on fewer than two days and never open: silence is never improvement.
    Unobserved,
}

/// The observed days of every agent and port.
pub(super) struct History(BTreeMap<Name, BTreeMap<Port, Days>>);

impl History {
    pub(super) fn of(dataset: &Dataset) -> Self {
        let mut agents: BTreeMap<Name, BTreeMap<Port, Days>> = BTreeMap::new();
        for seen in &dataset.observations {
            let day = day_of(seen.observed_at, &dataset.time_zone);
            let ports = agents.entry(seen.agent.clone()).or_default();
            ports.entry(seen.port).or_default().record(day, seen.state);
        }
        Self(agents)
    }

    /// How many agents had each port open at least once in a period, for the ports that anybody had.
    pub(super) fn exposed(&self, period: &RangeInclusive<Date>) -> BTreeMap<Port, usize> {
        let mut agents = BTreeMap::new();
        for (port, days) in self.0.values().flatten() {
            if days.open_within(period.clone()) > 0 {
                *agents.entry(*port).or_default() += 1;
            }
        }
        agents
    }

    /// What the days t0 + 7(i − 1) + 1 to t0 + 7i say about a port, for week i from 1.
    pub(super) fn week(&self, agent: &str, port: Port, t0: Date, week: u32) -> Week {
        let end = t0.saturating_add((7 * i64::from(week)).days());
        let (mut observed, mut open) = (0, false);
        for (_, is_open) in self.days(agent, port, end.saturating_sub(6.days())..=end) {
            observed += 1;
            open |= is_open;
        }
        match (open, observed) {
            (true, _) => Week::Open,
            (false, 0 | 1) => Week::Unobserved,
            (false, _) => Week::Closed,
        }
    }

    /// Whether every one of `ports` is closed in a week after t0. Week 0 never is.
    pub(super) fn is_improved(&self, agent: &str, ports: &[Port], t0: Date, week: u32) -> bool {
        week > 0
            && !ports.is_empty()
            && ports.iter().all(|port| self.week(agent, *port, t0, week) == Week::Closed)
    }

    /// The observed days of a port in a period, in order, each with whether it was open.
    pub(super) fn days(
        &self,
        agent: &str,
        port: Port,
        period: RangeInclusive<Date>,
    ) -> impl Iterator<Item = (Date, bool)> {
        let days = self.0.get(agent).and_then(|ports| ports.get(&port));
        days.into_iter().flat_map(move |days| days.within(period.clone()))
    }
}
