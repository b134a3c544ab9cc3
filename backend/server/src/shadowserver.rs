//! Shadowserver's daily reports, out and in: one CSV file a day and report type, with the columns that its public
//! schema names (`reports.json` of its repository `report_schema`), so that whatever reads theirs reads ours.
//!
//! Days and times are UTC, as theirs. Only what is truly known is written; every other cell is empty. The four TCP ports
//! of UPnP have no report type, nor have chargen, mDNS, memcached, NAT-PMP and SSDP over IPv6, and are in no file.

mod cells;
mod read;
mod report;
mod write;

pub use read::{Read, read};
pub use report::Report;
pub use write::{Suffix, Written, write};
