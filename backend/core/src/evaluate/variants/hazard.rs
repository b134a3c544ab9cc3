//! Visits and closures of two wordings over time.

use super::pairs::Pair;
use crate::evaluate::cohort::told;
use crate::evaluate::contrast::Places;
use crate::evaluate::hazards::hazard_row;
use crate::evaluate::study::{Sent, Study};
use crate::evaluate::survival::lifetimes::{self, Reading};
use crate::statistics::log_rank::Subject;

hazard_row! {
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
    }
}

pub(super) fn hazard(study: &Study<'_>, pair: &Pair<'_>, outcome: &str) -> VariantHazard {
    let places = Places::of(study);
    let mut subjects = side(study, &places, &pair.with, outcome, true);
    subjects.extend(side(study, &places, &pair.against, outcome, false));
    let (variant, control) = (pair.variant.word().to_owned(), pair.control.word().to_owned());
    VariantHazard::of((pair.group.clone(), outcome.to_owned(), variant, control), &subjects)
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
