//! Which arm an agent is in, and which wording it gets: seeded, stratified, balanced within every stratum, the same
//! every time.
//!
//! Within a stratum agents are put in the order of a keyed hash, so that nobody can foresee or arrange the outcome, yet
//! everybody who knows the seed can check it. The order is cut into blocks in which every arm has its share; those of
//! one arm are cut into blocks again, in which every wording comes once. So the two factors are crossed: each wording is
//! balanced within each arm of each stratum.

use std::collections::BTreeMap;
use std::fmt::Display;

use akabeko_shared::{Arm, Variant};
use sha2::{Digest, Sha256};

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Factors<'a> {
    /// The share that waits, from 0 to 1.
    pub wait: f64,
    /// The wordings, each as often as the others; the usual one if there is none.
    pub variants: &'a [Variant],
}

/// What was drawn for one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Drawn {
    /// When it is told.
    pub arm: Arm,
    /// In which wording.
    pub variant: Variant,
}

/// Assigns every unit to an arm and a wording. Strata are balanced each by itself.
pub fn assign<A: Ord + Clone + Display, S: Ord>(
    seed: u64,
    factors: &Factors<'_>,
    units: impl IntoIterator<Item = (A, S)>,
) -> BTreeMap<A, Drawn> {
    let mut strata: BTreeMap<S, Vec<A>> = BTreeMap::new();
    for (unit, stratum) in units {
        strata.entry(stratum).or_default().push(unit);
    }
    let mut blocks = Blocks { factors, carried: 0.0, told: 0, waiting: 0 };
    let mut drawn = BTreeMap::new();
    for (_, mut units) in strata {
        units.sort_by_key(|unit| (draw(seed, unit), unit.clone()));
        drawn.extend(units.into_iter().map(|unit| (unit, blocks.next())));
    }
    drawn
}

/// How far the blocks have come. They go on from stratum to stratum, so that small strata add up to balance as well.
struct Blocks<'a> {
    factors: &'a Factors<'a>,
    carried: f64,
    told: usize,
    waiting: usize,
}

impl Blocks<'_> {
    fn next(&mut self) -> Drawn {
        self.carried += self.factors.wait;
        let (arm, turn) = if self.carried + 1e-9 >= 1.0 {
            self.carried -= 1.0;
            (Arm::Wait, &mut self.waiting)
        } else {
            (Arm::Notify, &mut self.told)
        };
        let variants = self.factors.variants;
        let variant = turn.checked_rem(variants.len()).map_or(Variant::Usual, |at| variants[at]);
        *turn += 1;
        Drawn { arm, variant }
    }
}

fn draw(seed: u64, unit: &impl Display) -> [u8; 32] {
    Sha256::new().chain_update(seed.to_be_bytes()).chain_update(unit.to_string()).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HALF: Factors<'_> = Factors { wait: 0.5, variants: &Variant::ALL };

    fn units(count: u32) -> Vec<(u32, bool)> {
        (0..count).map(|unit| (unit, unit % 3 == 0)).collect()
    }

    fn waiting(drawn: &BTreeMap<u32, Drawn>) -> usize {
        drawn.values().filter(|drawn| drawn.arm == Arm::Wait).count()
    }

    #[test]
    fn half_waits_and_the_seed_decides_which() {
        let drawn = assign(7, &HALF, units(100));
        assert_eq!(waiting(&drawn), 50);
        assert_eq!(drawn, assign(7, &HALF, units(100)));
        assert_ne!(drawn, assign(8, &HALF, units(100)));
    }

    #[test]
    fn without_a_waiting_share_everybody_is_told_and_without_wordings_as_usual() {
        let plain = |wait| assign(7, &Factors { wait, variants: &[] }, units(9));
        assert_eq!((waiting(&plain(0.0)), waiting(&plain(1.0))), (0, 9));
        assert!(plain(0.5).values().all(|drawn| drawn.variant == Variant::Usual));
    }

    #[test]
    fn who_waits_does_not_depend_on_the_wordings() {
        let arms = |variants| {
            let drawn = assign(7, &Factors { wait: 0.5, variants }, units(60));
            drawn.into_values().map(|drawn| drawn.arm).collect::<Vec<_>>()
        };
        assert_eq!(arms(&[]), arms(&Variant::ALL));
    }

    proptest! {
        #[test]
        fn the_order_of_units_changes_nothing(mut shuffled in Just(units(40)).prop_shuffle(), seed: u64) {
            let drawn = assign(seed, &HALF, shuffled.clone());
            shuffled.sort();
            prop_assert_eq!(drawn, assign(seed, &HALF, shuffled));
        }

        #[test]
        fn no_stratum_is_off_balance_by_more_than_one(count in 0..60_u32, seed: u64) {
            let drawn = assign(seed, &HALF, units(count));
            for stratum in [true, false] {
                let of = || drawn.iter().filter(|(unit, _)| (*unit % 3 == 0) == stratum).map(|(_, drawn)| drawn);
                let size = |arm: Arm| of().filter(|drawn| drawn.arm == arm).count();
                prop_assert!(size(Arm::Wait).abs_diff(size(Arm::Notify)) <= 1);
                for arm in [Arm::Wait, Arm::Notify] {
                    let cells = Variant::ALL.map(|variant| of().filter(|one| **one == Drawn { arm, variant }).count());
                    prop_assert!(cells.iter().max().unwrap() - cells.iter().min().unwrap() <= 1);
                }
            }
        }
    }
}
