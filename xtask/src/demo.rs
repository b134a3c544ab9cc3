//! `cargo xtask demo`: the whole loop on this computer alone.

use std::ffi::OsString;

use anyhow::Result;

use crate::command::{cargo, hand_over};
use crate::install::ensure;
use crate::packages::C_COMPILER;
use crate::windows;

/// Builds the backend with its console and becomes its demo.
pub(crate) fn demo(arguments: Vec<OsString>) -> Result<()> {
    ensure(&[C_COMPILER])?;
    windows::build()?;
    let fixed = ["run", "--quiet", "--locked", "-p", "akabeko-backend", "--", "demo"];
    hand_over(cargo(&fixed).args(arguments))
}
