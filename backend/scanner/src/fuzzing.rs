//! The parsers, open to `fuzz/`: whatever a stranger sends must neither panic nor take long.

use std::cell::RefCell;
use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::pin::Pin;
use std::sync::LazyLock;
use std::task::{Context, Poll};
use std::time::Duration;

use akabeko_shared::Port;
use tokio::io::{AsyncRead, ReadBuf, join, sink};
use tokio::runtime::{Builder, Runtime};

use crate::EVIDENCE_LIMIT;
use crate::evidence::{self, Dialled};
use crate::identify::{Fact, Kind, Packs, device, facts, likeness, tls, tls_header};
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

/// One port for each manner of asking.
const ASKED: [u16; 7] = [21, 22, 23, 53, 80, 443, 445];

/// A whole conversation over TCP, and what it tells. The first byte chooses the port, the second how much arrives at
/// once, and two more how much is said over the first connection; the others get the rest.
///
/// # Panics
/// When more is kept than may be, or no conversation can be had at all.
pub fn conversation(bytes: &[u8]) {
    static RUNTIME: LazyLock<Runtime> =
        LazyLock::new(|| Builder::new_current_thread().enable_time().build().expect("it needs no files"));
    let [port, piece, high, low, said @ ..] = bytes else { return };
    let port = Port::tcp(ASKED[usize::from(*port) % ASKED.len()]);
    let (first, rest) = said.split_at(usize::from(u16::from_be_bytes([*high, *low])).min(said.len()));
    let connections = RefCell::new([first, rest, rest].into_iter());
    let connect = async || {
        let said = connections.borrow_mut().next();
        let speaker = |said: &[u8]| Speaker { said: said.to_vec(), read: 0, piece: usize::from(*piece) + 1 };
        Dialled { stream: said.map(|said| join(speaker(said), sink())), waited: Duration::ZERO }
    };
    let target = IpAddr::V4(Ipv4Addr::LOCALHOST);
    if let Some(evidence) = RUNTIME.block_on(evidence::read(target, port, connect)) {
        assert!(evidence.len() <= EVIDENCE_LIMIT);
        tells(port, &evidence);
    }
}

/// Says something in pieces, then closes.
struct Speaker {
    said: Vec<u8>,
    read: usize,
    piece: usize,
}

impl AsyncRead for Speaker {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let start = self.read;
        self.read = self.said.len().min(start + self.piece.min(buffer.remaining()));
        buffer.put_slice(&self.said[start..self.read]);
        Poll::Ready(Ok(()))
    }
}

/// What an answer over UDP tells, and the device that is recognised by it; the first byte chooses the port.
pub fn datagram(bytes: &[u8]) {
    if let [port, answer @ ..] = bytes {
        tells(known(*port), answer);
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
    tells(Port::tcp(80), bytes);
}

/// Whether a datagram answers a request; the first byte chooses the port.
pub fn is_answer(bytes: &[u8]) {
    if let [port, datagram @ ..] = bytes {
        udp::is_answer(known(*port), &[0x5a; 16], datagram);
    }
}

/// A file of fingerprints, which refers to no other file; its own text is held against them.
pub fn recog(bytes: &[u8]) {
    const KINDS: [Kind; 5] =
        [Kind::SshVersion, Kind::FtpGreeting, Kind::TelnetBanner, Kind::HttpServer, Kind::HttpTitle];
    if let Ok(packs) = Packs::of_recog_file(Path::new("nowhere/fuzz.xml"), bytes) {
        let facts: Vec<Fact> = KINDS.into_iter().filter_map(|kind| Fact::of_bytes(kind, bytes)).collect();
        device(&facts, &packs);
    }
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

/// What a port's words tell, the device that is recognised by it, and what stays of it.
fn tells(port: Port, said: &[u8]) {
    static PACKS: LazyLock<Packs> = LazyLock::new(Packs::own);
    device(&facts(port, said), &PACKS);
    likeness(port, said);
}

fn known(index: u8) -> Port {
    KNOWN[usize::from(index) % KNOWN.len()]
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::fs;

    use data_encoding::BASE64URL_NOPAD;

    use super::*;

    type Target = (&'static str, fn(&[u8]));

    const TARGETS: [Target; 14] = [
        ("banner", banner),
        ("certificate", certificate),
        ("conversation", conversation),
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
    fn every_fuzzer_calls_a_parser_that_survives_its_seeds_and_its_corpus() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
        let files = fs::read_dir(folder.join("fuzz_targets")).unwrap().count();
        assert_eq!(files, TARGETS.len());
        for (name, target) in TARGETS {
            let text = fs::read_to_string(folder.join(format!("fuzz_targets/{name}.rs"))).unwrap();
            let call = format!("fuzz_target!(|bytes: &[u8]| akabeko_scanner::fuzzing::{name}(bytes));\n");
            assert!(text.ends_with(&call), "{name}");
            let seeds = fs::read_dir(folder.join("seeds").join(name)).unwrap().flatten();
            let mut inputs: Vec<_> = seeds.map(|seed| fs::read(seed.path()).unwrap()).collect();
            assert!(!inputs.is_empty(), "{name}");
            let corpus = fs::read_to_string(folder.join(format!("corpus/{name}.txt"))).unwrap();
            inputs.extend(corpus.lines().map(|line| BASE64URL_NOPAD.decode(line.as_bytes()).unwrap()));
            inputs.iter().for_each(|input| target(input));
        }
    }
}
