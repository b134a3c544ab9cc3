//! The rule over very many observations: a port's days are bits of two words, and a day is found without a calendar.
//!
//! It gives the verdicts that [`select`](super::select) gives, for windows of at most 64 days.

use std::borrow::Borrow;
use std::cmp::Ordering;
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
    seen: Vec<Seen<A>>,
    /// The agent of the latest observation.
    last: usize,
    /// Where every agent is, once one came that is not in the order of the others.
    places: Option<BTreeMap<A, usize>>,
}

/// An agent and its ports.
type Seen<A> = (A, Vec<(Port, Marks)>);

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
        fits.then(|| Self { midnights, seen: Vec::new(), last: 0, places: None })
    }

    /// Adds one observation, at a second of Unix time.
    pub fn record<Q>(&mut self, agent: &Q, port: Port, second: i64, is_open: bool)
    where
        A: Borrow<Q> + for<'a> From<&'a Q>,
        Q: Ord + ?Sized,
    {
        self.find(agent);
        self.record_again(port, second, is_open);
    }

    /// Adds one more of the same agent.
    pub fn record_again(&mut self, port: Port, second: i64, is_open: bool) {
        let (Some(day), Some((_, ports))) = (self.day(second), self.seen.get_mut(self.last)) else { return };
        let marks = marks_of(ports, port);
        marks.observed |= 1 << day;
        marks.open |= u64::from(is_open) << day;
    }

    /// The verdicts on what several tallies of one rule have seen, sorted by agent and port.
    pub fn verdicts(tallies: Vec<Self>, rule: &Rule) -> Vec<Verdict<A>> {
        let days = tallies.first().map_or(0, |tally| tally.midnights.len() - 1);
        let seen = tallies.into_iter().map(Self::in_order).reduce(joined).unwrap_or_default();
        let mut judged = Vec::with_capacity(seen.len());
        for (agent, mut ports) in seen {
            ports.sort_by_key(|(port, _)| *port);
            let verdict = |(port, marks): (Port, Marks)| marks.judge(rule, days, agent.clone(), port);
            judged.extend(ports.into_iter().filter_map(verdict));
        }
        judged
    }

    fn in_order(mut self) -> Vec<Seen<A>> {
        if self.places.is_some() {
            self.seen.sort_by(|(left, _), (right, _)| left.cmp(right));
        }
        self.seen
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

    /// Goes to an agent. Rows of one agent mostly follow each other, and agents their order.
    fn find<Q>(&mut self, agent: &Q)
    where
        A: Borrow<Q> + for<'a> From<&'a Q>,
        Q: Ord + ?Sized,
    {
        let is_next = match self.seen.get(self.last) {
            Some((known, _)) if known.borrow() == agent => return,
            Some((known, _)) => self.last + 1 == self.seen.len() && known.borrow() < agent,
            None => true,
        };
        if is_next && self.places.is_none() {
            self.last = self.seen.len();
            // Mostly one port of an agent is in the file.
            return self.seen.push((A::from(agent), Vec::with_capacity(1)));
        }
        let seen = &mut self.seen;
        let places = self.places.get_or_insert_with(|| {
            seen.iter().zip(0..).map(|((agent, _), at)| (agent.clone(), at)).collect()
        });
        self.last = places.get(agent).copied().unwrap_or_else(|| {
            let agent = A::from(agent);
            places.insert(agent.clone(), seen.len());
            seen.push((agent, Vec::new()));
            seen.len() - 1
        });
    }
}

/// Two lists in the order of their agents as one; who is in both is there once.
fn joined<A: Ord>(mut left: Vec<Seen<A>>, mut right: Vec<Seen<A>>) -> Vec<Seen<A>> {
    let ends_before = |(last, _): &Seen<A>| right.first().is_none_or(|(first, _)| last < first);
    if left.last().is_none_or(ends_before) {
        left.append(&mut right);
        return left;
    }
    let mut all = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    loop {
        let order = match (left.peek(), right.peek()) {
            (Some((one, _)), Some((other, _))) => one.cmp(other),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return all,
        };
        match order {
            Ordering::Less => all.extend(left.next()),
            Ordering::Greater => all.extend(right.next()),
            Ordering::Equal => all.extend(left.next().zip(right.next()).map(|(one, other)| both(one, other))),
        }
    }
}

fn both<A>((agent, mut ports): Seen<A>, (_, more): Seen<A>) -> Seen<A> {
    for (port, marks) in more {
        let known = marks_of(&mut ports, port);
        known.observed |= marks.observed;
        known.open |= marks.open;
    }
    (agent, ports)
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
            prop_assert_eq!(Tally::verdicts(halves.into(), &rule), select(observations, &rule));
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
