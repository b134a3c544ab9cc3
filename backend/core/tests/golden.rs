//! The statistics agree with scipy, statsmodels, lifelines and R on the numbers in `golden`.
#![cfg(test)]

use akabeko_core::evaluate::interval::wilson;
use akabeko_core::statistics::cox::hazard_ratio;
use akabeko_core::statistics::distribution::{chi_square_tail, normal_quantile};
use akabeko_core::statistics::log_rank::{LogRank, Subject, log_rank};
use akabeko_core::statistics::pooling::{Pooled, Study, pool};
use akabeko_core::statistics::proportion::{fisher, newcombe};
use akabeko_core::statistics::{Lifetime, kaplan_meier};
use serde_json::Value;

#[test]
fn kaplan_and_meier_s_curve_has_lifelines_band() {
    for row in numbers(&golden()["kaplan_meier"]) {
        let [group, day, survival, low, high] = row[..] else { panic!("five numbers") };
        let of_group =
            subjects(false).into_iter().filter(|subject| f64::from(u8::from(subject.treated)) == group);
        let lifetimes: Vec<Lifetime> = of_group.map(|subject| subject.lifetime).collect();
        let steps = kaplan_meier(&lifetimes);
        let step = steps.iter().rfind(|step| f64::from(step.day) <= day).unwrap();
        same("survival", step.survival, survival);
        let band = step.band.unwrap();
        same("low", band.0, low);
        same("high", band.1, high);
    }
}

#[test]
fn the_log_rank_test_agrees_with_statsmodels() {
    for (name, is_stratified) in [("log_rank", false), ("log_rank_stratified", true)] {
        let LogRank { chi_square, p, .. } = log_rank(&subjects(is_stratified)).unwrap();
        same(name, chi_square, golden()[name][0].as_f64().unwrap());
        same(name, p, golden()[name][1].as_f64().unwrap());
    }
}

#[test]
fn the_hazard_ratio_agrees_with_r() {
    for line in include_str!("golden/cox.csv").lines().skip(1) {
        let (name, said) = line.split_once(',').unwrap();
        let said: Vec<f64> = said.split(',').map(|cell| cell.parse().unwrap()).collect();
        let found = hazard_ratio(&subjects(name == "stratified")).unwrap();
        for (found, said) in
            [found.log_ratio, found.standard_error, found.robust_error, found.p()].into_iter().zip(said)
        {
            same(name, found, said);
        }
    }
}

#[test]
fn two_proportions_agree_with_statsmodels_and_scipy() {
    for row in numbers(&golden()["proportions"]) {
        let count = |index: usize| row[index] as usize;
        let (first, second) = ((count(0), count(1)), (count(2), count(3)));
        let difference = newcombe(first, second).unwrap();
        same("low", difference.low, row[4]);
        same("high", difference.high, row[5]);
        same("fisher", fisher(first, second), row[6]);
        let (low, high) = wilson(first.0, first.1).unwrap();
        same("wilson low", low, row[7]);
        same("wilson high", high, row[8]);
    }
}

#[test]
fn pooling_agrees_with_statsmodels() {
    let golden = &golden()["pooling"];
    let effects = list(&golden["effects"]).into_iter().zip(list(&golden["variances"]));
    let studies: Vec<Study> = effects.map(|(effect, variance)| Study { effect, variance }).collect();
    let pooling = pool(&studies).unwrap();
    let fields = |pooled: &Pooled| [pooled.effect, pooled.standard_error, pooled.low, pooled.high];
    for (name, pooled) in [("fixed", pooling.fixed), ("random", pooling.random)] {
        for (found, said) in fields(&pooled).into_iter().zip(list(&golden[name])) {
            same(name, found, said);
        }
    }
    same("q", pooling.q, golden["q"].as_f64().unwrap());
    same("between", pooling.between, golden["between"].as_f64().unwrap());
    same("share", pooling.share_between, golden["share_between"].as_f64().unwrap());
}

#[test]
fn tails_and_quantiles_agree_with_scipy() {
    for row in numbers(&golden()["chi_square"]) {
        same("tail", chi_square_tail(row[0], row[1] as u32), row[2]);
    }
    for row in numbers(&golden()["normal"]) {
        same("quantile", normal_quantile(row[0]), row[1]);
    }
}

fn golden() -> Value {
    serde_json::from_str(include_str!("golden/golden.json")).unwrap()
}

fn subjects(is_stratified: bool) -> Vec<Subject> {
    let subject = |line: &str| {
        let cells: Vec<u32> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
        let [day, event, treated, stratum, cluster] = cells[..] else { panic!("five cells in {line}") };
        Subject {
            lifetime: Lifetime { day, event: event == 1 },
            treated: treated == 1,
            stratum: if is_stratified { stratum } else { 0 },
            cluster: cluster as usize,
        }
    };
    include_str!("golden/lifetimes.csv").lines().skip(1).map(subject).collect()
}

fn numbers(rows: &Value) -> Vec<Vec<f64>> {
    rows.as_array().unwrap().iter().map(list).collect()
}

fn list(row: &Value) -> Vec<f64> {
    row.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

/// Equal to nine digits.
fn same(what: &str, found: f64, said: f64) {
    assert!((found - said).abs() <= 1e-9 * said.abs().max(1e-3), "{what}: {found} instead of {said}");
}
