//! `evaluate power`: how many people a trial needs.

use std::io::Write;

use akabeko_core::statistics::power::{Aim, need};
use anyhow::Context;

use super::super::WrongUsage;

/// What a trial is to find. Rates are those at its end, from 0 to 1.
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// The rate expected among those who are told.
    #[arg(long, value_name = "RATE")]
    pub notified: f64,
    /// The rate expected among those who are not.
    #[arg(long, value_name = "RATE")]
    pub waiting: f64,
    /// The chance of finding the difference if it is there.
    #[arg(long, value_name = "CHANCE", default_value_t = 0.8)]
    pub power: f64,
    /// The chance of finding one that is not there, both directions together.
    #[arg(long, value_name = "CHANCE", default_value_t = 0.05)]
    pub level: f64,
}

/// Writes a row for each way of testing: people are rounded up to whole ones, `exact` is what was rounded.
///
/// # Errors
/// When a rate or chance is not between 0 and 1, the rates are the same, or the result cannot be written.
pub fn run(arguments: &Arguments, out: &mut impl Write) -> anyhow::Result<()> {
    let Arguments { notified, waiting, power, level } = *arguments;
    let named = [("notified", notified), ("waiting", waiting), ("power", power), ("level", level)];
    for (name, value) in named {
        if !(value > 0.0 && value < 1.0) {
            return Err(WrongUsage(format!("--{name} {value} is not between 0 and 1")).into());
        }
    }
    if (notified - waiting).abs() < 1e-9 {
        return Err(WrongUsage(format!(
            "--notified and --waiting are both {notified}: there is nothing to find"
        ))
        .into());
    }
    if power <= level {
        return Err(WrongUsage(format!("--power {power} is not above --level {level}")).into());
    }
    let need = need(Aim { notified, waiting, power, level });
    let mut write = || -> std::io::Result<()> {
        writeln!(out, "test,what,number,exact")?;
        let per_arm = need.per_arm;
        writeln!(out, "two proportions,people in each arm,{},{per_arm:.2}", per_arm.ceil())?;
        writeln!(out, "two proportions,people in all,{},{:.2}", 2.0 * per_arm.ceil(), 2.0 * per_arm)?;
        writeln!(out, "log-rank,events,{},{:.2}", need.events.ceil(), need.events)?;
        writeln!(out, "log-rank,people in all,{},{:.2}", need.total.ceil(), need.total)?;
        writeln!(out, "log-rank,hazard ratio,{:.2},{:.4}", need.hazard_ratio, need.hazard_ratio)
    };
    write().context("failed to write the numbers")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(notified: f64, waiting: f64) -> anyhow::Result<String> {
        let mut out = Vec::new();
        run(&Arguments { notified, waiting, power: 0.8, level: 0.05 }, &mut out)?;
        Ok(String::from_utf8(out).unwrap())
    }

    #[test]
    fn the_paper_s_effect_needs_69_in_each_arm() {
        let said = said(0.25, 0.075).unwrap();
        assert!(said.contains("two proportions,people in each arm,69,68.5"), "{said}");
        assert!(said.contains("log-rank,people in all,114,113."), "{said}");
    }

    #[test]
    fn what_cannot_be_found_is_wrong_usage() {
        for (notified, waiting) in [(0.2, 0.2), (1.2, 0.1), (0.2, 0.0)] {
            assert!(said(notified, waiting).unwrap_err().downcast_ref::<WrongUsage>().is_some());
        }
    }
}
