//! Whether the intervals hold what they promise: many trials are simulated from one known world, and each 95 % interval
//! is asked whether it has the truth in it; then the same without any effect, and each test is asked whether it finds one.
//!
//! The truth is what the estimator gives for a population so large that chance hardly matters.

use std::io::Write;
use std::thread;

use akabeko_core::evaluate::{Evaluation, Options, evaluate};
use akabeko_core::simulate::scenario::Response;
use akabeko_core::simulate::{Scenario, Written, preset, simulate};

const AGENTS: usize = 1_200;
const LARGE: usize = 240_000;
const THREADS: u64 = 2;

type Interval = Option<(f64, f64, f64)>;
/// An estimator: its name, its estimate with both ends, and the p that belongs to it, if there is one.
type Estimator = (&'static str, fn(&Evaluation) -> Interval, fn(&Evaluation) -> Option<f64>);

const ESTIMATORS: [Estimator; 7] = [
    ("Wilson: improved in week 5, notified", |e| rate(e, "trial", 5), |_| None),
    ("Wilson: improved in week 5, waiting", |e| rate(e, "natural", 5), |_| None),
    ("Kaplan-Meier: not closed by day 21, notified", |e| survival(e, "closure", "all", 21), |_| None),
    ("Kaplan-Meier: not closed by day 21, waiting", |e| survival(e, "closure", "natural", 21), |_| None),
    ("Kaplan-Meier: not visited by day 3", |e| survival(e, "visit", "all", 3), |_| None),
    ("Newcombe: difference in week 4 (p: Fisher)", difference, |e| {
        e.effects.iter().find(|row| row.control == "waiting" && row.week == 4).map(|row| row.p)
    }),
    ("Cox: hazard ratio (p: log-rank)", hazard, |e| {
        e.hazards.iter().find(|row| row.control == "waiting").and_then(|row| row.log_rank_p)
    }),
];

fn main() -> std::io::Result<()> {
    let mut numbers = std::env::args().skip(1).filter_map(|text| text.parse().ok());
    let trials: u64 = numbers.next().unwrap_or(1000);
    let truth = evaluation(&world(true).with_agents(LARGE), 0);
    let with = many(&world(true).with_agents(AGENTS), trials);
    let without = many(&world(false).with_agents(AGENTS), trials);
    let mut out = std::io::stdout().lock();
    let users =
        with.iter().filter_map(|e| e.hazards.first()).map(|row| row.users + row.control_users).sum::<usize>();
    writeln!(out, "{trials} trials of {} users on average, {AGENTS} agents each", users / with.len().max(1))?;
    writeln!(
        out,
        "{:<48} {:>8} {:>9} {:>8} {:>9} {:>8}",
        "", "truth", "coverage", "± 1 se", "type I", "± 1 se"
    )?;
    for (name, estimate, p) in ESTIMATORS {
        let Some((value, ..)) = estimate(&truth) else { continue };
        let covered: Vec<bool> =
            with.iter().filter_map(estimate).map(|(_, low, high)| (low..=high).contains(&value)).collect();
        let found: Vec<bool> = without.iter().filter_map(p).map(|p| p < 0.05).collect();
        let (coverage, error) = share(&covered);
        let type_one = if found.is_empty() {
            String::new()
        } else {
            format!("{:>8.1}% {:>7.1}%", share(&found).0, share(&found).1)
        };
        writeln!(out, "{name:<48} {value:>8.4} {coverage:>8.1}% {error:>7.1}% {type_one}")?;
    }
    Ok(())
}

/// A trial about one port: half waits, everybody is scanned nearly every day, and the hazards are constant.
fn world(has_effect: bool) -> Scenario {
    let mut world = preset::trial();
    world.groups.truncate(1);
    world.groups[0].presence = 0.9;
    (world.groups[0].roaming, world.groups[0].shared) = (0.0, 0.0);
    world.devices.truncate(1);
    world.devices[0].share = vec![(akabeko_shared::Platform::Desktop, 0.1)];
    world.devices[0].elsewhere = 0.0;
    world.devices[0].intended = 0.0;
    world.natural_closing = 0.006;
    world.reopening = 0.0;
    let closing = if has_effect { 1.0 } else { 0.0 };
    world.response = Response {
        reach: 0.6,
        prompt: 1.0,
        prompt_days: 3.0,
        home: 1.0,
        work: 0.0,
        closing_unintended: closing,
        closing_intended: closing,
        closing_unvisited: closing,
        closing_rate: 0.012,
        ..world.response
    };
    world
}

fn many(world: &Scenario, trials: u64) -> Vec<Evaluation> {
    let part =
        |first: u64| (first..=trials).step_by(THREADS as usize).map(|seed| evaluation(world, seed)).collect();
    thread::scope(|scope| {
        let parts: Vec<_> =
            (1..=THREADS).map(|first| scope.spawn(move || -> Vec<Evaluation> { part(first) })).collect();
        parts.into_iter().filter_map(|part| part.join().ok()).flatten().collect()
    })
}

/// Every trial draws its arms anew.
fn evaluation(world: &Scenario, seed: u64) -> Evaluation {
    let mut world = world.clone();
    for period in &mut world.periods {
        period.campaign.seed = seed;
    }
    evaluate(&simulate(&world, seed, Written::Exposed), &Options::default())
}

fn rate(evaluation: &Evaluation, group: &str, week: u32) -> Interval {
    let row = evaluation.figure9.iter().find(|row| row.group == group && row.week == week)?;
    Some((row.rate?, row.low?, row.high?))
}

fn survival(evaluation: &Evaluation, curve: &str, group: &str, day: u32) -> Interval {
    let mut rows = evaluation.survival.iter().filter(|row| row.curve == curve && row.group == group);
    let row = rows.rfind(|row| row.day <= day)?;
    Some((row.survival, row.low?, row.high?))
}

fn difference(evaluation: &Evaluation) -> Interval {
    let row = evaluation.effects.iter().find(|row| row.control == "waiting" && row.week == 4)?;
    Some((row.difference?, row.low?, row.high?))
}

fn hazard(evaluation: &Evaluation) -> Interval {
    let row = evaluation.hazards.iter().find(|row| row.control == "waiting")?;
    Some((row.ratio?, row.low?, row.high?))
}

/// A share in percent, with its Monte-Carlo error.
fn share(hits: &[bool]) -> (f64, f64) {
    let n = hits.len().max(1) as f64;
    let share = hits.iter().filter(|hit| **hit).count() as f64 / n;
    (100.0 * share, 100.0 * (share * (1.0 - share) / n).sqrt())
}
