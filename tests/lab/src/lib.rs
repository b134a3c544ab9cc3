//! A town of known homes, for measuring scanners.
//!
//! What is open in which home is a pure function of a seed and an address ([`home`]); the kernel refuses and drops by
//! rules that follow from it ([`policy`]), and one program answers for all homes at once ([`answer`], [`greeting`]).
//! The program `akabeko-lab` does the rest of what a measurement needs at either end of the link. It only ever runs
//! in network namespaces that a task of `cargo xtask` or a test has made.

pub mod answer;
pub mod frame;
pub mod greeting;
pub mod home;
pub mod peak;
pub mod policy;
