//! The log-rank test of two groups, stratified: whether events come sooner in one of them.

use std::collections::BTreeMap;

use super::Lifetime;
use super::distribution::chi_square_tail;

/// Somebody of one of two groups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Subject {
    /// How long they were followed.
    pub lifetime: Lifetime,
    /// Whether they are in the first group.
    pub treated: bool,
    /// Compared with those of the same stratum only.
    pub stratum: u32,
    /// Who they are, if the same person is there more than once.
    pub cluster: usize,
}

/// What comes of a log-rank test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogRank {
    /// Events in the first group.
    pub observed: usize,
    /// Events that would be expected there if nothing differed.
    pub expected: f64,
    /// χ² of one degree of freedom.
    pub chi_square: f64,
    /// Its p.
    pub p: f64,
}

/// Compares the two groups. None when nothing can be compared: no events while both groups are at risk.
pub fn log_rank(subjects: &[Subject]) -> Option<LogRank> {
    let (mut observed, mut expected, mut variance) = (0, 0.0, 0.0);
    for days in strata(subjects).into_values() {
        let mut at_risk = days.values().fold([0; 2], |sum, day| [sum[0] + day.all[0], sum[1] + day.all[1]]);
        for Day { all, events } in days.into_values() {
            let (n, n1) = ((at_risk[0] + at_risk[1]) as f64, at_risk[1] as f64);
            let d = (events[0] + events[1]) as f64;
            observed += events[1];
            expected += d * n1 / n;
            if n > 1.0 {
                variance += d * (n1 / n) * (1.0 - n1 / n) * (n - d) / (n - 1.0);
            }
            at_risk = [at_risk[0] - all[0], at_risk[1] - all[1]];
        }
    }
    let chi_square = (observed as f64 - expected).powi(2) / variance;
    (variance > 0.0).then(|| LogRank { observed, expected, chi_square, p: chi_square_tail(chi_square, 1) })
}

/// Those last seen on a day and those with an event, each control first.
#[derive(Default)]
struct Day {
    all: [usize; 2],
    events: [usize; 2],
}

fn strata(subjects: &[Subject]) -> BTreeMap<u32, BTreeMap<u32, Day>> {
    let mut strata: BTreeMap<u32, BTreeMap<u32, Day>> = BTreeMap::new();
    for subject in subjects {
        let days = strata.entry(subject.stratum).or_default();
        let day = days.entry(subject.lifetime.day).or_default();
        let group = usize::from(subject.treated);
        day.all[group] += 1;
        day.events[group] += usize::from(subject.lifetime.event);
    }
    strata
}
