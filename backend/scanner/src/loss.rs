//! How many packets the way there and back loses, estimated from when open ports answered.
//!
//! Of what answers at all, a share f stays silent on every try. Those that answer first on the second try are then
//! f times as many as those that answer on the first (capture and recapture). Only open ports count: closed ones are
//! often kept from answering by limits of their own.

/// How many first answers tell enough.
const ENOUGH: u32 = 50;

/// From this loss on, everything that is silent is asked once more.
const HEAVY: f64 = 0.025;

/// From this loss on, homes that have shown any life are asked once more.
const LIGHT: f64 = 0.003;

/// The most rounds that are added where packets get lost.
pub const MORE_TRIES: u8 = 2;

/// Open ports by the try on which they answered.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Loss {
    first: u32,
    second: u32,
}

impl Loss {
    /// Counts an open port that answered on this try, from 1.
    pub(crate) fn learn(&mut self, attempt: u8) {
        match attempt {
            1 => self.first += 1,
            2 => self.second += 1,
            _ => {}
        }
    }

    /// The share of tries that remain without an answer, there and back together, if enough is known.
    pub(crate) fn estimate(&self) -> Option<f64> {
        (self.first >= ENOUGH).then(|| (f64::from(self.second) / f64::from(self.first)).min(1.0))
    }

    /// How many more rounds than usual a home is worth.
    pub(crate) fn more_rounds(&self, is_alive: bool) -> u8 {
        let loss = self.estimate().unwrap_or(0.0);
        u8::from(loss >= HEAVY) + u8::from(loss >= LIGHT && is_alive)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_rounds_follow_the_loss() {
        for (first, second, dark, alive) in [
            (49, 49, 0, 0),
            (1_000, 0, 0, 0),
            (1_000, 2, 0, 0),
            (1_000, 3, 0, 1),
            (1_000, 24, 0, 1),
            (1_000, 25, 1, 2),
            (50, 50, 1, 2),
        ] {
            let loss = Loss { first, second };
            assert_eq!((loss.more_rounds(false), loss.more_rounds(true)), (dark, alive), "{first} {second}");
            assert!(dark.max(alive) <= MORE_TRIES, "{first} {second}");
        }
    }

    #[test]
    fn the_estimate_is_the_share_that_stays_silent() {
        // 10,000 open ports, of which a tenth stays silent on each try.
        let mut loss = Loss::default();
        (0..9_000).for_each(|_| loss.learn(1));
        (0..900).for_each(|_| loss.learn(2));
        (0..90).for_each(|_| loss.learn(3));
        assert_eq!(loss.estimate(), Some(0.1));
        assert_eq!(Loss::default().estimate(), None);
    }
}
