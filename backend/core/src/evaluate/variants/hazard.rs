//! Visits and closures of two wordings over time.

use super::pairs::Pair;
use crate::evaluate::cohort::told;
use crate::evaluate::contrast::Places;
use crate::evaluate::row::row;
use crate::evaluate::study::{Sent, Study};
use crate::evaluate::survival::lifetimes::{self, Reading};
use crate::statistics::cox::{HazardRatio, hazard_ratio};
use crate::statistics::log_rank::{Subject, log_rank};

row! {
    /// The hazard of an outcome with one wording relative to its control.
    VariantHazard {
        /// A campaign, or `pooled`.
        group: String,
        /// `visit`, or `closure` confirmed by scans on two days.
        outcome: String,
        /// The wording.
        variant: String,
        /// The wording that it is compared with.
        control: String,
        /// Notices of this wording.
        users: usize,
        /// Those with the outcome within five weeks.
        events: usize,
        /// Notices of the control.
        control_users: usize,
        /// Those of them with the outcome.
        control_events: usize,
        /// χ² of the stratified log-rank test; none without events.
        log_rank: Option<f64>,
        /// Its p.
        log_rank_p: Option<f64>,
        /// The hazard ratio (Cox, Efron's ties, the same strata); none where it is not finite.
        ratio: Option<f64>,
        /// The lower end of its 95 % interval, robust by agent.
        low: Option<f64>,
        /// The upper end.
        high: Option<f64>,
        /// The two-sided p of no difference, robust by agent.
        p: Option<f64>,
    }
}

pub(super) fn hazard(study: &Study<'_>, pair: &Pair<'_>, outcome: &str) -> VariantHazard {
    let places = Places::of(study);
    let mut subjects = side(study, &places, &pair.with, outcome, true);
    subjects.extend(side(study, &places, &pair.against, outcome, false));
    let count = |treated: bool, events_only: bool| {
        let of = subjects.iter().filter(|subject| subject.treated == treated);
        of.filter(|subject| subject.lifetime.event || !events_only).count()
    };
    let (test, fit) = (log_rank(&subjects), hazard_ratio(&subjects));
    let (low, high) = fit.map(|fit| fit.interval()).unzip();
    VariantHazard {
        group: pair.group.clone(),
        outcome: outcome.to_owned(),
        variant: pair.variant.word().to_owned(),
        control: pair.control.word().to_owned(),
        users: count(true, false),
        events: count(true, true),
        control_users: count(false, false),
        control_events: count(false, true),
        log_rank: test.map(|test| test.chi_square),
        log_rank_p: test.map(|test| test.p),
        ratio: fit.as_ref().map(HazardRatio::ratio),
        low,
        high,
        p: fit.as_ref().map(HazardRatio::p),
    }
}

fn side(
    study: &Study<'_>,
    places: &Places<'_>,
    side: &[(Sent<'_>, u32)],
    outcome: &str,
    treated: bool,
) -> Vec<Subject> {
    let sent: Vec<Sent<'_>> = side.iter().map(|(sent, _)| *sent).collect();
    let lifetimes = if outcome == "visit" {
        lifetimes::to_visit(study, &sent)
    } else {
        sent.iter().map(|sent| lifetimes::to_closure(study, &told(sent), Reading::Confirmed)).collect()
    };
    let subject = |((sent, within), lifetime): (&(Sent<'_>, u32), _)| {
        places.subject(&told(sent), *within, lifetime, treated)
    };
    side.iter().zip(lifetimes).filter_map(subject).collect()
}
