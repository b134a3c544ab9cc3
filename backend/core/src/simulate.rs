//! Worlds whose truth is known: who is reached, what closes and how soon. They prove the arithmetic of [`evaluate`]
//! and show what a study looks like before anybody is asked to take part.
//!
//! A world passes day by day. Devices open and close by themselves, in balance; agents are off, roam and change
//! their addresses; behind a shared address a stranger's ports are seen. On the day of sending the product's own rule
//! and plan decide who is told, and what people do then is drawn from the scenario. The same scenario and seed give
//! the same dataset, and an agent's fate up to its first notice does not depend on how many others there are.
//!
//! [`evaluate`]: crate::evaluate

pub(crate) mod dice;
mod household;
pub mod preset;
mod response;
pub mod scenario;
#[cfg(test)]
mod tests;
mod world;

pub use scenario::Scenario;

use world::World;

use crate::evaluate::Dataset;

/// Lets a world pass and writes down what an operator would know of it.
pub fn simulate(scenario: &Scenario, seed: u64, written: Written) -> Dataset {
    let mut world = World::new(scenario, seed);
    let Some((first, last)) = scenario.span() else { return world.dataset(written) };
    let mut days = 1.0;
    for day in first.series(jiff::Span::new().days(1)).take_while(|day| *day <= last) {
        if scenario.is_scanned(day) {
            world.pass(day, days);
            days = 0.0;
        }
        days += 1.0;
    }
    world.dataset(written)
}

/// Which observations of a scan are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Written {
    /// Those of ports that were open at that agent at least once: nothing else changes an evaluation.
    #[default]
    Exposed,
    /// Those of all 23 ports.
    All,
}
