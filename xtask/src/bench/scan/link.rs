//! What the link bears: how many packets a second one core can put on it, by a packet socket and `sendmmsg`.

use anyhow::{Context, Result};

use super::lab::{FAR_HARDWARE, Lab, NEAR};
use super::programs::Programs;
use crate::command::quietly;

/// Measures for two seconds, and gives packets a second.
pub(super) fn limit(lab: &Lab, programs: &Programs) -> Result<f64> {
    let said = quietly(lab.near(&programs.lab).args(["flood", NEAR, FAR_HARDWARE]));
    let said = said.context("measure what the link bears")?;
    said.trim().parse().context("read what the link bears")
}
