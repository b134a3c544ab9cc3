//! Several studies as one: fixed effect, and random effects after DerSimonian and Laird (1986).

use super::distribution::chi_square_tail;
use crate::evaluate::interval::Z;

/// What one study found: an effect on a scale where it is about normal, and its variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Study {
    /// The effect, such as a log hazard ratio or a difference of rates.
    pub effect: f64,
    /// Its variance, above 0.
    pub variance: f64,
}

/// An effect of all studies together, with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pooled {
    /// The effect.
    pub effect: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The two ways of pooling, and how far studies differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pooling {
    /// As if every study measured the same effect.
    pub fixed: Pooled,
    /// As if each measured its own, of which we want the mean.
    pub random: Pooled,
    /// Cochran's Q.
    pub q: f64,
    /// Its p.
    pub q_p: f64,
    /// The variance between studies.
    pub between: f64,
    /// The share of the spread that is between studies, from 0 to 1 (I²).
    pub share_between: f64,
}

/// Pools studies. None without any.
pub fn pool(studies: &[Study]) -> Option<Pooling> {
    if studies.is_empty() {
        return None;
    }
    let fixed = pooled(studies, 0.0);
    let weight = |study: &Study| study.variance.recip();
    let q: f64 = studies.iter().map(|study| weight(study) * (study.effect - fixed.effect).powi(2)).sum();
    let degrees = studies.len() as f64 - 1.0;
    let sum: f64 = studies.iter().map(weight).sum();
    let squares: f64 = studies.iter().map(|study| weight(study).powi(2)).sum();
    let scale = sum - squares / sum;
    let between = if scale > 0.0 { ((q - degrees) / scale).max(0.0) } else { 0.0 };
    let q_p = if studies.len() > 1 { chi_square_tail(q, studies.len() as u32 - 1) } else { 1.0 };
    let share_between = if q > 0.0 { ((q - degrees) / q).max(0.0) } else { 0.0 };
    Some(Pooling { fixed, random: pooled(studies, between), q, q_p, between, share_between })
}

fn pooled(studies: &[Study], between: f64) -> Pooled {
    let weight = |study: &Study| (study.variance + between).recip();
    let sum: f64 = studies.iter().map(weight).sum();
    let effect = studies.iter().map(|study| weight(study) * study.effect).sum::<f64>() / sum;
    let standard_error = sum.sqrt().recip();
    Pooled { effect, standard_error, low: effect - Z * standard_error, high: effect + Z * standard_error }
}
