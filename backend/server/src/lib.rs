//! The backend that touches the world: store, flow, HTTP, pages, command line.
//!
//! `check-in → schedule → scan → observe → select → notify → page and survey → rescan → evaluate`: requests come in
//! through [`http`], [`flow`] turns stored facts into decisions by calling `akabeko-core`, and [`store`] keeps both.

pub mod app;
pub mod chance;
pub mod clock;
pub mod command;
pub mod config;
pub mod dataset;
pub mod demo;
pub mod desk;
pub mod drawing;
pub mod flow;
#[cfg(test)]
mod hostile;
pub mod http;
pub mod page;
pub mod privilege;
pub mod provider;
pub mod push;
pub mod secret;
pub mod shadowserver;
pub mod store;
pub mod telemetry;
