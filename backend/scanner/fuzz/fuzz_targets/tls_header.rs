//! The header before what was said over TLS, and refusals of a handshake.
#![no_main]

use akabeko_scanner::identify::facts;
use akabeko_shared::Port;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    facts(Port::tcp(443), bytes);
});
