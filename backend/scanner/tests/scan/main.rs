//! The scanner against real listeners on loopback.
#![cfg(test)]

mod home;

mod gate;
mod outage;
mod pace;
mod tcp;
mod udp;
