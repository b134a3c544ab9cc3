//! Certificates, and that none can write lines of its own into the header.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| akabeko_scanner::fuzzing::certificate(bytes));
