//! Whole worlds in which things happen by chance, faults included; what must hold is looked at after each.
//!
//! The lists are drawn from a fixed seed, so a run is a beginning of one and the same row of lists, as long as
//! the time allows. `AKABEKO_SIMULATION_SECONDS` sets that time. A list that breaks an invariant is shrunk and
//! printed; it then gets a name in `found`.

#[path = "simulation/found.rs"]
mod found;
#[path = "simulation/invariant.rs"]
mod invariant;
#[path = "simulation/op.rs"]
mod op;
#[path = "simulation/run.rs"]
mod run;

use std::cell::Cell;
use std::time::{Duration, Instant};

use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use crate::op::Op;
use crate::run::Run;

#[test]
fn whatever_happens_the_invariants_hold() {
    let config =
        Config { cases: 100_000, failure_persistence: None, max_shrink_iters: 300, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let (began, time) = (Instant::now(), time_allowed());
    let (worlds, is_broken) = (Cell::new(0_u32), Cell::new(false));
    let outcome = runner.run(&op::lists(), |ops| {
        // A list that broke something is shrunk however long that takes.
        if began.elapsed() > time && !is_broken.get() {
            return Ok(());
        }
        worlds.set(worlds.get() + 1);
        happens(&ops).map_err(|broken| {
            is_broken.set(true);
            TestCaseError::fail(broken)
        })
    });
    eprintln!("{} worlds in {} s", worlds.get(), began.elapsed().as_secs());
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

fn happens(ops: &[Op]) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(Run::all_of(ops))
}

fn time_allowed() -> Duration {
    let seconds = std::env::var("AKABEKO_SIMULATION_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(seconds.unwrap_or(55))
}
