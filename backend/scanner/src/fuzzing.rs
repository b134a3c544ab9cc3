//! The parsers, open to `fuzz/`: whatever a stranger sends must neither panic nor take long.

use std::path::Path;
use std::sync::LazyLock;

use akabeko_shared::Port;

use crate::identify::{Packs, device, facts, tls, tls_header};
use crate::udp::{self, KNOWN};

/// A port that speaks first, whatever it speaks.
pub fn banner(bytes: &[u8]) {
    facts(Port::tcp(21), bytes);
}

/// A certificate, which becomes the header that stands before what was said over TLS.
///
/// # Panics
/// When it writes lines of its own into the header.
pub fn certificate(bytes: &[u8]) {
    let header = tls_header::write("TLSv1.2", Some(bytes));
    assert!(header.lines().count() <= 7, "{header}");
}

/// What an answer over UDP tells; the first byte chooses the port.
pub fn datagram(bytes: &[u8]) {
    if let [port, answer @ ..] = bytes {
        facts(known(*port), answer);
    }
}

/// DNS over TCP.
pub fn dns(bytes: &[u8]) {
    facts(Port::tcp(53), bytes);
}

/// A frame that the raw engine has heard.
#[cfg(target_os = "linux")]
pub fn frame(bytes: &[u8]) {
    crate::raw::answer::read(bytes);
}

/// An HTTP answer, and the device that is recognised by it.
pub fn http(bytes: &[u8]) {
    static PACKS: LazyLock<Packs> = LazyLock::new(Packs::own);
    device(&facts(Port::tcp(80), bytes), &PACKS);
}

/// Whether a datagram answers a request; the first byte chooses the port.
pub fn is_answer(bytes: &[u8]) {
    if let [port, datagram @ ..] = bytes {
        udp::is_answer(known(*port), &[0x5a; 16], datagram);
    }
}

/// A file of fingerprints, which refers to no other file.
pub fn recog(bytes: &[u8]) {
    Packs::of_recog_file(Path::new("nowhere/fuzz.xml"), bytes).ok();
}

/// SMB of every age.
pub fn smb(bytes: &[u8]) {
    facts(Port::tcp(445), bytes);
}

/// SSH: lines, packets, the host key.
pub fn ssh(bytes: &[u8]) {
    facts(Port::tcp(22), bytes);
}

/// Telnet: text and the commands in between.
pub fn telnet(bytes: &[u8]) {
    facts(Port::tcp(23), bytes);
}

/// A TLS server's first flight, in the clear.
pub fn tls_flight(bytes: &[u8]) {
    tls::Flight::of(bytes);
}

/// The header before what was said over TLS, and refusals of a handshake.
pub fn tls_header(bytes: &[u8]) {
    facts(Port::tcp(443), bytes);
}

fn known(index: u8) -> Port {
    KNOWN[usize::from(index) % KNOWN.len()]
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::fs;

    use super::*;

    type Target = (&'static str, fn(&[u8]));

    const TARGETS: [Target; 13] = [
        ("banner", banner),
        ("certificate", certificate),
        ("datagram", datagram),
        ("dns", dns),
        ("frame", frame),
        ("http", http),
        ("is_answer", is_answer),
        ("recog", recog),
        ("smb", smb),
        ("ssh", ssh),
        ("telnet", telnet),
        ("tls_flight", tls_flight),
        ("tls_header", tls_header),
    ];

    /// The fuzzers are a workspace of their own that the usual build does not see, and one of them once did not compile.
    #[test]
    fn every_fuzzer_calls_a_parser_that_is_there_and_its_seeds_are_survived() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
        let files = fs::read_dir(folder.join("fuzz_targets")).unwrap().count();
        assert_eq!(files, TARGETS.len());
        for (name, target) in TARGETS {
            let text = fs::read_to_string(folder.join(format!("fuzz_targets/{name}.rs"))).unwrap();
            let call = format!("fuzz_target!(|bytes: &[u8]| akabeko_scanner::fuzzing::{name}(bytes));\n");
            assert!(text.ends_with(&call), "{name}");
            let seeds: Vec<_> = fs::read_dir(folder.join("seeds").join(name)).unwrap().flatten().collect();
            assert!(!seeds.is_empty(), "{name}");
            seeds.iter().for_each(|seed| target(&fs::read(seed.path()).unwrap()));
        }
    }
}
