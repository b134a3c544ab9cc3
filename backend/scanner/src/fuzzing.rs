//! The parsers, open to `fuzz/`: whatever a stranger sends must neither panic nor take long.

use std::path::Path;

use crate::identify;
use crate::secret::Token;
pub use crate::udp::KNOWN;

/// Reads the server's first flight of TLS.
pub fn tls_flight(bytes: &[u8]) {
    identify::tls::Flight::of(bytes);
}

/// Reads a certificate into the header that stands before what was said over TLS.
pub fn certificate(bytes: &[u8]) -> String {
    identify::tls_header::write("TLSv1.2", Some(bytes))
}

/// Reads a file of fingerprints, which refers to no other file.
pub fn recog(bytes: &[u8]) {
    identify::Packs::of_recog_file(Path::new("nowhere/fuzz.xml"), bytes).ok();
}

/// Whether a datagram answers the request of this token on the k-th of the known UDP ports.
pub fn is_answer(index: usize, token: &Token, datagram: &[u8]) -> bool {
    crate::udp::is_answer(KNOWN[index % KNOWN.len()], token, datagram)
}
