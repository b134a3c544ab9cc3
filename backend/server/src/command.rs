//! The commands of `akabeko-backend`, one a file.

pub mod evaluate;
pub mod scan;
pub mod select;
