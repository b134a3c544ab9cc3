//! The whole backend over HTTP, as agents, people and strangers meet it.
#![cfg(test)]

mod about;
mod browsers;
mod budget;
mod check_in;
mod consent;
mod console;
mod device;
mod enrol;
mod events;
mod halt;
mod inbox;
mod look;
mod me;
mod opt_out;
mod page;
mod page_token;
mod privacy;
mod public;
mod push;
mod sample;
mod scans;
mod service;
mod visitors;
