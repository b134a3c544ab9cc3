//! A whole conversation over TCP, from the first connection to the device that is guessed.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| akabeko_scanner::fuzzing::conversation(bytes));
