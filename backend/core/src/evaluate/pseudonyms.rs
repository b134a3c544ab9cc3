//! A dataset under other names, in an order that tells nothing, without what people wrote.

use std::collections::BTreeMap;

use super::dataset::{Dataset, Name};

/// What has a name that could lead to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// An agent.
    Agent,
    /// A notice.
    Notice,
    /// A request for support.
    Case,
}

/// Gives every agent, notice and case the name that `pseudonym` has for it, sorts rows by these, and empties what
/// operators wrote in their own words. Every number that an evaluation gives stays the same.
pub fn pseudonymous(mut dataset: Dataset, pseudonym: impl Fn(Thing, &str) -> String) -> Dataset {
    let mut known: BTreeMap<(Thing, Name), Name> = BTreeMap::new();
    let mut rename = |thing: Thing, name: &mut Name| {
        let key = (thing, name.clone());
        *name = known.entry(key).or_insert_with(|| pseudonym(thing, name).into()).clone();
    };
    dataset.agents.iter_mut().for_each(|agent| rename(Thing::Agent, &mut agent.agent));
    dataset.observations.iter_mut().for_each(|seen| rename(Thing::Agent, &mut seen.agent));
    for notice in &mut dataset.notices {
        rename(Thing::Agent, &mut notice.agent);
        rename(Thing::Notice, &mut notice.notice);
    }
    dataset.visits.iter_mut().for_each(|visit| rename(Thing::Notice, &mut visit.notice));
    dataset.answers.iter_mut().for_each(|answer| rename(Thing::Notice, &mut answer.notice));
    for case in &mut dataset.cases {
        rename(Thing::Case, &mut case.case);
        rename(Thing::Notice, &mut case.notice);
        case.outcome.clear();
    }
    dataset.variants.iter_mut().for_each(|worded| rename(Thing::Notice, &mut worded.notice));
    for word in &mut dataset.overrides {
        rename(Thing::Notice, &mut word.notice);
        word.reason.clear();
    }
    sorted(dataset)
}

/// Sorting is stable, so that presses at the same moment keep their order.
fn sorted(mut dataset: Dataset) -> Dataset {
    dataset.agents.sort_by(|left, right| left.agent.cmp(&right.agent));
    dataset.observations.sort_by(|left, right| {
        (&left.agent, left.observed_at, left.port).cmp(&(&right.agent, right.observed_at, right.port))
    });
    dataset.notices.sort_by(|left, right| left.notice.cmp(&right.notice));
    dataset.visits.sort_by(|left, right| (&left.notice, left.at).cmp(&(&right.notice, right.at)));
    dataset.answers.sort_by(|left, right| (&left.notice, left.at).cmp(&(&right.notice, right.at)));
    dataset.cases.sort_by(|left, right| left.case.cmp(&right.case));
    dataset.overrides.sort_by(|left, right| left.notice.cmp(&right.notice));
    dataset.variants.sort_by(|left, right| left.notice.cmp(&right.notice));
    dataset
}
