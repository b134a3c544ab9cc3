//! Frames as they arrive on the wire.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| akabeko_scanner::fuzzing::frame(bytes));
