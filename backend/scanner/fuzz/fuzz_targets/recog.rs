//! Files of fingerprints.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| akabeko_scanner::fuzzing::recog(bytes));
