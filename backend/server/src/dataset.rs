//! A dataset as a folder of CSV files: the form in which `export` and `simulate` write and `import` and `evaluate`
//! read.
//!
//! All seven files must be there, `trials.csv` and `overrides.csv` only if there is something to say, with a header, in UTF-8; the order of columns is free, an unknown column is refused.
//! Whatever is wrong is refused whole, as `path:line: what is wrong`. `README.md` is the codebook; what is not said
//! there is Asia/Tokyo, `whole` and `break`.

mod cell;
mod codebook;
pub mod guard;
mod names;
pub mod progress;
mod read;
mod table;
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
const OVERRIDES: &[&str] = &["notice", "at", "reason"];
const CASES: &[&str] = &["case", "notice", "opened_at", "closed_at", "outcome"];
