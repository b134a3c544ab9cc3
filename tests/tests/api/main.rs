//! The whole backend over HTTP, as agents, people and strangers meet it.
#![cfg(test)]

mod check_in;
mod device;
mod enrol;
mod events;
mod page;
mod page_token;
mod privacy;
mod scans;
mod service;
