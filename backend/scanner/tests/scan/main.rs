//! The scanner against real listeners on loopback.
#![cfg(test)]

mod home;

mod gate;
mod outage;
mod pace;
#[cfg(target_os = "linux")]
mod raw;
#[cfg(target_os = "linux")]
mod street;
mod tcp;
mod udp;
