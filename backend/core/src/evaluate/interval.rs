//! How sure a rate can be: Wilson's interval for a proportion.

/// The 97.5 % point of the standard normal distribution.
pub(crate) const Z: f64 = 1.959_963_984_540_054;

/// The share of `successes` in `trials`, from 0 to 1. None without trials.
pub fn rate(successes: usize, trials: usize) -> Option<f64> {
    (trials > 0).then(|| successes as f64 / trials as f64)
}

/// Wilson's 95 % interval for `successes` in `trials`, both ends from 0 to 1. None without trials.
pub fn wilson(successes: usize, trials: usize) -> Option<(f64, f64)> {
    let share = rate(successes, trials)?;
    let n = trials as f64;
    let centre = share + Z * Z / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    // Rounding leaves 1e-17 where the ends are exactly 0 and 1.
    let low = if successes == 0 { 0.0 } else { (centre - half) / scale };
    let high = if successes == trials { 1.0 } else { (centre + half) / scale };
    Some((low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_agrees_with_values_worked_out_by_hand() {
        // The paper's 28 of 60; 15 of 60 and 3 of 40; and the ends.
        let table = [
            (28, 60, 0.346_279, 0.591_066),
            (15, 60, 0.157_765, 0.372_321),
            (3, 40, 0.025_836, 0.198_642),
            (0, 10, 0.0, 0.277_533),
            (10, 10, 0.722_467, 1.0),
        ];
        for (successes, trials, low, high) in table {
            let interval = wilson(successes, trials).unwrap();
            assert!((interval.0 - low).abs() < 1e-6, "low of {successes}/{trials}: {}", interval.0);
            assert!((interval.1 - high).abs() < 1e-6, "high of {successes}/{trials}: {}", interval.1);
        }
    }

    #[test]
    fn nobody_has_no_rate() {
        assert_eq!((rate(0, 0), wilson(0, 0)), (None, None));
    }
}
