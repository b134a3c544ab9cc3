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

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

use akabeko_shared::{Port, PortState, Protocol};
use tokio::time::timeout;

use crate::record::Outcome;
use crate::secret::Token;
use crate::{Settings, fault};

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

/// The most that is read of one datagram, in bytes.
const DATAGRAM: usize = 2_048;

/// How many datagrams that answer nothing are read before the port is taken to be silent.
const NOISE: usize = 32;

/// Whether a request is known for this port.
pub fn knows(port: Port) -> bool {
    Dialect::of(port).is_some()
}

/// Whether a datagram answers the request of this token, for `fuzz/`.
#[cfg(feature = "fuzzing")]
pub(crate) fn is_answer(port: Port, token: &Token, datagram: &[u8]) -> bool {
    Dialect::of(port).is_some_and(|dialect| (dialect.is_answer)(&(dialect.request)(token, 1), datagram))
}

/// How one protocol asks, and what counts as an answer to that very request.
#[derive(Clone, Copy)]
struct Dialect {
    request: Request,
    is_answer: IsAnswer,
}

/// The request of this token on the try with this number, from 1.
type Request = fn(&Token, u8) -> Vec<u8>;

/// Whether the second datagram answers the first.
type IsAnswer = fn(&[u8], &[u8]) -> bool;

impl Dialect {
    fn of(port: Port) -> Option<Self> {
        let (request, is_answer): (Request, IsAnswer) = match (port.protocol, port.number) {
            (Protocol::Udp, 19) => (chargen::request, chargen::is_answer),
            (Protocol::Udp, 53) => (dns::request, dns::is_answer),
            (Protocol::Udp, 123) => (ntp::request, ntp::is_answer),
            (Protocol::Udp, 1900) => (ssdp::request, ssdp::is_answer),
            (Protocol::Udp, 5350 | 5351) => (nat_pmp::request, nat_pmp::is_answer),
            (Protocol::Udp, 5353) => (mdns::request, mdns::is_answer),
            (Protocol::Udp, 11211) => (memcached::request, memcached::is_answer),
            (Protocol::Tcp | Protocol::Udp, _) => return None,
        };
        Some(Self { request, is_answer })
    }
}

/// Asks `address`, behind which `port` is expected, once.
pub(crate) async fn dial(
    address: SocketAddr,
    port: Port,
    token: &Token,
    attempt: u8,
    settings: &Settings,
) -> Outcome {
    let Some(dialect) = Dialect::of(port) else { return Outcome::Unsent };
    let request = (dialect.request)(token, attempt);
    let socket = match ask(address, &request) {
        Err(error) => return fault::of_call(&error),
        Ok(socket) => socket,
    };
    match timeout(settings.udp_timeout, hear(socket, &request, dialect)).await {
        Err(_late) => Outcome::Silent,
        Ok(Ok(Some(answer))) => {
            Outcome::Seen { state: PortState::Open, evidence: settings.evidence.then_some(answer) }
        }
        Ok(Ok(None)) => Outcome::Silent,
        Ok(Err(outcome)) => outcome,
    }
}

/// Sends a request. A connected socket hears only from the address and port that it asked, and of the network's
/// refusals.
fn ask(address: SocketAddr, request: &[u8]) -> io::Result<UdpSocket> {
    let socket = match address {
        SocketAddr::V4(_) => UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)),
        SocketAddr::V6(_) => UdpSocket::bind((Ipv6Addr::UNSPECIFIED, 0)),
    }?;
    socket.set_nonblocking(true)?;
    hear_of_every_refusal(&socket, address)?;
    socket.connect(address)?;
    socket.send(request)?;
    Ok(socket)
}

/// Linux keeps a network or host that cannot be reached from a socket that has not asked to be told.
#[cfg(target_os = "linux")]
fn hear_of_every_refusal(socket: &UdpSocket, address: SocketAddr) -> io::Result<()> {
    use nix::sys::socket::{setsockopt, sockopt};
    Ok(match address {
        SocketAddr::V4(_) => setsockopt(socket, sockopt::Ipv4RecvErr, &true),
        SocketAddr::V6(_) => setsockopt(socket, sockopt::Ipv6RecvErr, &true),
    }?)
}

#[cfg(not(target_os = "linux"))]
fn hear_of_every_refusal(_socket: &UdpSocket, _address: SocketAddr) -> io::Result<()> {
    Ok(())
}

/// Waits for an answer to the request among whatever else arrives. On one machine a refusal is there at once,
/// so the socket is looked at before the runtime is asked to watch it. The first error ends the hearing, so the
/// socket's queue of errors is never read.
async fn hear(socket: UdpSocket, request: &[u8], dialect: Dialect) -> Result<Option<Vec<u8>>, Outcome> {
    let mut buffer = [0; DATAGRAM];
    let mut first = match socket.recv(&mut buffer) {
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => None,
        Err(error) => return Err(fault::of_network(&error)),
        Ok(length) => Some(length),
    };
    let socket = tokio::net::UdpSocket::from_std(socket).map_err(|error| fault::of_call(&error))?;
    for _ in 0..NOISE {
        let length = match first.take() {
            Some(length) => length,
            None => socket.recv(&mut buffer).await.map_err(|error| fault::of_network(&error))?,
        };
        if (dialect.is_answer)(request, &buffer[..length]) {
            return Ok(Some(buffer[..length].to_vec()));
        }
    }
    Ok(None)
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
                let request = (dialect.request)(&[0xa5; 32], attempt);
                assert!(!(dialect.is_answer)(&request, &request), "{port}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_datagram_makes_a_parser_panic_and_none_is_open_by_chance(
            token: [u8; 32],
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
            token: [u8; 32],
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
