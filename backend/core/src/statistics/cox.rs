//! Cox's proportional hazards for two groups: the hazard ratio, stratified, ties by Efron's method, and its variance
//! both from the model and robust to people who are there more than once (Lin and Wei's sandwich).

use std::collections::BTreeMap;

use super::distribution::normal_two_sided;
use super::log_rank::Subject;
use crate::evaluate::interval::Z;

/// The hazard of the first group relative to the second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HazardRatio {
    /// The logarithm of the ratio.
    pub log_ratio: f64,
    /// Its standard error under the model.
    pub standard_error: f64,
    /// Its standard error, robust by cluster.
    pub robust_error: f64,
}

impl HazardRatio {
    /// The ratio.
    pub fn ratio(&self) -> f64 {
        self.log_ratio.exp()
    }

    /// Its robust 95 % interval.
    pub fn interval(&self) -> (f64, f64) {
        let half = Z * self.robust_error;
        ((self.log_ratio - half).exp(), (self.log_ratio + half).exp())
    }

    /// The two-sided p of no difference, robust.
    pub fn p(&self) -> f64 {
        normal_two_sided(self.log_ratio / self.robust_error)
    }
}

/// Fits the model. None where the ratio is not finite: no events, or all of them in one group.
pub fn hazard_ratio(subjects: &[Subject]) -> Option<HazardRatio> {
    const STEPS: u32 = 50;
    let strata = strata(subjects);
    let mut beta = 0.0;
    for _ in 0..STEPS {
        let Likelihood { score, information } = likelihood(&strata, beta);
        if information <= 1e-10 || !beta.is_finite() {
            return None;
        }
        let step = (score / information).clamp(-1.0, 1.0);
        beta += step;
        if step.abs() < 1e-12 {
            let information = likelihood(&strata, beta).information;
            let spread = clusters(&strata, beta).values().map(|score| score * score).sum::<f64>();
            return Some(HazardRatio {
                log_ratio: beta,
                standard_error: information.sqrt().recip(),
                robust_error: spread.sqrt() / information,
            });
        }
    }
    None
}

/// The subjects of each stratum by day, the last day first.
type Strata<'a> = Vec<Vec<Vec<&'a Subject>>>;

fn strata(subjects: &[Subject]) -> Strata<'_> {
    let mut strata: BTreeMap<u32, BTreeMap<u32, Vec<&Subject>>> = BTreeMap::new();
    for subject in subjects {
        let days = strata.entry(subject.stratum).or_default();
        days.entry(subject.lifetime.day).or_default().push(subject);
    }
    strata.into_values().map(|days| days.into_values().rev().collect()).collect()
}

struct Likelihood {
    score: f64,
    information: f64,
}

/// One of Efron's tied denominators.
#[derive(Clone, Copy)]
struct Term {
    /// How much of the tied is taken off.
    taken: f64,
    /// The sum of the weights.
    weight: f64,
    /// The weighted mean of the covariate, which is 1 in the first group.
    mean: f64,
}

fn likelihood(strata: &Strata<'_>, beta: f64) -> Likelihood {
    let (mut score, mut information) = (0.0, 0.0);
    for (tied, terms) in strata.iter().flat_map(|days| deaths(days, beta)) {
        score += tied.iter().filter(|subject| subject.treated).count() as f64;
        for term in terms {
            score -= term.mean;
            information += term.mean * (1.0 - term.mean);
        }
    }
    Likelihood { score, information }
}

/// The tied of each day with events, and their denominators, the last day first.
fn deaths<'a>(days: &[Vec<&'a Subject>], beta: f64) -> Vec<(Vec<&'a Subject>, Vec<Term>)> {
    let mut at_risk = [0.0; 2];
    let mut found = Vec::new();
    for day in days {
        for subject in day {
            at_risk[usize::from(subject.treated)] += weight(subject, beta);
        }
        let tied: Vec<&Subject> = day.iter().filter(|subject| subject.lifetime.event).copied().collect();
        let mut dying = [0.0; 2];
        for subject in &tied {
            dying[usize::from(subject.treated)] += weight(subject, beta);
        }
        let term = |k: usize| {
            let taken = k as f64 / tied.len() as f64;
            let [control, treated] = [0, 1].map(|group| at_risk[group] - taken * dying[group]);
            Term { taken, weight: control + treated, mean: treated / (control + treated) }
        };
        let terms: Vec<Term> = (0..tied.len()).map(term).collect();
        if !terms.is_empty() {
            found.push((tied, terms));
        }
    }
    found
}

fn weight(subject: &Subject, beta: f64) -> f64 {
    if subject.treated { beta.exp() } else { 1.0 }
}

/// The score residuals, summed for each person.
fn clusters(strata: &Strata<'_>, beta: f64) -> BTreeMap<usize, f64> {
    let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
    for days in strata {
        let deaths = deaths(days, beta);
        let covariate = |subject: &Subject| f64::from(u8::from(subject.treated));
        for (tied, terms) in &deaths {
            let day = tied.first().map_or(0, |subject| subject.lifetime.day);
            for subject in tied {
                let mean = terms.iter().map(|term| term.mean).sum::<f64>() / terms.len() as f64;
                *scores.entry(subject.cluster).or_default() += covariate(subject) - mean;
            }
            let at_risk = days.iter().flatten().filter(|subject| subject.lifetime.day >= day);
            for subject in at_risk {
                let is_tied = subject.lifetime.day == day && subject.lifetime.event;
                let part = |term: &Term| {
                    let share = if is_tied { 1.0 - term.taken } else { 1.0 };
                    share * weight(subject, beta) * (covariate(subject) - term.mean) / term.weight
                };
                *scores.entry(subject.cluster).or_default() -= terms.iter().map(part).sum::<f64>();
            }
        }
    }
    scores
}
