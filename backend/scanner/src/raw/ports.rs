//! The source ports of our packets: a block of 256 that nobody else on this machine gets.
//!
//! Which port of the block a request leaves from is a secret that follows from the target. A socket holds each of
//! them, so that the system gives it to no other program and does not answer answers with refusals.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use akabeko_shared::{Port, Protocol};
use socket2::{Domain, Socket, Type};

use super::filter;
use crate::secret::Cookie;
use crate::udp::KNOWN;

/// How many ports a block has, and at which multiples of it blocks are looked for, the first one first.
const BLOCK: u16 = 256;
const BLOCKS: std::ops::Range<u16> = 0xa0..0xff;
const FIRST_TRIED: u16 = 0xee;

/// How many ports of the block are for TCP, and then for each service over UDP.
const TCP_SLOTS: u16 = 64;
const UDP_SLOTS: u16 = 24;

/// A block that is held.
pub(super) struct Ports {
    base: u16,
    _held: Vec<Socket>,
}

impl Ports {
    /// Holds the first block that is free.
    pub(super) fn hold() -> io::Result<Self> {
        let mut last = None;
        for block in BLOCKS.cycle_from(FIRST_TRIED) {
            match held(block * BLOCK) {
                Ok(held) => return Ok(Self { base: block * BLOCK, _held: held }),
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
        let slot = u16::from(cookie.slot);
        match port.protocol {
            Protocol::Tcp => Some(self.base + slot % TCP_SLOTS),
            Protocol::Udp => {
                let service = KNOWN.iter().position(|known| *known == port)? as u16;
                Some(self.base + TCP_SLOTS + service * UDP_SLOTS + slot % UDP_SLOTS)
            }
        }
    }

    /// The service that answers to one of our ports over UDP.
    pub(super) fn service(&self, source: u16) -> Option<Port> {
        let index = source.checked_sub(self.base + TCP_SLOTS)? / UDP_SLOTS;
        KNOWN.get(usize::from(index)).copied()
    }
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
        let (first, second) = (Ports::hold().unwrap(), Ports::hold().unwrap());
        assert_ne!(first.base, second.base);
        assert_eq!(first.base % BLOCK, 0);
        assert!(std::net::UdpSocket::bind((Ipv4Addr::LOCALHOST, first.base + BLOCK - 1)).is_err());
    }

    proptest! {
        #[test]
        fn a_source_port_tells_its_service(slot: u8) {
            let ports = Ports { base: 0xee00, _held: Vec::new() };
            for port in PORTS {
                let source = ports.source(port, Cookie { sequence: 0, slot }).unwrap();
                prop_assert_eq!(source & 0xff00, 0xee00);
                prop_assert_eq!(ports.service(source).is_some(), port.protocol == Protocol::Udp);
                prop_assert!(ports.service(source).is_none_or(|service| service == port));
            }
        }
    }
}
