//! Which arm an agent is in: seeded, stratified, balanced within every stratum, the same every time.
//!
//! Within a stratum agents are put in the order of a keyed hash, so that nobody can foresee or arrange the
//! outcome, yet everybody who knows the seed can check it.

use std::collections::BTreeMap;
use std::fmt::Display;

use akabeko_shared::Arm;
use sha2::{Digest, Sha256};

/// Assigns every unit to an arm. `wait` is the share that waits, from 0 to 1; strata are balanced each by itself.
pub fn assign<A: Ord + Clone + Display, S: Ord>(
    seed: u64,
    wait: f64,
    units: impl IntoIterator<Item = (A, S)>,
) -> BTreeMap<A, Arm> {
    let mut strata: BTreeMap<S, Vec<A>> = BTreeMap::new();
    for (unit, stratum) in units {
        strata.entry(stratum).or_default().push(unit);
    }
    let mut arms = BTreeMap::new();
    let mut carried = 0.0;
    for (_, mut units) in strata {
        units.sort_by_key(|unit| (draw(seed, unit), unit.clone()));
        for unit in units {
            // The carried share decides, so that arms stay balanced across small strata as well.
            carried += wait;
            let waits = carried + 1e-9 >= 1.0;
            if waits {
                carried -= 1.0;
            }
            arms.insert(unit, if waits { Arm::Wait } else { Arm::Notify });
        }
    }
    arms
}

fn draw(seed: u64, unit: &impl Display) -> [u8; 32] {
    Sha256::new().chain_update(seed.to_be_bytes()).chain_update(unit.to_string()).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn units(count: u32) -> Vec<(u32, bool)> {
        (0..count).map(|unit| (unit, unit % 3 == 0)).collect()
    }

    fn waiting(arms: &BTreeMap<u32, Arm>) -> usize {
        arms.values().filter(|arm| **arm == Arm::Wait).count()
    }

    #[test]
    fn half_waits_and_the_seed_decides_which() {
        let arms = assign(7, 0.5, units(100));
        assert_eq!(waiting(&arms), 50);
        assert_eq!(arms, assign(7, 0.5, units(100)));
        assert_ne!(arms, assign(8, 0.5, units(100)));
    }

    #[test]
    fn without_a_waiting_share_everybody_is_told() {
        assert_eq!(waiting(&assign(7, 0.0, units(9))), 0);
        assert_eq!(waiting(&assign(7, 1.0, units(9))), 9);
    }

    proptest! {
        #[test]
        fn the_order_of_units_changes_nothing(mut shuffled in Just(units(40)).prop_shuffle(), seed: u64) {
            let arms = assign(seed, 0.5, shuffled.clone());
            shuffled.sort();
            prop_assert_eq!(arms, assign(seed, 0.5, shuffled));
        }

        #[test]
        fn no_stratum_is_off_balance_by_more_than_one(count in 0..60_u32, seed: u64) {
            let arms = assign(seed, 0.5, units(count));
            for stratum in [true, false] {
                let of: Vec<_> = arms.iter().filter(|(unit, _)| (*unit % 3 == 0) == stratum).collect();
                let wait = of.iter().filter(|(_, arm)| **arm == Arm::Wait).count();
                prop_assert!(wait.abs_diff(of.len() - wait) <= 1);
            }
        }
    }
}
