//! Whether a wording of the message does better than another: visits and confirmed closures of the notices that were
//! drawn to have it, against those of the campaign's first wording, the usual one if it is among them.
//!
//! Compared are notices of the arm `notify`, by the wording that they were drawn into. Comparisons over time are
//! stratified as those of the arms are. Group `pooled` puts campaigns together that compare the same two wordings. With
//! more than two wordings there are several comparisons with one control; `p_holm` allows for that.

use std::collections::BTreeMap;

use jiff::SignedDuration;

use super::improvement::LAST_WEEK;
use super::row::row;
use super::study::{Sent, Study};
use crate::statistics::holm::holm;
use crate::statistics::proportion::{fisher, newcombe};

mod hazard;
mod pairs;

pub use hazard::VariantHazard;

use hazard::hazard;
use pairs::{Pair, pairs};

row! {
    /// The share of one wording's notices that reached an outcome, less that of its control's.
    VariantEffect {
        /// A campaign, or `pooled`.
        group: String,
        /// `visited` by the end of a week, or `improved` in it.
        outcome: String,
        /// The wording.
        variant: String,
        /// The wording that it is compared with.
        control: String,
        /// Weeks since the notice was sent; 1 to 5.
        week: u32,
        /// Notices of this wording that reached the outcome.
        reached: usize,
        /// Notices of this wording.
        users: usize,
        /// Notices of the control that reached it.
        control_reached: usize,
        /// Notices of the control.
        control_users: usize,
        /// The difference of the shares, from −1 to 1.
        difference: Option<f64>,
        /// The lower end of Newcombe's 95 % interval.
        low: Option<f64>,
        /// The upper end.
        high: Option<f64>,
        /// The two-sided p of Fisher's exact test.
        p: f64,
        /// The same, adjusted for all wordings compared with this control (Holm).
        p_holm: f64,
    }
}

pub(super) fn variants(study: &Study<'_>) -> (Vec<VariantEffect>, Vec<VariantHazard>) {
    let pairs = pairs(study);
    let mut effects: Vec<VariantEffect> =
        pairs.iter().flat_map(|pair| OUTCOMES.map(|outcome| weeks(study, pair, outcome))).flatten().collect();
    adjust(&mut effects);
    let hazards =
        pairs.iter().flat_map(|pair| ["visit", "closure"].map(|outcome| hazard(study, pair, outcome)));
    (effects, hazards.collect())
}

const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What a notice can come to by a week.
#[derive(Clone, Copy)]
enum Outcome {
    Visited,
    Improved,
}

const OUTCOMES: [Outcome; 2] = [Outcome::Visited, Outcome::Improved];

impl Outcome {
    fn word(self) -> &'static str {
        match self {
            Self::Visited => "visited",
            Self::Improved => "improved",
        }
    }

    fn is_reached(self, study: &Study<'_>, sent: &Sent<'_>, week: u32) -> bool {
        match self {
            Self::Visited => {
                study.time_to_visit(sent).is_some_and(|time| time <= WEEK * i32::try_from(week).unwrap_or(0))
            }
            Self::Improved => {
                study.history.is_improved(&sent.notice.agent, &sent.notice.ports, sent.day, week)
            }
        }
    }
}

fn weeks(study: &Study<'_>, pair: &Pair<'_>, outcome: Outcome) -> Vec<VariantEffect> {
    (1..=LAST_WEEK).map(|week| effect(study, pair, outcome, week)).collect()
}

fn effect(study: &Study<'_>, pair: &Pair<'_>, outcome: Outcome, week: u32) -> VariantEffect {
    let count = |side: &[(Sent<'_>, u32)]| {
        (side.iter().filter(|(sent, _)| outcome.is_reached(study, sent, week)).count(), side.len())
    };
    let (with, against) = (count(&pair.with), count(&pair.against));
    let (interval, p) = (newcombe(with, against), fisher(with, against));
    VariantEffect {
        group: pair.group.clone(),
        outcome: outcome.word().to_owned(),
        variant: pair.variant.word().to_owned(),
        control: pair.control.word().to_owned(),
        week,
        reached: with.0,
        users: with.1,
        control_reached: against.0,
        control_users: against.1,
        difference: interval.map(|interval| interval.difference),
        low: interval.map(|interval| interval.low),
        high: interval.map(|interval| interval.high),
        p,
        p_holm: p,
    }
}

/// Adjusts the p of comparisons that differ in their wording alone.
fn adjust(effects: &mut [VariantEffect]) {
    let family =
        |row: &VariantEffect| (row.group.clone(), row.outcome.clone(), row.control.clone(), row.week);
    let mut families: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (index, row) in effects.iter().enumerate() {
        families.entry(family(row)).or_default().push(index);
    }
    for indices in families.into_values() {
        let adjusted = holm(&indices.iter().map(|index| effects[*index].p).collect::<Vec<f64>>());
        for (index, p) in indices.into_iter().zip(adjusted) {
            effects[index].p_holm = p;
        }
    }
}
