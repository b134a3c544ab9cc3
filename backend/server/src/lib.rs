//! The backend that touches the world: store, flow, HTTP, pages, command line.

pub mod command;
pub mod dataset;
pub mod page;
