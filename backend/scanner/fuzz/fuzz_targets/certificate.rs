//! Certificates, and that none can write lines of its own into the header.
#![no_main]

use akabeko_scanner::fuzzing::certificate;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let header = certificate(bytes);
    assert!(header.lines().count() <= 7, "{header}");
});
