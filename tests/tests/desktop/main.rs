//! The desktop agent in a real session: a screen, a bus, a panel with its icon, and a backend beside it.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a step that fails ends the story")]

mod household;
mod intruder;
mod journey;
mod lacking;
mod once;
mod phone;
mod rest;
mod session;
mod twice;
