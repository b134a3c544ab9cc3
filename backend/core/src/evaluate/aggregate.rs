//! What one site can give to others without giving anybody away: a handful of sums, and several sites' sums as one.

use serde::{Deserialize, Serialize};

use super::Evaluation;
use super::interval::Z;
use super::row::row;
use crate::statistics::pooling::{Pooled, Study, pool};

/// The version of the file.
pub const VERSION: u32 = 1;
const WEEK: u32 = 5;

/// The sums of one study.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aggregate {
    /// The version of the file.
    pub version: u32,
    /// What the study is called; the same study counts once.
    pub study: String,
    /// Where days begin and end.
    pub time_zone: String,
    /// Which runs had to be long.
    pub run_rule: String,
    /// Whether a day without a scan ended a run.
    pub unobserved_days: String,
    /// The comparisons, at most one for each kind of control.
    pub comparisons: Vec<Comparison>,
}

/// The notified of a study against one kind of control, all campaigns together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// `waiting` or `natural`.
    pub control: String,
    /// Improved in week 5 among the notified.
    pub improved: usize,
    /// The notified.
    pub users: usize,
    /// Improved in week 5 among the controls.
    pub control_improved: usize,
    /// The controls.
    pub control_users: usize,
    /// The logarithm of the hazard ratio of full closure; none where it is not finite.
    pub log_hazard_ratio: Option<f64>,
    /// Its standard error, robust by agent.
    pub standard_error: Option<f64>,
}

row! {
    /// What several studies say together.
    PooledRow {
        /// `waiting` or `natural`.
        control: String,
        /// `difference` of the improvement rates in week 5, or `hazard_ratio` of full closure.
        measure: String,
        /// `fixed`, as if every study measured the same, or `random` (DerSimonian and Laird).
        model: String,
        /// How many studies.
        studies: usize,
        /// The pooled estimate.
        estimate: f64,
        /// The lower end of its 95 % interval.
        low: f64,
        /// The upper end.
        high: f64,
        /// Cochran's Q.
        q: f64,
        /// Its p.
        q_p: f64,
        /// The variance between studies, of log hazard ratios for `hazard_ratio`.
        between: f64,
        /// The share of the spread that is between studies (I²), from 0 to 1.
        share_between: f64,
    }
}

impl Aggregate {
    /// The sums of an evaluation.
    pub fn of(evaluation: &Evaluation, study: &str) -> Self {
        let totals = &evaluation.totals;
        let comparisons =
            ["waiting", "natural"].into_iter().filter_map(|control| comparison(evaluation, control));
        Self {
            version: VERSION,
            study: study.to_owned(),
            time_zone: totals.time_zone.clone(),
            run_rule: totals.run_rule.word().to_owned(),
            unobserved_days: totals.unobserved_days.word().to_owned(),
            comparisons: comparisons.collect(),
        }
    }

    /// What is wrong with numbers that came from elsewhere, if something is.
    pub fn fault(&self) -> Option<String> {
        let fault = |comparison: &Comparison| {
            let is_possible = comparison.improved <= comparison.users
                && comparison.control_improved <= comparison.control_users
                && comparison.users > 0
                && comparison.control_users > 0
                && comparison.standard_error.is_none_or(|error| error > 0.0 && error.is_finite())
                && comparison.log_hazard_ratio.is_none_or(f64::is_finite);
            (!is_possible)
                .then(|| format!("the numbers against {:?} contradict each other", comparison.control))
        };
        if self.version != VERSION {
            return Some(format!("version {} is not known: expected {VERSION}", self.version));
        }
        self.comparisons.iter().find_map(fault)
    }
}

/// Pools the studies for each kind of control that any of them has.
pub fn pooled(studies: &[Aggregate]) -> Vec<PooledRow> {
    let rows = |control: &str| {
        let comparisons =
            || studies.iter().flat_map(|study| &study.comparisons).filter(|one| one.control == control);
        let differences: Vec<Study> = comparisons().map(difference).collect();
        let hazards: Vec<Study> = comparisons().filter_map(hazard).collect();
        [
            models(control, "difference", &differences, |x| x),
            models(control, "hazard_ratio", &hazards, f64::exp),
        ]
        .concat()
    };
    ["waiting", "natural"].into_iter().flat_map(rows).collect()
}

fn comparison(evaluation: &Evaluation, control: &str) -> Option<Comparison> {
    let group = |groups: Vec<&str>| {
        groups.iter().find(|group| **group == "pooled").or(groups.first()).map(|group| (*group).to_owned())
    };
    let of_control = evaluation.effects.iter().filter(|row| row.control == control && row.week == WEEK);
    let group = group(of_control.clone().map(|row| &*row.group).collect())?;
    let effect = of_control.clone().find(|row| row.group == group)?;
    let hazard = evaluation.hazards.iter().find(|row| row.control == control && row.group == group);
    let spread = |low: f64, high: f64| (high.ln() - low.ln()) / (2.0 * Z);
    Some(Comparison {
        control: control.to_owned(),
        improved: effect.improved,
        users: effect.users,
        control_improved: effect.control_improved,
        control_users: effect.control_users,
        log_hazard_ratio: hazard.and_then(|row| row.ratio).map(f64::ln),
        standard_error: hazard.and_then(|row| Some(spread(row.low?, row.high?))),
    })
}

/// The variance is that of Agresti and Caffo, which is never 0.
fn difference(comparison: &Comparison) -> Study {
    let rate = |hits: usize, all: usize| hits as f64 / all as f64;
    let variance = |hits: usize, all: usize| {
        let (hits, all) = (hits as f64 + 1.0, all as f64 + 2.0);
        (hits / all) * (1.0 - hits / all) / all
    };
    let Comparison { improved, users, control_improved, control_users, .. } = *comparison;
    Study {
        effect: rate(improved, users) - rate(control_improved, control_users),
        variance: variance(improved, users) + variance(control_improved, control_users),
    }
}

fn hazard(comparison: &Comparison) -> Option<Study> {
    let error = comparison.standard_error?;
    Some(Study { effect: comparison.log_hazard_ratio?, variance: error * error })
}

fn models(control: &str, measure: &str, studies: &[Study], shown: fn(f64) -> f64) -> Vec<PooledRow> {
    let Some(pooling) = pool(studies) else { return Vec::new() };
    let row = |model: &str, pooled: &Pooled| PooledRow {
        control: control.to_owned(),
        measure: measure.to_owned(),
        model: model.to_owned(),
        studies: studies.len(),
        estimate: shown(pooled.effect),
        low: shown(pooled.low),
        high: shown(pooled.high),
        q: pooling.q,
        q_p: pooling.q_p,
        between: pooling.between,
        share_between: pooling.share_between,
    };
    vec![row("fixed", &pooling.fixed), row("random", &pooling.random)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::{Options, evaluate};
    use crate::simulate::{Written, preset, simulate};

    fn aggregate(seed: u64) -> Aggregate {
        let dataset = simulate(&preset::trial().with_agents(600), seed, Written::Exposed);
        Aggregate::of(&evaluate(&dataset, &Options::default()), &seed.to_string())
    }

    #[test]
    fn the_sums_of_several_sites_are_surer_than_those_of_one() {
        let sites: Vec<Aggregate> = (1..=3).map(aggregate).collect();
        assert!(sites.iter().all(|site| site.fault().is_none()));
        let width = |studies: &[Aggregate]| {
            let rows = pooled(studies);
            let row = rows.iter().find(|row| row.measure == "difference" && row.model == "fixed").unwrap();
            (row.studies, row.high - row.low)
        };
        let (one, three) = (width(&sites[..1]), width(&sites));
        assert_eq!((one.0, three.0), (1, 3));
        assert!(three.1 < one.1, "{three:?} is not narrower than {one:?}");
    }

    #[test]
    fn sums_that_contradict_each_other_are_refused() {
        let mut site = aggregate(1);
        site.comparisons[0].improved = site.comparisons[0].users + 1;
        assert!(site.fault().unwrap().contains("contradict each other"));
        site.version = 9;
        assert_eq!(site.fault().unwrap(), "version 9 is not known: expected 1");
    }
}
