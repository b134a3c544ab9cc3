//! The whole backend over HTTP, as agents, people and strangers meet it.
#![cfg(test)]

mod about;
mod check_in;
mod consent;
mod device;
mod enrol;
mod events;
mod inbox;
mod look;
mod me;
mod page;
mod page_token;
mod privacy;
mod sample;
mod scans;
mod service;
