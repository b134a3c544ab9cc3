//! SSH: lines, packets, the host key.
#![no_main]

use akabeko_scanner::identify::facts;
use akabeko_shared::Port;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    facts(Port::tcp(22), bytes);
});
