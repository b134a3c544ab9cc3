//! The source ports of our packets: a block of 256 that nobody else on this machine gets.
//!
//! Which port of the block a request leaves from is a secret that follows from the target. A socket holds each of
//! them, so that the system gives it to no other program. To a datagram it says nothing then, and a connection that a
//! port accepts it resets at once, which is what is wanted.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use akabeko_shared::{Port, Protocol};
use socket2::{Domain, Socket, Type};

use super::filter;
use crate::secret::{Cookie, Secret};
use crate::udp::{Dialect, KNOWN};

/// How many ports a block has, and at which multiples of it blocks are looked for: first among those above the ports
/// that systems give out by themselves.
const BLOCK: u16 = 256;
const BLOCKS: std::ops::Range<u16> = 0xa0..0xff;
const TRIED_FIRST: std::ops::Range<u16> = 0xef..0xff;

/// How many ports of the block are for TCP, for a service over UDP whose answers repeat an id, and for one where
/// nothing but the port proves an answer.
const TCP_SLOTS: u16 = 32;
const SLOTS_WITH_ID: u16 = 8;
const SLOTS_WITHOUT_ID: u16 = 48;

/// A block that is held.
pub(super) struct Ports {
    base: u16,
    services: Vec<Service>,
    _held: Vec<Socket>,
}

impl Ports {
    /// Holds the first block that is free, from one on that the secret chooses.
    pub(super) fn hold(secret: &Secret) -> io::Result<Self> {
        let chosen = secret.rank(Ipv4Addr::UNSPECIFIED.into()) % TRIED_FIRST.len() as u64;
        let mut last = None;
        for block in BLOCKS.cycle_from(TRIED_FIRST.start + chosen as u16) {
            match held(block * BLOCK) {
                Ok(held) => return Ok(Self { base: block * BLOCK, services: services(), _held: held }),
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = Some(error),
                Err(error) => return Err(error),
            }
        }
        Err(last.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
    }

    /// The first port of the block, a multiple of 256.
    pub(super) fn base(&self) -> u16 {
        self.base
    }

    /// The port from which a request leaves; none for a UDP port without a known request.
    pub(super) fn source(&self, port: Port, cookie: Cookie) -> Option<u16> {
        let (first, slots) = match port.protocol {
            Protocol::Tcp => (0, TCP_SLOTS),
            Protocol::Udp => {
                let service = self.services.iter().find(|service| service.port == port)?;
                (service.first, service.slots)
            }
        };
        Some(self.base + first + u16::from(cookie.slot) % slots)
    }

    /// The service that answers to one of our ports over UDP.
    pub(super) fn service(&self, source: u16) -> Option<Port> {
        let place = source.checked_sub(self.base)?;
        let is_there = |service: &&Service| (service.first..service.first + service.slots).contains(&place);
        self.services.iter().find(is_there).map(|service| service.port)
    }
}

/// A service over UDP, and which places of the block its answers come to.
struct Service {
    port: Port,
    first: u16,
    slots: u16,
}

fn services() -> Vec<Service> {
    let mut next = TCP_SLOTS;
    let known = KNOWN.into_iter().filter_map(|port| Some((port, Dialect::of(port)?.has_id)));
    let placed = known.map(|(port, has_id)| {
        let slots = if has_id { SLOTS_WITH_ID } else { SLOTS_WITHOUT_ID };
        let first = next;
        next += slots;
        Service { port, first, slots }
    });
    placed.collect()
}

/// The range from a place on, and around to it again.
trait CycleFrom {
    fn cycle_from(self, first: u16) -> impl Iterator<Item = u16>;
}

impl CycleFrom for std::ops::Range<u16> {
    fn cycle_from(self, first: u16) -> impl Iterator<Item = u16> {
        (first..self.end).chain(self.start..first)
    }
}

fn held(base: u16) -> io::Result<Vec<Socket>> {
    let tcp = (0..TCP_SLOTS).map(|slot| hold(base + slot, Type::STREAM));
    let udp = (TCP_SLOTS..BLOCK).map(|slot| hold(base + slot, Type::DGRAM));
    tcp.chain(udp).collect()
}

/// Holds a port for both versions of IP, or for IPv4 alone where there is no other.
fn hold(port: u16, kind: Type) -> io::Result<Socket> {
    let (socket, address): (Socket, SocketAddr) = match Socket::new(Domain::IPV6, kind, None) {
        Ok(socket) => {
            socket.set_only_v6(false)?;
            (socket, (Ipv6Addr::UNSPECIFIED, port).into())
        }
        Err(_) => (Socket::new(Domain::IPV4, kind, None)?, (Ipv4Addr::UNSPECIFIED, port).into()),
    };
    if kind == Type::DGRAM {
        socket.attach_filter(&filter::nothing())?;
    }
    match socket.bind(&address.into()) {
        Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable => four_only(port, kind),
        bound => bound.map(|()| socket),
    }
}

/// IPv6 may be there and switched off.
fn four_only(port: u16, kind: Type) -> io::Result<Socket> {
    let socket = Socket::new(Domain::IPV4, kind, None)?;
    if kind == Type::DGRAM {
        socket.attach_filter(&filter::nothing())?;
    }
    socket.bind(&SocketAddr::from((Ipv4Addr::UNSPECIFIED, port)).into())?;
    Ok(socket)
}

#[cfg(test)]
mod tests {
    use akabeko_shared::PORTS;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn two_scanners_hold_two_blocks() {
        let secret = Secret::new(&[7; 32], 1);
        let (first, second) = (Ports::hold(&secret).unwrap(), Ports::hold(&secret).unwrap());
        assert_ne!(first.base, second.base);
        assert_eq!(first.base % BLOCK, 0);
        assert!(std::net::UdpSocket::bind((Ipv4Addr::LOCALHOST, first.base + BLOCK - 1)).is_err());
    }

    #[test]
    fn the_services_fill_the_block() {
        let services = services();
        let last = services.last().unwrap();
        assert_eq!((services.len(), last.first + last.slots), (KNOWN.len(), BLOCK));
    }

    proptest! {
        #[test]
        fn a_source_port_tells_its_service(slot: u8) {
            let ports = Ports { base: 0xee00, services: services(), _held: Vec::new() };
            for port in PORTS {
                let source = ports.source(port, Cookie { sequence: 0, slot }).unwrap();
                prop_assert_eq!(source & 0xff00, 0xee00);
                prop_assert_eq!(ports.service(source).is_some(), port.protocol == Protocol::Udp);
                prop_assert!(ports.service(source).is_none_or(|service| service == port));
            }
        }
    }
}
