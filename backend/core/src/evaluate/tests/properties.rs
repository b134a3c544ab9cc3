//! What must not matter does not: the order of rows, names, and agents that nobody ever saw.

use std::sync::LazyLock;

use akabeko_shared::Platform;
use jiff::Timestamp;
use proptest::prelude::*;

use crate::evaluate::dataset::{Agent, Dataset};
use crate::evaluate::pseudonyms::{Thing, pseudonymous};
use crate::evaluate::{Evaluation, Options, evaluate};
use crate::simulate::{Written, preset, simulate};

static STUDY: LazyLock<Dataset> =
    LazyLock::new(|| simulate(&preset::paper().with_agents(150), 11, Written::Exposed));

fn evaluation(dataset: &Dataset) -> Evaluation {
    evaluate(dataset, &Options::default())
}

/// Numbers that are sums of rates differ in their last digits when rows come in another order.
fn same(left: &Evaluation, right: &Evaluation) {
    let numbers = |evaluation: &Evaluation| serde_json::to_value(evaluation).unwrap();
    close("", &numbers(left), &numbers(right));
}

fn close(path: &str, left: &serde_json::Value, right: &serde_json::Value) {
    use serde_json::Value::{Array, Number, Object};
    match (left, right) {
        (Object(left), Object(right)) if left.len() == right.len() => {
            left.iter().for_each(|(key, value)| close(&format!("{path}.{key}"), value, &right[key]));
        }
        (Array(left), Array(right)) if left.len() == right.len() => {
            let pairs = left.iter().zip(right).enumerate();
            pairs.for_each(|(index, (left, right))| close(&format!("{path}[{index}]"), left, right));
        }
        (Number(left), Number(right)) => {
            let (left, right) = (left.as_f64().unwrap(), right.as_f64().unwrap());
            assert!((left - right).abs() <= 1e-9 * left.abs().max(1.0), "{path}: {left} and {right}");
        }
        (left, right) => assert_eq!(left, right, "{path}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn the_order_of_rows_does_not_matter(seed: u64) {
        let mut shuffled = STUDY.clone();
        // A keyed hash of each row's place is a shuffle that fits all tables, whatever their sizes.
        let place = |index: usize| (index as u64 ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
        macro_rules! shuffle {
            ($($table:ident)+) => { $({
                let mut rows: Vec<_> = shuffled.$table.into_iter().enumerate().collect();
                rows.sort_by_key(|(index, _)| place(*index));
                shuffled.$table = rows.into_iter().map(|(_, row)| row).collect();
            })+ };
        }
        shuffle!(agents observations notices visits answers cases);
        same(&evaluation(&STUDY), &evaluation(&shuffled));
    }

    #[test]
    fn names_do_not_matter(key: u32) {
        let pseudonym = |thing: Thing, name: &str| {
            let sum = name.bytes().fold(u64::from(key), |sum, byte| sum.wrapping_mul(1_099_511_628_211) ^ u64::from(byte));
            format!("{thing:?}-{sum:016x}")
        };
        let renamed = pseudonymous(STUDY.clone(), pseudonym);
        prop_assert!(renamed.agents.iter().all(|agent| !agent.agent.starts_with("agent-")));
        same(&evaluation(&STUDY), &evaluation(&renamed));
    }
}

#[test]
fn an_agent_that_was_never_observed_changes_nothing() {
    let mut more = STUDY.clone();
    let enrolled_at = Timestamp::UNIX_EPOCH;
    more.agents.push(Agent { agent: "zoe".into(), platform: Platform::Desktop, enrolled_at });
    same(&evaluation(&STUDY), &evaluation(&more));
}

#[test]
fn a_notified_agent_that_was_never_observed_is_in_every_denominator_and_never_improved() {
    let mut more = STUDY.clone();
    let mut notice = more.notices.iter().find(|notice| notice.sent_at.is_some()).unwrap().clone();
    (notice.notice, notice.agent) = ("zoe-1".into(), "zoe".into());
    let enrolled_at = Timestamp::UNIX_EPOCH;
    more.agents.push(Agent { agent: "zoe".into(), platform: Platform::Desktop, enrolled_at });
    let campaign = notice.campaign.clone();
    more.notices.push(notice);
    let week5 = |dataset: &Dataset| {
        let rows = evaluation(dataset).figure9;
        let row = rows.into_iter().find(|row| row.group == *campaign && row.week == 5).unwrap();
        (row.improved, row.users)
    };
    let (improved, users) = week5(&STUDY);
    assert_eq!(week5(&more), (improved, users + 1));
    let unobserved = |dataset: &Dataset| {
        let rows = evaluation(dataset).states;
        rows.into_iter().find(|row| row.group == *campaign && row.week == 5).unwrap().unobserved
    };
    assert_eq!(unobserved(&more), unobserved(&STUDY) + 1);
}
