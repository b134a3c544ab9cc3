//! Chance that a seed replays: it spreads check-ins out in time and is good for nothing secret.

use jiff::SignedDuration;

/// A small seeded generator (SplitMix64).
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// Starts from a seed; the same seed gives the same numbers.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A length of time from `low` to `high` thousandths of `whole`.
    pub fn stretch(&mut self, whole: SignedDuration, low: i32, high: i32) -> SignedDuration {
        let steps = u64::try_from(high - low).unwrap_or(0) * 1000;
        let millionths = i64::from(low) * 1000 + i64::try_from(self.next() % (steps + 1)).unwrap_or(0);
        let milliseconds = i128::from(millionths) * whole.as_millis() / 1_000_000;
        SignedDuration::from_millis(i64::try_from(milliseconds).unwrap_or(i64::MAX))
    }

    /// 32 hexadecimal digits that tell one thing from others.
    pub fn name(&mut self) -> String {
        format!("{:016x}{:016x}", self.next(), self.next())
    }

    /// A seed for another generator.
    pub fn seed(&mut self) -> u64 {
        self.next()
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_stay_inside_and_spread_over_the_whole_width() {
        let mut chance = Chance::new(7);
        let whole = SignedDuration::from_secs(100);
        let drawn: Vec<i128> = (0..1000).map(|_| chance.stretch(whole, 900, 1100).as_millis()).collect();
        assert!(drawn.iter().all(|length| (90_000..=110_000).contains(length)));
        assert!(drawn.iter().any(|length| *length < 91_000) && drawn.iter().any(|length| *length > 109_000));
    }
}
