//! UDP: a port is open when a well-formed answer to our own request comes from where it was sent.
//!
//! Each protocol is a pair of pure functions: the request of a token, and whether a datagram answers that
//! request. No request asks for more than it must, so that none can be turned on somebody else: no lists, no
//! statistics, no ANY.

mod chargen;
mod dns;
mod mdns;
mod memcached;
mod nat_pmp;
mod ntp;
mod ssdp;

use akabeko_shared::{Port, Protocol};

use crate::Probe;
use crate::secret::{Secret, Token};

/// The UDP ports for which a request is known.
pub const KNOWN: [Port; 8] = [
    Port::udp(19),
    Port::udp(53),
    Port::udp(123),
    Port::udp(1900),
    Port::udp(5350),
    Port::udp(5351),
    Port::udp(5353),
    Port::udp(11211),
];

/// Whether a request is known for this port.
pub fn knows(port: Port) -> bool {
    Dialect::of(port).is_some()
}

/// Whether a datagram answers the request of this token, for `fuzz/`.
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) fn is_answer(port: Port, token: &Token, datagram: &[u8]) -> bool {
    Dialect::of(port).is_some_and(|dialect| (dialect.is_answer)(&(dialect.request)(token, 1), datagram))
}

/// How one protocol asks, and what counts as an answer to that very request.
#[derive(Clone, Copy)]
pub(crate) struct Dialect {
    request: Request,
    is_answer: IsAnswer,
    /// Whether the request carries something that an answer repeats. Without, only the port it came from is secret.
    pub(crate) has_id: bool,
    /// Whether a server may answer from another port than the one that was asked.
    pub(crate) answers_from_any_port: bool,
}

/// The request of this token on the try with this number, from 1.
type Request = fn(&Token, u8) -> Vec<u8>;

/// Whether the second datagram answers the first.
type IsAnswer = fn(&[u8], &[u8]) -> bool;

impl Dialect {
    pub(crate) fn of(port: Port) -> Option<Self> {
        let (request, is_answer, has_id): (Request, IsAnswer, bool) = match (port.protocol, port.number) {
            (Protocol::Udp, 19) => (chargen::request, chargen::is_answer, false),
            (Protocol::Udp, 53) => (dns::request, dns::is_answer, true),
            (Protocol::Udp, 123) => (ntp::request, ntp::is_answer, true),
            (Protocol::Udp, 1900) => (ssdp::request, ssdp::is_answer, false),
            (Protocol::Udp, 5350 | 5351) => (nat_pmp::request, nat_pmp::is_answer, false),
            (Protocol::Udp, 5353) => (mdns::request, mdns::is_answer, true),
            (Protocol::Udp, 11211) => (memcached::request, memcached::is_answer, true),
            (Protocol::Tcp | Protocol::Udp, _) => return None,
        };
        // UPnP Device Architecture 1.1, section 1.3.3: the answer goes to where the search came from, from anywhere.
        Some(Self { request, is_answer, has_id, answers_from_any_port: port.number == 1900 })
    }

    /// The request of one attempt at a probe.
    pub(crate) fn request(&self, secret: &Secret, probe: Probe, attempt: u8) -> Vec<u8> {
        (self.request)(&secret.token(probe, attempt), attempt)
    }

    /// Whether a datagram answers one of the first `attempts` requests to a probe.
    pub(crate) fn answers(&self, secret: &Secret, probe: Probe, attempts: u8, datagram: &[u8]) -> bool {
        (1..=attempts).any(|attempt| (self.is_answer)(&self.request(secret, probe, attempt), datagram))
    }
}

#[cfg(test)]
mod tests {
    use akabeko_shared::PORTS;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_watched_udp_port_is_known_and_no_other() {
        let watched: Vec<Port> = PORTS.into_iter().filter(|port| port.protocol == Protocol::Udp).collect();
        assert_eq!(watched, KNOWN);
        assert!(KNOWN.into_iter().all(knows));
        assert!(!knows(Port::udp(161)) && !knows(Port::tcp(53)));
    }

    #[test]
    fn an_echo_is_no_answer() {
        for port in KNOWN {
            for attempt in 1..=2 {
                let dialect = Dialect::of(port).unwrap();
                let request = (dialect.request)(&[0xa5; 16], attempt);
                assert!(!(dialect.is_answer)(&request, &request), "{port}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_datagram_makes_a_parser_panic_and_none_is_open_by_chance(
            token: Token,
            attempt in 1..5_u8,
            datagram: Vec<u8>,
        ) {
            for port in KNOWN {
                let dialect = Dialect::of(port).unwrap();
                let answers = (dialect.is_answer)(&(dialect.request)(&token, attempt), &datagram);
                prop_assert!(!answers || port == Port::udp(19), "{port} took noise for an answer");
            }
        }

        #[test]
        fn no_altered_request_makes_a_parser_panic(
            token: Token,
            at in 0..64_usize,
            byte: u8,
            length in 0..64_usize,
        ) {
            for port in KNOWN {
                let dialect = Dialect::of(port).unwrap();
                let request = (dialect.request)(&token, 1);
                let mut answer = request.clone();
                if let Some(place) = answer.get_mut(at) {
                    *place ^= byte;
                }
                answer.truncate(length);
                (dialect.is_answer)(&request, &answer);
            }
        }
    }
}
