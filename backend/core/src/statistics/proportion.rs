//! Two proportions: their difference with Newcombe's interval, and Fisher's exact test.

use super::distribution::ln_factorial;
use crate::evaluate::interval::{rate, wilson};

/// The difference of two rates, first less second, with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// From −1 to 1.
    pub difference: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// Newcombe's hybrid score interval (1998, method 10) for two counts, each of successes and trials. None without
/// trials on a side.
pub fn newcombe(first: (usize, usize), second: (usize, usize)) -> Option<Difference> {
    let (p1, p2) = (rate(first.0, first.1)?, rate(second.0, second.1)?);
    let ((l1, u1), (l2, u2)) = (wilson(first.0, first.1)?, wilson(second.0, second.1)?);
    let difference = p1 - p2;
    Some(Difference {
        difference,
        low: difference - (p1 - l1).hypot(u2 - p2),
        high: difference + (u1 - p1).hypot(p2 - l2),
    })
}

/// The two-sided p of Fisher's exact test: all tables of these margins that are no likelier than this one.
pub fn fisher(first: (usize, usize), second: (usize, usize)) -> f64 {
    // Tables that are equally likely differ by rounding.
    const SAME: f64 = 1e-7;
    let successes = first.0 + second.0;
    let total = first.1 + second.1;
    let ln_choose = |n: usize, k: usize| ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k);
    let all = ln_choose(total, successes);
    let likelihood =
        |hits: usize| (ln_choose(first.1, hits) + ln_choose(second.1, successes - hits) - all).exp();
    let limit = likelihood(first.0) * (1.0 + SAME);
    let hits = successes.saturating_sub(second.1)..=successes.min(first.1);
    hits.map(likelihood).filter(|chance| *chance <= limit).sum::<f64>().min(1.0)
}
