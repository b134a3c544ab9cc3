//! What evidence tells: facts, and from them a guess at the device. Pure: bytes in, words out.
//!
//! The bytes come from strangers. Every reader here is bounded, believes no length, and is fuzzed; what it cannot
//! read it leaves out.

mod datagram;
pub(crate) mod dns;
mod fact;
mod guess;
mod html;
pub(crate) mod http;
mod likeness;
mod packs;
mod reader;
pub(crate) mod smb;
pub(crate) mod ssh;
pub(crate) mod telnet;
pub(crate) mod tls;
pub(crate) mod tls_header;
mod upnp;

use akabeko_shared::{Port, Protocol};

pub use self::fact::{Fact, Kind};
pub use self::guess::{Certainty, Guess, device};
pub use self::likeness::likeness;
pub use self::packs::{LeftOut, Packs, PacksError};
use crate::EVIDENCE_LIMIT;

/// How many facts one port tells at most.
const MOST_FACTS: usize = 64;

/// Reads what a port said. Of evidence that is longer than [`EVIDENCE_LIMIT`] only the beginning is read.
pub fn facts(port: Port, evidence: &[u8]) -> Vec<Fact> {
    let evidence = &evidence[..evidence.len().min(EVIDENCE_LIMIT)];
    let mut facts = match port.protocol {
        Protocol::Tcp => stream_facts(port.number, evidence),
        Protocol::Udp => datagram_facts(port.number, evidence),
    };
    facts.truncate(MOST_FACTS);
    facts
}

/// A stream says itself what it is, wherever it is found; the port decides only where it does not.
fn stream_facts(port: u16, evidence: &[u8]) -> Vec<Fact> {
    if let Some((mut facts, rest)) = tls_header::facts(evidence) {
        facts.extend(http::facts(rest));
        return facts;
    }
    if http::is_answer(evidence) {
        return http::facts(evidence);
    }
    if tls::is_record(evidence) {
        return tls::facts(evidence);
    }
    if evidence.starts_with(b"SSH-") {
        return ssh::facts(evidence);
    }
    match port {
        53 => dns::stream_facts(evidence),
        445 => smb::facts(evidence),
        23 | 2323 | 23231 => telnet::fact(evidence).into_iter().collect(),
        _ => banner_facts(evidence),
    }
}

fn banner_facts(evidence: &[u8]) -> Vec<Fact> {
    let ssh = ssh::facts(evidence);
    if !ssh.is_empty() {
        return ssh;
    }
    let fact = match evidence {
        [b'2', b'2', b'0', b' ' | b'-', greeting @ ..] => Fact::of_bytes(Kind::FtpGreeting, greeting),
        [telnet::COMMAND, ..] => telnet::fact(evidence),
        _ => Fact::of_bytes(Kind::Banner, evidence),
    };
    fact.into_iter().collect()
}

fn datagram_facts(port: u16, evidence: &[u8]) -> Vec<Fact> {
    match port {
        53 => dns::facts(evidence),
        123 => datagram::ntp_facts(evidence),
        1900 => upnp::search_facts(evidence),
        5350 | 5351 => datagram::nat_pmp_facts(evidence),
        5353 => dns::service_facts(evidence),
        11211 => datagram::memcached_facts(evidence),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
