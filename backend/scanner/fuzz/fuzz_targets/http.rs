//! HTTP answers, what stands in them, and the devices that are recognised by it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| akabeko_scanner::fuzzing::http(bytes));
