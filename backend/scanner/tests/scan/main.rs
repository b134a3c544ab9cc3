//! The scanner against real listeners on loopback.
#![cfg(test)]

mod home;

mod gate;
mod pace;
mod tcp;
mod udp;
