//! Packets as they leave: Ethernet, IPv4 (RFC 791) or IPv6 (RFC 8200), TCP (RFC 9293) or UDP (RFC 768).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An address of a network card.
pub(super) type Mac = [u8; 6];

/// What every packet on one way to the targets has in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ends {
    /// The card that it leaves by.
    pub(super) ours: Mac,
    /// The router that it goes to first.
    pub(super) theirs: Mac,
}

/// Where a packet comes from and goes to. Both addresses are of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Route {
    pub(super) source: IpAddr,
    pub(super) target: IpAddr,
    pub(super) source_port: u16,
    pub(super) port: u16,
}

/// Protocol numbers of IANA's registry.
pub(super) const TCP: u8 = 6;
pub(super) const UDP: u8 = 17;

/// Kinds of frame.
pub(super) const IPV4: u16 = 0x0800;
pub(super) const IPV6: u16 = 0x86dd;

/// Length of the headers in bytes.
pub(super) const ETHERNET: usize = 14;
const FOUR: usize = 20;
#[cfg(test)]
const SIX: usize = 40;
const UDP_HEADER: usize = 8;

/// How many routers a packet may pass.
const HOPS: u8 = 64;

/// A SYN's header: 20 bytes and the option for the largest segment, which some devices insist on.
const SYN_HEADER: usize = 24;
const SYN: u8 = 0x02;
const WINDOW: u16 = 64_240;
const LARGEST_SEGMENT: [u8; 4] = [2, 4, 0x05, 0xb4];

/// Writes a SYN with this sequence number into an empty buffer.
pub(super) fn syn(ends: Ends, route: Route, sequence: u32, frame: &mut Vec<u8>) {
    let start = headers(ends, route, TCP, SYN_HEADER, frame);
    frame.extend(route.source_port.to_be_bytes());
    frame.extend(route.port.to_be_bytes());
    frame.extend(sequence.to_be_bytes());
    frame.extend([0; 4]);
    frame.extend([(SYN_HEADER as u8 / 4) << 4, SYN]);
    frame.extend(WINDOW.to_be_bytes());
    frame.extend([0; 4]);
    frame.extend(LARGEST_SEGMENT);
    let sum = checksum(route, TCP, &frame[start..]);
    frame[start + 16..start + 18].copy_from_slice(&sum.to_be_bytes());
}

/// Writes a datagram into an empty buffer. It is shorter than 60,000 bytes.
pub(super) fn datagram(ends: Ends, route: Route, payload: &[u8], frame: &mut Vec<u8>) {
    let length = UDP_HEADER + payload.len();
    let start = headers(ends, route, UDP, length, frame);
    frame.extend(route.source_port.to_be_bytes());
    frame.extend(route.port.to_be_bytes());
    frame.extend((length as u16).to_be_bytes());
    frame.extend([0; 2]);
    frame.extend(payload);
    let sum = udp_sum(checksum(route, UDP, &frame[start..]));
    frame[start + 6..start + 8].copy_from_slice(&sum.to_be_bytes());
}

/// The checksum that a datagram carries.
pub(super) fn datagram_checksum(route: Route, payload: &[u8]) -> u16 {
    let length = (UDP_HEADER + payload.len()) as u16;
    let header = [route.source_port, route.port, length, 0].map(u16::to_be_bytes).concat();
    let sum = Sum::of_pseudo_header(route, UDP, usize::from(length)).add(&header).add(payload);
    udp_sum(sum.finish())
}

/// Over UDP, 0 would mean that there is none.
fn udp_sum(sum: u16) -> u16 {
    if sum == 0 { u16::MAX } else { sum }
}

/// Writes the headers below the transport, and gives where the transport begins.
fn headers(ends: Ends, route: Route, protocol: u8, length: usize, frame: &mut Vec<u8>) -> usize {
    frame.extend(ends.theirs);
    frame.extend(ends.ours);
    match (route.source, route.target) {
        (IpAddr::V4(source), IpAddr::V4(target)) => four(source, target, protocol, length, frame),
        (IpAddr::V6(source), IpAddr::V6(target)) => six(source, target, protocol, length, frame),
        (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => {
            unreachable!("a route is of one kind")
        }
    }
    frame.len()
}

fn four(source: Ipv4Addr, target: Ipv4Addr, protocol: u8, length: usize, frame: &mut Vec<u8>) {
    frame.extend(IPV4.to_be_bytes());
    let start = frame.len();
    frame.extend([0x45, 0]);
    frame.extend(((FOUR + length) as u16).to_be_bytes());
    // No fragments, so no id is needed (RFC 6864, section 4.1).
    frame.extend([0, 0, 0x40, 0, HOPS, protocol, 0, 0]);
    frame.extend(source.octets());
    frame.extend(target.octets());
    let sum = Sum(0).add(&frame[start..]).finish();
    frame[start + 10..start + 12].copy_from_slice(&sum.to_be_bytes());
}

fn six(source: Ipv6Addr, target: Ipv6Addr, protocol: u8, length: usize, frame: &mut Vec<u8>) {
    frame.extend(IPV6.to_be_bytes());
    frame.extend([0x60, 0, 0, 0]);
    frame.extend((length as u16).to_be_bytes());
    frame.extend([protocol, HOPS]);
    frame.extend(source.octets());
    frame.extend(target.octets());
}

fn checksum(route: Route, protocol: u8, segment: &[u8]) -> u16 {
    Sum::of_pseudo_header(route, protocol, segment.len()).add(segment).finish()
}

/// A sum in ones' complement (RFC 1071). All but the last piece have an even length.
#[derive(Clone, Copy)]
struct Sum(u32);

impl Sum {
    fn of_pseudo_header(route: Route, protocol: u8, length: usize) -> Self {
        let addresses =
            [route.source, route.target].into_iter().fold(Self(0), |sum, address| match address {
                IpAddr::V4(four) => sum.add(&four.octets()),
                IpAddr::V6(six) => sum.add(&six.octets()),
            });
        addresses.add(&(length as u32).to_be_bytes()).add(&[0, protocol])
    }

    fn add(self, bytes: &[u8]) -> Self {
        let pairs = bytes.chunks(2);
        Self(pairs.fold(self.0, |sum, pair| {
            sum + u32::from(u16::from_be_bytes([pair[0], pair.get(1).copied().unwrap_or(0)]))
        }))
    }

    fn finish(self) -> u16 {
        let folded = (self.0 & 0xffff) + (self.0 >> 16);
        !((folded & 0xffff) + (folded >> 16)) as u16
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) const ENDS: Ends = Ends { ours: [2, 0, 0, 0, 0, 1], theirs: [2, 0, 0, 0, 0, 2] };

    pub(crate) fn route(source: &str, target: &str) -> Route {
        Route {
            source: source.parse().unwrap(),
            target: target.parse().unwrap(),
            source_port: 61_000,
            port: 53,
        }
    }

    #[test]
    fn a_datagram_is_laid_out_as_the_rfcs_say() {
        let mut frame = Vec::new();
        datagram(ENDS, route("192.0.2.1", "198.51.100.2"), b"abc", &mut frame);
        assert_eq!(frame[..14], [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0]);
        assert_eq!(frame[14..24], [0x45, 0, 0, 31, 0, 0, 0x40, 0, 64, 17]);
        assert_eq!(frame[26..34], [192, 0, 2, 1, 198, 51, 100, 2]);
        assert_eq!(frame[34..40], [0xee, 0x48, 0, 53, 0, 11]);
        assert_eq!(&frame[42..], b"abc");
    }

    #[test]
    fn a_syn_carries_its_cookie_and_one_option() {
        let mut frame = Vec::new();
        syn(ENDS, route("2001:db8::1", "2001:db8::2"), 0x1234_5678, &mut frame);
        assert_eq!(frame[12..22], [0x86, 0xdd, 0x60, 0, 0, 0, 0, 24, 6, 64]);
        assert_eq!(frame[58..62], [0x12, 0x34, 0x56, 0x78]);
        assert_eq!(frame[66..68], [0x60, SYN]);
        assert_eq!(frame[74..], LARGEST_SEGMENT);
    }

    #[test]
    fn every_checksum_makes_its_packet_sum_up_to_nothing() {
        for (source, target) in [("192.0.2.1", "198.51.100.2"), ("2001:db8::1", "2001:db8::2")] {
            let route = route(source, target);
            let start = ETHERNET + if route.target.is_ipv4() { FOUR } else { SIX };
            let (mut udp, mut tcp) = (Vec::new(), Vec::new());
            datagram(ENDS, route, b"odd", &mut udp);
            syn(ENDS, route, 7, &mut tcp);
            assert_eq!(checksum(route, UDP, &udp[start..]), 0, "{target}");
            assert_eq!(checksum(route, TCP, &tcp[start..]), 0, "{target}");
            assert_eq!(datagram_checksum(route, b"odd").to_be_bytes(), udp[start + 6..start + 8]);
        }
        let mut frame = Vec::new();
        syn(ENDS, route("192.0.2.1", "198.51.100.2"), 7, &mut frame);
        assert_eq!(Sum(0).add(&frame[14..34]).finish(), 0);
    }
}
