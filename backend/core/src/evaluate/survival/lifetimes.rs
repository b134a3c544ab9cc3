//! How long each notice stayed unread and each exposure stayed open, from the rows of a dataset.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::Lifetime;
use crate::evaluate::cohort::Member;
use crate::evaluate::study::{Sent, Study};

pub(super) fn to_visit(study: &Study<'_>, sent: &[Sent<'_>]) -> Vec<Lifetime> {
    let end = end_of_data(study);
    let lifetime = |sent: &Sent<'_>| match study.time_to_visit(sent) {
        Some(time) => Lifetime { day: begun_days(time), event: true },
        None => Lifetime { day: begun_days(end.duration_since(sent.at)), event: false },
    };
    sent.iter().map(lifetime).collect()
}

pub(super) fn to_closure(study: &Study<'_>, members: &[Member]) -> Vec<Lifetime> {
    members.iter().map(|member| closure(study, member, Date::MAX)).collect()
}

pub(super) fn to_natural_closure(study: &Study<'_>, members: &[Member]) -> Vec<Lifetime> {
    let until = |member: &Member| {
        let told = study.told_after(&member.agent, member.t0);
        told.and_then(|day| day.yesterday().ok()).unwrap_or(Date::MAX)
    };
    members.iter().map(|member| closure(study, member, until(member))).collect()
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

fn closure(study: &Study<'_>, member: &Member, until: Date) -> Lifetime {
    let mut shut_days = vec![0; member.ports.len()];
    let mut last = member.t0;
    for (day, seen) in observed(study, member, until) {
        for (port, is_open) in seen {
            shut_days[port] = if is_open { 0 } else { shut_days[port] + 1 };
        }
        last = day;
        if shut_days.iter().all(|days| *days >= 2) {
            return Lifetime { day: days_between(member.t0, day), event: true };
        }
    }
    Lifetime { day: days_between(member.t0, last), event: false }
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
