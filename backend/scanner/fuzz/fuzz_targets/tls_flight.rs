//! The first flight of a TLS server, in the clear.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| akabeko_scanner::fuzzing::tls_flight(bytes));
