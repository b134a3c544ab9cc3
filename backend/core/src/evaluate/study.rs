//! A dataset made ready for questions: days, surveys and visits, each looked up by its name.

use std::collections::{BTreeMap, BTreeSet};

use akabeko_shared::survey::{Button, Survey};
use akabeko_shared::{Arm, Variant};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::dataset::{Answer, Campaign, Dataset, Notice};
use super::history::History;
use crate::select::days::day_of;

/// The dataset, indexed.
pub(super) struct Study<'a> {
    pub(super) dataset: &'a Dataset,
    pub(super) history: History,
    /// The notices of the arm `notify` that were sent, oldest first.
    pub(super) sent: Vec<Sent<'a>>,
    surveys: BTreeMap<&'a str, Survey>,
    visits: BTreeMap<&'a str, (Timestamp, Timestamp)>,
    first_answers: BTreeMap<&'a str, Timestamp>,
    overridden: BTreeSet<&'a str>,
    variants: BTreeMap<&'a str, Variant>,
    told: BTreeMap<&'a str, BTreeSet<Date>>,
}

/// A notice that was sent.
#[derive(Clone, Copy)]
pub(super) struct Sent<'a> {
    pub(super) notice: &'a Notice,
    /// When.
    pub(super) at: Timestamp,
    /// The day of that, from which weeks are counted (t0).
    pub(super) day: Date,
}

impl<'a> Study<'a> {
    pub(super) fn of(dataset: &'a Dataset) -> Self {
        let all = sent(dataset);
        let mut told: BTreeMap<&str, BTreeSet<Date>> = BTreeMap::new();
        for sent in &all {
            told.entry(&sent.notice.agent).or_default().insert(sent.day);
        }
        Self {
            dataset,
            history: History::of(dataset),
            sent: all.into_iter().filter(|sent| sent.notice.arm == Arm::Notify).collect(),
            surveys: surveys(&dataset.answers),
            visits: visits(dataset),
            first_answers: first_answers(&dataset.answers),
            overridden: dataset.overrides.iter().map(|word| &*word.notice).collect(),
            variants: dataset.variants.iter().map(|worded| (&*worded.notice, worded.variant)).collect(),
            told,
        }
    }

    /// The campaigns that sent something, in the dataset's order.
    pub(super) fn experiments(&self) -> impl Iterator<Item = &'a Campaign> + use<'a> {
        self.dataset.campaigns.iter().filter(|campaign| campaign.sent_on.is_some())
    }

    /// The notices of one campaign, oldest first.
    pub(super) fn sent_in(&self, campaign: &Campaign) -> Vec<Sent<'a>> {
        self.sent.iter().filter(|sent| sent.notice.campaign == campaign.campaign).copied().collect()
    }

    /// Whether an agent was told anything, by either arm, on or before a day.
    pub(super) fn was_told_by(&self, agent: &str, day: Date) -> bool {
        self.told.get(agent).is_some_and(|days| days.range(..=day).next().is_some())
    }

    /// The first day after `day` on which an agent was told anything.
    pub(super) fn told_after(&self, agent: &str, day: Date) -> Option<Date> {
        self.told.get(agent)?.range(day.tomorrow().ok()?..).next().copied()
    }

    /// The answers about a notice, if its person said at least which network this is, and not that it is none of
    /// theirs.
    pub(super) fn answered(&self, notice: &Notice) -> Option<&Survey> {
        let survey = self.surveys.get(&*notice.notice)?;
        (survey.place().is_some() && !survey.is_not_mine()).then_some(survey)
    }

    /// Whether an operator told this notice out of turn, so that it is no part of the trial any more.
    pub(super) fn is_overridden(&self, notice: &Notice) -> bool {
        self.overridden.contains(&*notice.notice)
    }

    /// How a notice is worded.
    pub(super) fn variant(&self, notice: &Notice) -> Variant {
        self.variants.get(&*notice.notice).copied().unwrap_or_default()
    }

    /// How long after sending the first question was answered.
    pub(super) fn time_to_answer(&self, sent: &Sent<'_>) -> Option<SignedDuration> {
        self.first_answers.get(&*sent.notice.notice).map(|first| first.duration_since(sent.at))
    }

    /// When a page of a notice was last seen.
    pub(super) fn last_visit(&self, notice: &Notice) -> Option<Timestamp> {
        self.visits.get(&*notice.notice).map(|(_, last)| *last)
    }

    /// How long after sending a page of a notice was first seen.
    pub(super) fn time_to_visit(&self, sent: &Sent<'_>) -> Option<SignedDuration> {
        self.visits.get(&*sent.notice.notice).map(|(first, _)| first.duration_since(sent.at))
    }
}

fn sent(dataset: &Dataset) -> Vec<Sent<'_>> {
    let of = |notice: &'_ Notice| notice.sent_at.map(|at| (at, day_of(at, &dataset.time_zone)));
    let mut sent: Vec<Sent<'_>> = dataset
        .notices
        .iter()
        .filter_map(|notice| of(notice).map(|(at, day)| Sent { notice, at, day }))
        .collect();
    sent.sort_by(|left, right| (left.at, &left.notice.notice).cmp(&(right.at, &right.notice.notice)));
    sent
}

fn surveys(answers: &[Answer]) -> BTreeMap<&str, Survey> {
    let mut presses: BTreeMap<&str, Vec<&Answer>> = BTreeMap::new();
    for answer in answers {
        presses.entry(&answer.notice).or_default().push(answer);
    }
    let replayed = |(notice, mut presses): (_, Vec<&Answer>)| {
        presses.sort_by_key(|press| press.at);
        (notice, Survey::replay(presses.into_iter().map(|press| press.button)))
    };
    presses.into_iter().map(replayed).collect()
}

fn first_answers(answers: &[Answer]) -> BTreeMap<&str, Timestamp> {
    let mut first = BTreeMap::new();
    for answer in answers.iter().filter(|answer| matches!(answer.button, Button::Network(_))) {
        let at = first.entry(&*answer.notice).or_insert(answer.at);
        *at = answer.at.min(*at);
    }
    first
}

/// The first and the last visit of each notice.
fn visits(dataset: &Dataset) -> BTreeMap<&str, (Timestamp, Timestamp)> {
    let mut visits = BTreeMap::new();
    for visit in &dataset.visits {
        let (first, last) = visits.entry(&*visit.notice).or_insert((visit.at, visit.at));
        *first = visit.at.min(*first);
        *last = visit.at.max(*last);
    }
    visits
}
