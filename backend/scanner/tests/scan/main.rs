//! The scanner against real listeners on loopback.
#![cfg(test)]

mod home;

mod gate;
#[cfg(target_os = "linux")]
mod lost;
mod outage;
mod pace;
#[cfg(target_os = "linux")]
mod raw;
#[cfg(target_os = "linux")]
mod street;
mod tcp;
mod udp;
