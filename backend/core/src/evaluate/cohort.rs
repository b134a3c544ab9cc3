//! Who is followed, from which day: the notified of a campaign, and the natural group.
//!
//! The natural group are those who were selected and not told. A campaign without a day of sending is a period of
//! observation: whom the rule selects in its window, on its platforms and ports, is a member for that period,
//! with t0 its last day. Agents of the arm `wait` are members with their notice's ports, and t0 the last day of
//! their campaign's window. Whoever was told anything on or before t0 is no member. An agent may be a member
//! for several periods, but only once for the same t0, with the ports of all that have it.

use std::collections::{BTreeMap, BTreeSet};

use akabeko_shared::{Arm, Observation, Platform, Port};
use jiff::civil::Date;

use super::dataset::{Campaign, Name};
use super::study::{Sent, Study};
use crate::select::{Rule, select};

/// Somebody who is followed for one campaign or period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) agent: Name,
    /// The ports in question; at least one.
    pub(super) ports: Vec<Port>,
    /// The day from which weeks are counted.
    pub(super) t0: Date,
}

/// The notified of one campaign, each agent once, by its first notice.
pub(super) fn notified(study: &Study<'_>, campaign: &Campaign) -> Vec<Member> {
    let mut members = BTreeMap::new();
    for sent in study.sent_in(campaign) {
        members.entry(sent.notice.agent.clone()).or_insert_with(|| told(&sent));
    }
    members.into_values().collect()
}

/// Somebody followed from the day of a notice.
pub(super) fn told(sent: &Sent<'_>) -> Member {
    Member { agent: sent.notice.agent.clone(), ports: sent.notice.ports.clone(), t0: sent.day }
}

/// Those of a campaign who wait, followed from the day on which the others were told. Whoever was told anything by
/// then, or was told out of turn, is no member.
pub(super) fn still_waiting(study: &Study<'_>, campaign: &Campaign) -> Vec<Member> {
    let Some(t0) = campaign.sent_on else { return Vec::new() };
    let of_arm = study.dataset.notices.iter().filter(|notice| {
        notice.arm == Arm::Wait && notice.campaign == campaign.campaign && !study.is_overridden(notice)
    });
    let members =
        of_arm.map(|notice| Member { agent: notice.agent.clone(), ports: notice.ports.clone(), t0 });
    members.filter(|member| !study.was_told_by(&member.agent, t0)).collect()
}

/// The natural group, by t0 and agent.
pub(super) fn natural(study: &Study<'_>) -> Vec<Member> {
    let periods = study.dataset.campaigns.iter().filter(|campaign| campaign.sent_on.is_none());
    let observed = periods.flat_map(|period| selected(study, period));
    joined(observed.chain(waiting(study)).filter(|member| !study.was_told_by(&member.agent, member.t0)))
}

fn joined(members: impl Iterator<Item = Member>) -> Vec<Member> {
    let mut ports: BTreeMap<(Date, Name), BTreeSet<Port>> = BTreeMap::new();
    for member in members {
        ports.entry((member.t0, member.agent)).or_default().extend(member.ports);
    }
    let member = |((t0, agent), ports)| Member { agent, ports: Vec::from_iter(ports), t0 };
    ports.into_iter().map(member).collect()
}

fn selected(study: &Study<'_>, period: &Campaign) -> Vec<Member> {
    let agents = agents_on(study, &period.platforms);
    let is_in =
        |seen: &&Observation<Name>| agents.contains(&*seen.agent) && period.ports.contains(&seen.port);
    let observations = study.dataset.observations.iter().filter(is_in).cloned();
    let mut ports: BTreeMap<Name, Vec<Port>> = BTreeMap::new();
    for verdict in select(observations, &rule(study, period)).into_iter().filter(|verdict| verdict.selected) {
        ports.entry(verdict.agent).or_default().push(verdict.port);
    }
    ports.into_iter().map(|(agent, ports)| Member { agent, ports, t0: period.until }).collect()
}

fn agents_on<'a>(study: &Study<'a>, platforms: &[Platform]) -> BTreeSet<&'a str> {
    let agents = study.dataset.agents.iter().filter(|agent| platforms.contains(&agent.platform));
    agents.map(|agent| &*agent.agent).collect()
}

fn rule(study: &Study<'_>, period: &Campaign) -> Rule {
    Rule {
        from: period.from,
        until: period.until,
        time_zone: study.dataset.time_zone.clone(),
        run_rule: study.dataset.run_rule,
        unobserved_days: study.dataset.unobserved_days,
    }
}

fn waiting(study: &Study<'_>) -> impl Iterator<Item = Member> {
    let windows: BTreeMap<&str, Date> =
        study.dataset.campaigns.iter().map(|campaign| (&*campaign.campaign, campaign.until)).collect();
    let waiting =
        study.dataset.notices.iter().filter(|notice| notice.arm == Arm::Wait && !study.is_overridden(notice));
    waiting.filter_map(move |notice| {
        let t0 = *windows.get(&*notice.campaign)?;
        Some(Member { agent: notice.agent.clone(), ports: notice.ports.clone(), t0 })
    })
}
