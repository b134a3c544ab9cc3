//! What must hold for every history.

use std::collections::BTreeSet;

use akabeko_shared::{Observation, Port, PortState};
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

use super::april;
use crate::select::{Rule, RunRule, UnobservedDays, select};

fn history() -> impl Strategy<Value = Vec<Observation<u8>>> {
    let states = prop::sample::select(vec![
        PortState::Open,
        PortState::Closed,
        PortState::Filtered,
        PortState::OpenFiltered,
    ]);
    let one = (0..3_u8, 0..40 * 24_i64, 0..2_u16, states).prop_map(|(agent, hour, port, state)| {
        let start: Timestamp = "2021-03-27T00:00:00Z".parse().unwrap();
        Observation { agent, observed_at: start + hour.hours(), port: Port::tcp(22 + port), state }
    });
    prop::collection::vec(one, 0..200)
}

fn any_rule() -> impl Strategy<Value = Rule> {
    (any::<bool>(), any::<bool>()).prop_map(|(any, bridge)| Rule {
        run_rule: if any { RunRule::Any } else { RunRule::Whole },
        unobserved_days: if bridge { UnobservedDays::Bridge } else { UnobservedDays::Break },
        ..april()
    })
}

fn chosen(observations: &[Observation<u8>], rule: &Rule) -> BTreeSet<(u8, Port)> {
    let verdicts = select(observations.iter().cloned(), rule);
    verdicts
        .into_iter()
        .filter(|verdict| verdict.selected)
        .map(|verdict| (verdict.agent, verdict.port))
        .collect()
}

proptest! {
    #[test]
    fn order_and_repetition_change_nothing(
        (ordered, shuffled) in history().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        repeated in 0..200_usize,
        rule in any_rule(),
    ) {
        let again: Vec<_> = shuffled.iter().chain(shuffled.iter().take(repeated)).cloned().collect();
        prop_assert_eq!(select(ordered, &rule), select(again, &rule));
    }

    #[test]
    fn a_closed_observation_changes_nothing_where_unobserved_days_break(
        all in history(), more in history(), any in any::<bool>(),
    ) {
        let rule = Rule { run_rule: if any { RunRule::Any } else { RunRule::Whole }, ..april() };
        let closed = more.into_iter().map(|seen| Observation { state: PortState::Closed, ..seen });
        let both: Vec<_> = all.iter().cloned().chain(closed).collect();
        prop_assert_eq!(select(all, &rule), select(both, &rule));
    }

    /// One more open day takes nobody out, except where it joins the days to one run of exactly five (`whole`)
    /// or makes the longest run one of two to five days (`any`).
    #[test]
    fn an_open_day_takes_nobody_out_but_by_a_short_run(
        all in history(), more in history(), rule in any_rule(),
    ) {
        let Some(seen) = more.first() else { return Ok(()) };
        let mut grown = all.clone();
        grown.push(Observation { state: PortState::Open, ..seen.clone() });
        let after = select(grown, &rule);
        for (agent, port) in chosen(&all, &rule) {
            let verdict = after.iter().find(|verdict| verdict.agent == agent && verdict.port == port).unwrap();
            let is_short = match rule.run_rule {
                RunRule::Whole => verdict.longest_run == 5 && verdict.open_days == 5,
                RunRule::Any => (2..=5).contains(&verdict.longest_run),
            };
            prop_assert!(verdict.selected != is_short, "{:?}", verdict);
        }
    }

    #[test]
    fn whom_any_selects_whole_selects_too(all in history(), rule in any_rule()) {
        let strict = chosen(&all, &Rule { run_rule: RunRule::Any, ..rule.clone() });
        let plain = chosen(&all, &Rule { run_rule: RunRule::Whole, ..rule });
        prop_assert!(strict.is_subset(&plain));
    }
}
