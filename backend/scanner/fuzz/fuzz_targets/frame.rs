//! Frames as they arrive on the wire.
#![no_main]

use akabeko_scanner::fuzzing::frame;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| frame(bytes));
