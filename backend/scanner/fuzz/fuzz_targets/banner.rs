//! Ports that speak first, whatever they speak.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| akabeko_scanner::fuzzing::banner(bytes));
