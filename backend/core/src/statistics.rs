//! The arithmetic of trials: tests, intervals, hazards, pooling and power, over plain numbers.
//!
//! Each agrees with scipy, statsmodels, lifelines or R on the numbers in `tests/golden`; the scripts that made these
//! stand beside them.

pub mod cox;
pub mod distribution;
pub mod holm;
pub mod log_rank;
pub mod pooling;
pub mod power;
pub mod proportion;

pub use crate::evaluate::survival::{Lifetime, Step, kaplan_meier};
