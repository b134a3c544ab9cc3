//! Time to the first visit and to full closure, for everybody at once: Kaplan and Meier's estimate with log–log
//! 95 % bands. Whoever is no longer seen stops counting instead of counting as unchanged.
//!
//! - Curve `visit`: one lifetime for each notice, in days since it was sent, begun days counted whole. Who did not
//!   visit is followed to the end of the data.
//! - Curve `closure`: one lifetime for each agent and campaign or period, in calendar days since t0. Full closure
//!   is the first day after t0 by which every port in question has been observed not open on two different days
//!   since t0 without an open day after the first of these. Who was not closed is followed to the last day on which
//!   any of these ports was observed; a member of the natural group at most to the day before being told.
//!
//! When a port was closed is known only up to the gap between two scans: the curves take the day of the scan that
//! confirmed it, the right end. `survival_midpoint` takes the middle between the last day on which a port was seen open
//! and the first of the days that confirm its closure, to show how much that matters.
//!
//! Groups are the campaigns, `all` (the campaigns together) and, for `closure`, `natural`.

mod estimate;
pub(super) mod lifetimes;

pub use estimate::{Lifetime, Step, kaplan_meier};

use lifetimes::Reading;

use super::cohort::{self, Member};
use super::row::row;
use super::study::Study;

row! {
    /// A step of a curve: its start, every day with an event, and the last day of follow-up.
    SurvivalRow {
        /// `visit` or `closure`.
        curve: String,
        /// A campaign, `all` or `natural`.
        group: String,
        /// Days since the notice was sent, or since t0.
        day: u32,
        /// Those who were still followed and had had no event before this day.
        at_risk: usize,
        /// Those who had the event on this day.
        events: usize,
        /// The share that has had no event by the end of this day, from 0 to 1.
        survival: f64,
        /// The lower end of its 95 % band; none at 0 and 1.
        low: Option<f64>,
        /// The upper end.
        high: Option<f64>,
    }
}

pub(super) fn curves(study: &Study<'_>) -> Vec<SurvivalRow> {
    [curves_of("visit", visits(study)), curves_of("closure", closures(study, Reading::Confirmed))].concat()
}

/// The curve of closures again, with the middle of the gap in which each happened.
pub(super) fn midpoint_curves(study: &Study<'_>) -> Vec<SurvivalRow> {
    curves_of("closure", closures(study, Reading::Midpoint))
}

type Group = (String, Vec<Lifetime>);

fn visits(study: &Study<'_>) -> Vec<Group> {
    let group = |(name, sent): (String, Vec<_>)| (name, lifetimes::to_visit(study, &sent));
    let campaigns =
        study.experiments().map(|campaign| (campaign.campaign.to_string(), study.sent_in(campaign)));
    campaigns.chain([("all".to_owned(), study.sent.clone())]).map(group).collect()
}

fn closures(study: &Study<'_>, reading: Reading) -> Vec<Group> {
    let closure = |member: &Member| lifetimes::to_closure(study, member, reading);
    let group = |name: &str, members: Vec<Member>| (name.to_owned(), members.iter().map(closure).collect());
    let mut groups: Vec<Group> = study
        .experiments()
        .map(|campaign| group(&campaign.campaign, cohort::notified(study, campaign)))
        .collect();
    let all = groups.iter().flat_map(|(_, lifetimes)| lifetimes).copied().collect();
    groups.push(("all".to_owned(), all));
    let natural = cohort::natural(study);
    let closures = natural.iter().map(|member| lifetimes::to_natural_closure(study, member, reading));
    groups.push(("natural".to_owned(), closures.collect()));
    groups
}

fn curves_of(curve: &str, groups: Vec<Group>) -> Vec<SurvivalRow> {
    let row = |group: &str, step: Step| SurvivalRow {
        curve: curve.to_owned(),
        group: group.to_owned(),
        day: step.day,
        at_risk: step.at_risk,
        events: step.events,
        survival: step.survival,
        low: step.band.map(|(low, _)| low),
        high: step.band.map(|(_, high)| high),
    };
    let steps = |(group, lifetimes): (String, Vec<Lifetime>)| {
        kaplan_meier(&lifetimes).into_iter().map(|step| row(&group, step)).collect::<Vec<_>>()
    };
    groups.into_iter().flat_map(steps).collect()
}
