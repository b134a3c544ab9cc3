//! Chance that a seed replays: SplitMix64 (Steele, Lea, Flood 2014), one stream for each thing that has a fate.

/// A stream of chance.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    /// The stream of this number under a seed. Streams do not depend on how many others there are.
    pub(crate) fn of(seed: u64, stream: u64) -> Self {
        Self(mixed(seed ^ mixed(stream.wrapping_add(STEP))))
    }

    /// A number from 0 to 1, 1 excluded, of 53 bits.
    pub(super) fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(STEP);
        (mixed(self.0) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether something of this chance, from 0 to 1, happens.
    pub(super) fn happens(&mut self, chance: f64) -> bool {
        self.unit() < chance
    }

    /// A number from `low` to `high`.
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// How long something takes that happens at this rate (exponential); for ever at a rate of 0.
    pub(super) fn waiting(&mut self, rate: f64) -> f64 {
        -(1.0 - self.unit()).ln() / rate
    }
}

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_the_same_each_time_and_its_own() {
        let draws = |seed, stream| {
            let mut dice = Dice::of(seed, stream);
            [dice.unit(), dice.unit()]
        };
        assert_eq!(draws(1, 2), draws(1, 2));
        assert_ne!(draws(1, 2), draws(1, 3));
        assert_ne!(draws(1, 2), draws(2, 2));
    }

    #[test]
    fn many_draws_have_the_promised_means() {
        let mut dice = Dice::of(1, 1);
        let mean = |draws: Vec<f64>| draws.iter().sum::<f64>() / draws.len() as f64;
        let units = mean((0..100_000).map(|_| dice.unit()).collect());
        let waits = mean((0..100_000).map(|_| dice.waiting(0.5)).collect());
        assert!((units - 0.5).abs() < 0.005, "{units}");
        assert!((waits - 2.0).abs() < 0.03, "{waits}");
    }
}
