//! Whether a datagram answers a request: the first byte chooses the port.
#![no_main]

use akabeko_scanner::fuzzing::is_answer;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let [port, datagram @ ..] = bytes {
        is_answer(usize::from(*port), &[0x5a; 32], datagram);
    }
});
