//! SSH: lines, packets, the host key.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| akabeko_scanner::fuzzing::ssh(bytes));
