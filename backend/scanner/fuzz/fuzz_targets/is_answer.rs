//! Whether a datagram answers a request.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| akabeko_scanner::fuzzing::is_answer(bytes));
