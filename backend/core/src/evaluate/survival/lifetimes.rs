//! How long each notice stayed unread and each exposure stayed open, from the rows of a dataset.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::Lifetime;
use crate::evaluate::cohort::Member;
use crate::evaluate::study::{Sent, Study};

pub(in crate::evaluate) fn to_visit(study: &Study<'_>, sent: &[Sent<'_>]) -> Vec<Lifetime> {
    let end = end_of_data(study);
    let lifetime = |sent: &Sent<'_>| match study.time_to_visit(sent) {
        Some(time) => Lifetime { day: begun_days(time), event: true },
        None => Lifetime { day: begun_days(end.duration_since(sent.at)), event: false },
    };
    sent.iter().map(lifetime).collect()
}

/// When a closure is said to have happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::evaluate) enum Reading {
    /// On the day of the scan that confirmed it.
    Confirmed,
    /// In the middle between the last open day and the first of the days that confirmed it.
    Midpoint,
}

/// How long a member stayed open after t0.
pub(in crate::evaluate) fn to_closure(study: &Study<'_>, member: &Member, reading: Reading) -> Lifetime {
    closure(study, member, Date::MAX, reading)
}

/// The same, followed at most to the day before the member is told.
pub(in crate::evaluate) fn to_natural_closure(
    study: &Study<'_>,
    member: &Member,
    reading: Reading,
) -> Lifetime {
    let told = study.told_after(&member.agent, member.t0);
    let until = told.and_then(|day| day.yesterday().ok()).unwrap_or(Date::MAX);
    closure(study, member, until, reading)
}

fn end_of_data(study: &Study<'_>) -> Timestamp {
    let dataset = study.dataset;
    let seen = dataset.observations.iter().map(|seen| seen.observed_at);
    let sent = dataset.notices.iter().filter_map(|notice| notice.sent_at);
    let visits = dataset.visits.iter().map(|visit| visit.at);
    let answers = dataset.answers.iter().map(|answer| answer.at);
    seen.chain(sent).chain(visits).chain(answers).max().unwrap_or(Timestamp::MIN)
}

/// The days of 24 hours that a time has begun; a whole one is not yet the next.
fn begun_days(time: SignedDuration) -> u32 {
    let seconds = time.as_secs() + i64::from(time.subsec_nanos() > 0);
    u32::try_from(seconds.max(0).unsigned_abs().div_ceil(86_400)).unwrap_or(u32::MAX)
}

fn closure(study: &Study<'_>, member: &Member, until: Date, reading: Reading) -> Lifetime {
    let mut shut = vec![Shut { days: 0, after: member.t0, first: member.t0 }; member.ports.len()];
    let mut last = member.t0;
    for (day, seen) in observed(study, member, until) {
        for (port, is_open) in seen {
            shut[port].look(day, is_open);
        }
        last = day;
        if shut.iter().all(|port| port.days >= 2) {
            let day = match reading {
                Reading::Confirmed => days_between(member.t0, day),
                Reading::Midpoint => shut.iter().map(|port| port.midpoint(member.t0)).max().unwrap_or(0),
            };
            return Lifetime { day, event: true };
        }
    }
    Lifetime { day: days_between(member.t0, last), event: false }
}

/// The days on which a port was seen shut, without an open one between them.
#[derive(Clone, Copy)]
struct Shut {
    days: u32,
    /// The last open day before them, or t0.
    after: Date,
    first: Date,
}

impl Shut {
    fn look(&mut self, day: Date, is_open: bool) {
        if is_open {
            (self.days, self.after) = (0, day);
        } else {
            self.days += 1;
            if self.days == 1 {
                self.first = day;
            }
        }
    }

    fn midpoint(self, t0: Date) -> u32 {
        (days_between(t0, self.after) + days_between(t0, self.first)).div_ceil(2)
    }
}

/// The days after t0 on which a port of a member was observed: which of its ports, and whether it was open.
fn observed(study: &Study<'_>, member: &Member, until: Date) -> BTreeMap<Date, Vec<(usize, bool)>> {
    let mut observed: BTreeMap<Date, Vec<(usize, bool)>> = BTreeMap::new();
    let first = member.t0.tomorrow().unwrap_or(Date::MAX);
    for (index, port) in member.ports.iter().enumerate() {
        for (day, is_open) in study.history.days(&member.agent, *port, first..=until) {
            observed.entry(day).or_default().push((index, is_open));
        }
    }
    observed
}

fn days_between(start: Date, end: Date) -> u32 {
    u32::try_from((end - start).get_days()).unwrap_or(0)
}
