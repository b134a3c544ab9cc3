//! Packets as they arrive, taken apart without trusting any length in them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use akabeko_shared::Protocol;

use super::frame::{ETHERNET, IPV4, IPV6, TCP, UDP};

/// What a packet says about a request that somebody made. Whether that was us is for the cookies to tell.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Answer<'a> {
    /// The answer to a SYN: a SYN of its own, or a reset.
    Segment {
        from: SocketAddr,
        to_port: u16,
        /// The sequence number that it acknowledges.
        acknowledged: u32,
        is_open: bool,
    },
    /// A datagram.
    Datagram { from: SocketAddr, to_port: u16, payload: &'a [u8] },
    /// A message that a packet was not delivered (RFC 792; RFC 4443, section 3.1), with the start of that packet.
    Undelivered {
        by: IpAddr,
        /// Whether only the port was unreachable.
        is_port: bool,
        source: IpAddr,
        target: SocketAddr,
        protocol: Protocol,
        source_port: u16,
        /// The sequence number of a segment, or the checksum of a datagram.
        mark: u32,
    },
}

const ICMP: u8 = 1;
const ICMPV6: u8 = 58;

/// Flags of a segment.
const SYN: u8 = 0x02;
const RESET: u8 = 0x04;
const ACKNOWLEDGES: u8 = 0x10;

/// Reads a frame; none if it answers nothing, or is cut short or broken.
pub(crate) fn read(frame: &[u8]) -> Option<Answer<'_>> {
    let packet = frame.get(ETHERNET..)?;
    let packet = match two(frame, 12)? {
        IPV4 => Packet::four(packet)?,
        IPV6 => Packet::six(packet)?,
        _ => return None,
    };
    match packet.protocol {
        TCP => segment(&packet),
        UDP => datagram(&packet),
        ICMP if packet.source.is_ipv4() => undelivered(&packet, 3, 3),
        ICMPV6 if packet.source.is_ipv6() => undelivered(&packet, 1, 4),
        _ => None,
    }
}

/// A packet of either version, without its header.
struct Packet<'a> {
    source: IpAddr,
    target: IpAddr,
    protocol: u8,
    body: &'a [u8],
}

impl<'a> Packet<'a> {
    /// A whole one, or the first part of one; the length that it claims only shortens it.
    fn four(bytes: &'a [u8]) -> Option<Self> {
        let header = usize::from(bytes.first()? & 0xf) * 4;
        let is_first_part = two(bytes, 6)? & 0x1fff == 0;
        if bytes[0] >> 4 != 4 || header < 20 || !is_first_part {
            return None;
        }
        let claimed = usize::from(two(bytes, 2)?);
        let address = |at: usize| Some(Ipv4Addr::from(four(bytes, at)?).into());
        let body = bytes.get(header..claimed.clamp(header, bytes.len().max(header)))?;
        Some(Self { source: address(12)?, target: address(16)?, protocol: bytes[9], body })
    }

    /// One without extension headers: answers have none.
    fn six(bytes: &'a [u8]) -> Option<Self> {
        if bytes.first()? >> 4 != 6 {
            return None;
        }
        let address = |at: usize| {
            let octets: [u8; 16] = bytes.get(at..at + 16)?.try_into().ok()?;
            Some(Ipv6Addr::from(octets).into())
        };
        let claimed = 40 + usize::from(two(bytes, 4)?);
        let body = bytes.get(40..claimed.min(bytes.len()).max(40))?;
        Some(Self { source: address(8)?, target: address(24)?, protocol: bytes[6], body })
    }
}

fn segment<'a>(packet: &Packet<'_>) -> Option<Answer<'a>> {
    let body = packet.body;
    let flags = *body.get(13)?;
    let is_open = match flags & (SYN | RESET | ACKNOWLEDGES) {
        both if both == SYN | ACKNOWLEDGES => true,
        reset if reset == RESET | ACKNOWLEDGES => false,
        _ => return None,
    };
    Some(Answer::Segment {
        from: SocketAddr::new(packet.source, two(body, 0)?),
        to_port: two(body, 2)?,
        acknowledged: u32::from_be_bytes(four(body, 8)?),
        is_open,
    })
}

fn datagram<'a>(packet: &Packet<'a>) -> Option<Answer<'a>> {
    let body = packet.body;
    let length = usize::from(two(body, 4)?);
    let payload = body.get(8..length.clamp(8, body.len().max(8)))?;
    Some(Answer::Datagram {
        from: SocketAddr::new(packet.source, two(body, 0)?),
        to_port: two(body, 2)?,
        payload,
    })
}

fn undelivered<'a>(packet: &Packet<'_>, kind: u8, port_code: u8) -> Option<Answer<'a>> {
    let body = packet.body;
    if *body.first()? != kind {
        return None;
    }
    let quoted = body.get(8..)?;
    let original = if packet.source.is_ipv4() { Packet::four(quoted)? } else { Packet::six(quoted)? };
    let (protocol, mark) = match original.protocol {
        TCP => (Protocol::Tcp, u32::from_be_bytes(four(original.body, 4)?)),
        UDP => (Protocol::Udp, two(original.body, 6)?.into()),
        _ => return None,
    };
    Some(Answer::Undelivered {
        by: packet.source,
        is_port: body[1] == port_code,
        source: original.source,
        target: SocketAddr::new(original.target, two(original.body, 2)?),
        protocol,
        source_port: two(original.body, 0)?,
        mark,
    })
}

fn two(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn four(bytes: &[u8], at: usize) -> Option<[u8; 4]> {
    bytes.get(at..at + 4)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::frame::tests::{ENDS, route};
    use super::super::frame::{self, Route};
    use super::*;

    const PLACES: [(&str, &str); 2] = [("192.0.2.1", "198.51.100.2"), ("2001:db8::1", "2001:db8::2")];

    #[test]
    fn only_a_reset_or_a_syn_that_acknowledges_answers() {
        for (source, target) in PLACES {
            for (flags, is_open) in [
                (0x12, Some(true)),
                (0x14, Some(false)),
                (0x04, None),
                (0x02, None),
                (0x10, None),
                (0x16, None),
            ] {
                let mut frame = Vec::new();
                frame::syn(ENDS, route(source, target), 0, &mut frame);
                let start = frame.len() - 24;
                frame[start + 8..start + 12].copy_from_slice(&9_u32.to_be_bytes());
                frame[start + 13] = flags;
                let expected = is_open.map(|is_open| Answer::Segment {
                    from: SocketAddr::new(source.parse().unwrap(), 61_000),
                    to_port: 53,
                    acknowledged: 9,
                    is_open,
                });
                assert_eq!(read(&frame), expected, "{flags:#x}");
            }
        }
    }

    #[test]
    fn a_datagram_ends_where_it_says_and_no_later_than_its_frame() {
        for (source, target) in PLACES {
            let mut frame = Vec::new();
            frame::datagram(ENDS, route(source, target), b"hello", &mut frame);
            // Ethernet fills short frames up.
            frame.extend([0; 9]);
            let Some(Answer::Datagram { from, to_port, payload }) = read(&frame) else {
                panic!("no datagram")
            };
            assert_eq!((from.port(), to_port, payload), (61_000, 53, &b"hello"[..]));
            frame.truncate(frame.len() - 11);
            let Some(Answer::Datagram { payload, .. }) = read(&frame) else { panic!("no datagram") };
            assert_eq!(payload, b"hel");
        }
    }

    #[test]
    fn an_unreachable_port_quotes_what_was_sent() {
        for (source, target) in PLACES {
            let to = route(source, target);
            let refusal = refusal(to, b"question", true);
            let expected = Answer::Undelivered {
                by: to.target,
                is_port: true,
                source: to.source,
                target: SocketAddr::new(to.target, 53),
                protocol: Protocol::Udp,
                source_port: 61_000,
                mark: frame::datagram_checksum(to, b"question").into(),
            };
            assert_eq!(read(&refusal), Some(expected));
        }
    }

    #[test]
    fn what_is_not_for_us_is_nothing() {
        let mut frame = Vec::new();
        frame::datagram(ENDS, route("192.0.2.1", "198.51.100.2"), b"hello", &mut frame);
        let altered = |at: usize, byte: u8| {
            let mut altered = frame.clone();
            altered[at] = byte;
            read(&altered).is_some()
        };
        assert!(altered(15, 0), "as it is");
        assert!(!altered(13, 6), "ARP");
        assert!(!altered(14, 0x65), "another version");
        assert!(!altered(14, 0x44), "too short a header");
        assert!(!altered(21, 1), "a later part");
        assert!(!altered(23, 50), "another protocol");
    }

    proptest! {
        #[test]
        fn no_frame_makes_it_panic(frame: Vec<u8>) {
            read(&frame);
        }

        #[test]
        fn no_altered_frame_makes_it_panic(kind in 0..3_u8, six: bool, at in 0..90_usize, byte: u8, length in 0..100_usize) {
            let (source, target) = PLACES[usize::from(six)];
            let to = route(source, target);
            let mut frame = Vec::new();
            match kind {
                0 => frame::syn(ENDS, to, 0, &mut frame),
                1 => frame::datagram(ENDS, to, b"hello", &mut frame),
                _ => frame = refusal(to, b"hello", true),
            }
            if let Some(place) = frame.get_mut(at) {
                *place = byte;
            }
            frame.truncate(length);
            read(&frame);
        }
    }

    /// What a target sends back whose port is unreachable.
    fn refusal(to: Route, payload: &[u8], is_port: bool) -> Vec<u8> {
        let mut sent = Vec::new();
        frame::datagram(ENDS, to, payload, &mut sent);
        let is_four = to.target.is_ipv4();
        let back = Route { source: to.target, target: to.source, ..to };
        let mut frame = Vec::new();
        // A datagram's header is as long as that of the message, and is replaced by it.
        frame::datagram(ENDS, back, &sent[ETHERNET..], &mut frame);
        let start = ETHERNET + if is_four { 20 } else { 40 };
        frame[if is_four { 23 } else { 20 }] = if is_four { ICMP } else { ICMPV6 };
        let code = match (is_port, is_four) {
            (false, _) => 0,
            (true, true) => 3,
            (true, false) => 4,
        };
        frame[start..start + 8].copy_from_slice(&[if is_four { 3 } else { 1 }, code, 0, 0, 0, 0, 0, 0]);
        frame
    }
}
