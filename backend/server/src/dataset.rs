//! A dataset as a folder of CSV files: the form in which `export` and `simulate` write and `import` and `evaluate`
//! read.
//!
//! All seven files must be there, with a header, in UTF-8; `trials.csv`, `overrides.csv` and `variants.csv` only if there
//! is something to say. The order of columns is free, an unknown column is refused.
//! Whatever is wrong is refused whole, as `path:line: what is wrong`. `README.md` is the codebook; what is not said
//! there is Asia/Tokyo, `whole` and `break`.

pub(crate) mod cell;
mod codebook;
pub mod guard;
mod names;
pub mod progress;
pub mod quick;
mod read;
pub(crate) mod table;
#[cfg(test)]
mod tests;
pub mod whole;
mod write;

pub use codebook::time_zone;
pub use read::{read, read_observations};
pub use table::BadInput;
pub use write::write;

const AGENTS: &[&str] = &["agent", "platform", "enrolled_at"];
const OBSERVATIONS: &[&str] = &["agent", "observed_at", "protocol", "port", "state"];
const CAMPAIGNS: &[&str] = &["campaign", "sent_on", "platforms", "ports", "from", "until", "landing"];
const NOTICES: &[&str] = &["notice", "campaign", "agent", "arm", "sent_at", "ports"];
const VISITS: &[&str] = &["notice", "at", "page", "device"];
const ANSWERS: &[&str] = &["notice", "at", "button"];
const TRIALS: &[&str] = &["campaign", "waiting_share", "waiting_weeks", "seed", "plan"];
/// A column of trials that may be missing.
const COMPARED: &[&str] = &["variants"];
const OVERRIDES: &[&str] = &["notice", "at", "reason"];
const VARIANTS: &[&str] = &["notice", "variant"];
const CASES: &[&str] = &["case", "notice", "opened_at", "closed_at", "outcome"];
