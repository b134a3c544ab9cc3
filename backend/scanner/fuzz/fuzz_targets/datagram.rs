//! What answers over UDP tell: the first byte chooses the port.
#![no_main]

use akabeko_scanner::fuzzing::KNOWN;
use akabeko_scanner::identify::facts;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let [port, answer @ ..] = bytes {
        facts(KNOWN[usize::from(*port) % KNOWN.len()], answer);
    }
});
