//! The rule over very many observations: a port's days are bits of two words, and a day is found without a calendar.
//!
//! It gives the verdicts that [`select`](super::select) gives, for windows of at most 64 days.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use akabeko_shared::Port;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan};

use super::days::day_of;
use super::{LATE_DAYS, Rule, UnobservedDays, Verdict};

/// The longest window that fits.
const MOST_DAYS: usize = 64;

/// What was seen so far, agent by agent.
#[derive(Clone, Debug)]
pub struct Tally<A> {
    /// The seconds at which the days of the window begin, and at which the last of them ends.
    midnights: Vec<i64>,
    places: BTreeMap<A, usize>,
    seen: Vec<(A, Vec<(Port, Marks)>)>,
    last: usize,
}

/// The days of the window on which a port was observed, and on which it was open; the first is the lowest bit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Marks {
    observed: u64,
    open: u64,
}

impl<A: Ord + Clone> Tally<A> {
    /// An empty tally for a rule; none if its window is too long, or its days are no plain intervals.
    pub fn of(rule: &Rule) -> Option<Self> {
        let midnight = |day: Date| midnight(day, &rule.time_zone);
        let mut days = rule.from.series(1.day()).take_while(|day| *day <= rule.until).take(MOST_DAYS + 1);
        let mut midnights: Vec<i64> = days.by_ref().map(midnight).collect::<Option<_>>()?;
        midnights.push(midnight(rule.until.tomorrow().ok()?)?);
        let fits = (2..=MOST_DAYS + 1).contains(&midnights.len()) && midnights.is_sorted();
        fits.then(|| Self { midnights, places: BTreeMap::new(), seen: Vec::new(), last: 0 })
    }

    /// Adds one observation, at a second of Unix time.
    pub fn record<Q>(&mut self, agent: &Q, port: Port, second: i64, is_open: bool)
    where
        A: Borrow<Q> + for<'a> From<&'a Q>,
        Q: Ord + ?Sized,
    {
        let Some(day) = self.day(second) else { return };
        let marks = self.marks(agent, port);
        marks.observed |= 1 << day;
        marks.open |= u64::from(is_open) << day;
    }

    /// Adds what another tally of the same rule has seen.
    pub fn join(&mut self, other: Self) {
        for (agent, ports) in other.seen {
            let place = self.place(&agent, A::clone);
            for (port, more) in ports {
                let marks = marks_of(&mut self.seen[place].1, port);
                marks.observed |= more.observed;
                marks.open |= more.open;
            }
        }
    }

    /// The verdicts, sorted by agent and port.
    pub fn verdicts(self, rule: &Rule) -> Vec<Verdict<A>> {
        let days = self.midnights.len() - 1;
        let mut seen: Vec<Option<(A, Vec<(Port, Marks)>)>> = self.seen.into_iter().map(Some).collect();
        let in_order = self.places.into_values().filter_map(|place| seen[place].take());
        let judged = in_order.flat_map(|(agent, mut ports)| {
            ports.sort_by_key(|(port, _)| *port);
            ports.into_iter().filter_map(move |(port, marks)| marks.judge(rule, days, agent.clone(), port))
        });
        judged.collect()
    }

    /// Which day of the window a second lies in. Days have about 86,400 of them, so that the first guess is nearly right.
    fn day(&self, second: i64) -> Option<usize> {
        let (first, end) = (*self.midnights.first()?, *self.midnights.last()?);
        if !(first..end).contains(&second) {
            return None;
        }
        let mut day = usize::try_from((second - first) / 86_400).ok()?.min(self.midnights.len() - 2);
        while second < self.midnights[day] {
            day -= 1;
        }
        while second >= self.midnights[day + 1] {
            day += 1;
        }
        Some(day)
    }

    fn marks<Q>(&mut self, agent: &Q, port: Port) -> &mut Marks
    where
        A: Borrow<Q> + for<'a> From<&'a Q>,
        Q: Ord + ?Sized,
    {
        let place = self.place(agent, |agent| A::from(agent));
        marks_of(&mut self.seen[place].1, port)
    }

    /// Where an agent is. Rows of one agent mostly follow each other.
    fn place<Q>(&mut self, agent: &Q, owned: impl FnOnce(&Q) -> A) -> usize
    where
        A: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        if self.seen.get(self.last).is_some_and(|(known, _)| known.borrow() == agent) {
            return self.last;
        }
        self.last = match self.places.get(agent) {
            Some(place) => *place,
            None => {
                let agent = owned(agent);
                self.seen.push((agent.clone(), Vec::new()));
                self.places.insert(agent, self.seen.len() - 1);
                self.seen.len() - 1
            }
        };
        self.last
    }
}

fn marks_of(ports: &mut Vec<(Port, Marks)>, port: Port) -> &mut Marks {
    let place = ports.iter().position(|(known, _)| *known == port).unwrap_or_else(|| {
        ports.push((port, Marks::default()));
        ports.len() - 1
    });
    &mut ports[place].1
}

/// When a day begins; none where the clocks go back over midnight, so that a day is no interval.
fn midnight(day: Date, time_zone: &TimeZone) -> Option<i64> {
    let at = time_zone.to_timestamp(day.at(0, 0, 0, 0)).ok()?;
    let is_plain = day_of(at, time_zone) == day && day_of(at - SignedDuration::from_secs(1), time_zone) < day;
    is_plain.then(|| at.as_second())
}

impl Marks {
    fn judge<A>(self, rule: &Rule, days: usize, agent: A, port: Port) -> Option<Verdict<A>> {
        let late = usize::try_from(LATE_DAYS).unwrap_or(days).min(days);
        let open_days = self.open.count_ones();
        let open_days_late = (self.open >> (days - late)).count_ones();
        rule.verdict((agent, port), open_days, self.longest_run(rule.unobserved_days), open_days_late)
    }

    fn longest_run(self, unobserved_days: UnobservedDays) -> u32 {
        let mut open = match unobserved_days {
            UnobservedDays::Break => self.open,
            UnobservedDays::Bridge => self.observed_only(),
        };
        // Each step takes a day off the end of every run.
        let mut longest = 0;
        while open != 0 {
            open &= open << 1;
            longest += 1;
        }
        longest
    }

    /// The open days with the days that nobody looked taken out from between them.
    fn observed_only(self) -> u64 {
        let (mut closed_up, mut count) = (0, 0);
        for day in 0..64 {
            if self.observed >> day & 1 == 1 {
                closed_up |= (self.open >> day & 1) << count;
                count += 1;
            }
        }
        closed_up
    }
}

#[cfg(test)]
mod tests {
    use akabeko_shared::{Observation, PortState};
    use jiff::Timestamp;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::select::{RunRule, select};

    /// A few agents, two ports, hours around a window that lasts until its 64th day, in zones with and without summer.
    fn seen() -> impl Strategy<Value = Vec<(u8, bool, i64, u8)>> {
        prop::collection::vec((0..3_u8, any::<bool>(), 0..70 * 24_i64, 0..3_u8), 0..300)
    }

    proptest! {
        #[test]
        fn it_says_what_select_says(seen in seen(), zone in 0..3_usize, days in 1..64_i64, any: bool, bridge: bool) {
            let from = date(2026, 3, 1);
            let rule = Rule {
                from,
                until: from.saturating_add((days - 1).days()),
                time_zone: TimeZone::get(["Asia/Tokyo", "Europe/Berlin", "America/Santiago"][zone]).unwrap(),
                run_rule: if any { RunRule::Any } else { RunRule::Whole },
                unobserved_days: if bridge { UnobservedDays::Bridge } else { UnobservedDays::Break },
            };
            let start: Timestamp = "2026-02-27T00:00:00Z".parse().unwrap();
            let observation = |(agent, ssh, hour, state): &(u8, bool, i64, u8)| Observation {
                agent: format!("agent {agent}"),
                observed_at: start + hour.hours(),
                port: Port::tcp(if *ssh { 22 } else { 23 }),
                state: if *state == 0 { PortState::Closed } else { PortState::Open },
            };
            let observations: Vec<Observation<String>> = seen.iter().map(observation).collect();
            let mut halves = [Tally::<String>::of(&rule).unwrap(), Tally::of(&rule).unwrap()];
            for (index, seen) in observations.iter().enumerate() {
                let is_open = seen.state == PortState::Open;
                halves[index % 2].record(seen.agent.as_str(), seen.port, seen.observed_at.as_second(), is_open);
            }
            let [mut tally, other] = halves;
            tally.join(other);
            prop_assert_eq!(tally.verdicts(&rule), select(observations, &rule));
        }
    }

    #[test]
    fn a_window_that_is_too_long_has_no_tally() {
        let rule = |days: i64| Rule {
            from: date(2026, 1, 1),
            until: date(2026, 1, 1).saturating_add((days - 1).days()),
            time_zone: TimeZone::UTC,
            run_rule: RunRule::Whole,
            unobserved_days: UnobservedDays::Break,
        };
        assert!(Tally::<String>::of(&rule(64)).is_some());
        assert!(Tally::<String>::of(&rule(65)).is_none());
        assert!(Tally::<String>::of(&rule(0)).is_none());
    }
}
