//! How long many answers took, and what to say of that.

use std::time::Duration;

/// Times in ascending order.
pub(super) struct Took(Vec<Duration>);

impl Took {
    /// Of times in any order.
    pub(super) fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        Self(times)
    }

    /// Such a share of the answers took no longer, in percent; nothing took no time.
    pub(super) fn percentile(&self, percent: usize) -> Duration {
        let rank = (self.0.len() * percent).div_ceil(100);
        self.0.get(rank.saturating_sub(1)).copied().unwrap_or_default()
    }

    /// How many there were.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_the_time_of_one_of_them() {
        let took = Took::of((1..=40).rev().map(Duration::from_millis).collect());
        let [median, late, all] = [50, 95, 100].map(|percent| took.percentile(percent).as_millis());
        assert_eq!((median, late, all, took.count()), (20, 38, 40, 40));
        assert_eq!(Took::of(Vec::new()).percentile(95), Duration::ZERO);
    }
}
