//! The whole product under test: a world with a small internet and people in it, and the engines it runs on.

#[cfg(all(feature = "desktop", target_os = "linux"))]
pub mod desktop;
pub mod fault;
pub mod patience;
pub mod postgres;
pub mod process;
pub mod push;
pub mod service;
mod streams;
pub mod takeover;
pub mod witness;
pub mod world;
