//! `cargo xtask openapi`: the HTTP interface, as the backend describes it.

use std::fs;

use anyhow::{Context, Result};

use crate::command::{cargo, output, root};

const FILE: &str = "backend/server/openapi.json";

/// Writes what `akabeko-backend openapi` says, when it succeeds.
pub(crate) fn openapi() -> Result<()> {
    eprintln!("writing {FILE}");
    let document = output(&mut cargo(&["run", "--locked", "-p", "akabeko-backend", "--", "openapi"]))?;
    fs::write(root().join(FILE), document).with_context(|| format!("write {FILE}"))
}
