//! Which way packets to a target take: the card, our address on it, and the router behind it.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the kernel has many words and gets more; few are needed"
)]

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6, UdpSocket};

use netlink_packet_core::{NLM_F_DUMP, NLM_F_REQUEST, NetlinkHeader, NetlinkMessage, NetlinkPayload};
use netlink_packet_route::neighbour::{NeighbourAddress, NeighbourAttribute, NeighbourMessage};
use netlink_packet_route::route::{RouteAddress, RouteAttribute, RouteMessage};
use netlink_packet_route::{AddressFamily, RouteNetlinkMessage};
use netlink_sys::Socket;
use netlink_sys::protocols::NETLINK_ROUTE;

use super::frame::Mac;

/// The port of those who throw away what they get (RFC 863).
const DISCARD: u16 = 9;

/// How a target is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hop {
    /// The number of the card.
    pub(super) card: u32,
    /// Our address there.
    pub(super) source: IpAddr,
    /// The router. Targets on the very network of the card have none, and are left to plain sockets.
    pub(super) router: IpAddr,
}

/// Asks the kernel about routes.
pub(super) struct Routes {
    socket: Socket,
    asked: u32,
}

impl Routes {
    pub(super) fn new() -> io::Result<Self> {
        let mut socket = Socket::new(NETLINK_ROUTE)?;
        socket.bind_auto()?;
        Ok(Self { socket, asked: 0 })
    }

    /// The way to a target, if it leads through a router.
    pub(super) fn to(&mut self, target: IpAddr) -> io::Result<Option<Hop>> {
        let mut message = RouteMessage::default();
        (message.header.address_family, message.header.destination_prefix_length) = match target {
            IpAddr::V4(_) => (AddressFamily::Inet, 32),
            IpAddr::V6(_) => (AddressFamily::Inet6, 128),
        };
        message.attributes.push(RouteAttribute::Destination(target.into()));
        let mut hop = None;
        self.ask(RouteNetlinkMessage::GetRoute(message), 0, |answer| {
            if let RouteNetlinkMessage::NewRoute(route) = answer {
                hop = read_route(&route);
            }
        })?;
        Ok(hop)
    }

    /// The card addresses of all neighbours, by card and address.
    pub(super) fn neighbours(&mut self) -> io::Result<BTreeMap<(u32, IpAddr), Mac>> {
        let mut neighbours = BTreeMap::new();
        let question = RouteNetlinkMessage::GetNeighbour(NeighbourMessage::default());
        self.ask(question, NLM_F_DUMP, |answer| {
            if let RouteNetlinkMessage::NewNeighbour(neighbour) = answer {
                neighbours.extend(read_neighbour(&neighbour));
            }
        })?;
        Ok(neighbours)
    }

    fn ask(
        &mut self,
        question: RouteNetlinkMessage,
        flags: u16,
        mut hear: impl FnMut(RouteNetlinkMessage),
    ) -> io::Result<()> {
        self.asked += 1;
        let mut header = NetlinkHeader::default();
        (header.flags, header.sequence_number) = (NLM_F_REQUEST | flags, self.asked);
        let mut message = NetlinkMessage::new(header, NetlinkPayload::from(question));
        message.finalize();
        let mut bytes = vec![0; message.header.length as usize];
        message.serialize(&mut bytes);
        self.socket.send(&bytes, 0)?;
        loop {
            let (answers, _) = self.socket.recv_from_full()?;
            let mut rest = &answers[..];
            while !rest.is_empty() {
                let answer =
                    NetlinkMessage::<RouteNetlinkMessage>::deserialize(rest).map_err(io::Error::other)?;
                rest = &rest[(answer.header.length as usize).clamp(1, rest.len())..];
                match answer.payload {
                    NetlinkPayload::InnerMessage(answer) => {
                        hear(answer);
                        if flags & NLM_F_DUMP == 0 {
                            return Ok(());
                        }
                    }
                    // No route is no error of ours: such a target has no way.
                    NetlinkPayload::Done(_) | NetlinkPayload::Error(_) => return Ok(()),
                    _ => {}
                }
            }
        }
    }
}

/// Makes the kernel look for a router whose card it does not know yet, by a datagram that it throws away.
pub(super) fn look_for(hop: Hop) -> io::Result<()> {
    let discard = match hop.router {
        IpAddr::V4(router) => SocketAddr::from((router, DISCARD)),
        // The usual router of a card is known by an address that every other card may have a neighbour with as well.
        IpAddr::V6(router) => SocketAddrV6::new(router, DISCARD, 0, hop.card).into(),
    };
    UdpSocket::bind((hop.source, 0))?.send_to(&[], discard).map(|_| ())
}

fn read_route(route: &RouteMessage) -> Option<Hop> {
    let find = |read: fn(&RouteAttribute) -> Option<IpAddr>| route.attributes.iter().find_map(read);
    let card = route.attributes.iter().find_map(|attribute| match attribute {
        RouteAttribute::Oif(card) => Some(*card),
        _ => None,
    })?;
    let source = find(|attribute| match attribute {
        RouteAttribute::PrefSource(source) => read_address(source),
        _ => None,
    })?;
    let router = find(|attribute| match attribute {
        RouteAttribute::Gateway(router) => read_address(router),
        _ => None,
    })?;
    Some(Hop { card, source, router })
}

fn read_address(address: &RouteAddress) -> Option<IpAddr> {
    match address {
        RouteAddress::Inet(four) => Some((*four).into()),
        RouteAddress::Inet6(six) => Some((*six).into()),
        _ => None,
    }
}

fn read_neighbour(neighbour: &NeighbourMessage) -> Option<((u32, IpAddr), Mac)> {
    let address = neighbour.attributes.iter().find_map(|attribute| match attribute {
        NeighbourAttribute::Destination(NeighbourAddress::Inet(four)) => Some(Ipv4Addr::into(*four)),
        NeighbourAttribute::Destination(NeighbourAddress::Inet6(six)) => Some(Ipv6Addr::into(*six)),
        _ => None,
    })?;
    let card = neighbour.attributes.iter().find_map(|attribute| match attribute {
        NeighbourAttribute::LinkLayerAddress(card) => Mac::try_from(&card[..]).ok(),
        _ => None,
    })?;
    Some(((neighbour.header.ifindex, address), card))
}
