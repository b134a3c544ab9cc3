//! Telnet: text and the commands in between.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| akabeko_scanner::fuzzing::telnet(bytes));
