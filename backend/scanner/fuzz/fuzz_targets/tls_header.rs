//! The header before what was said over TLS, and refusals of a handshake.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| akabeko_scanner::fuzzing::tls_header(bytes));
