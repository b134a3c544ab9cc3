//! Ethernet frames with TCP over IPv4: written for what is sent past the kernel, read for what arrives.

use std::net::{Ipv4Addr, SocketAddrV4};

/// A hardware address.
pub type Hardware = [u8; 6];

/// Length of a frame with a segment that has one option and no data, in bytes.
pub const LENGTH: usize = ETHERNET + IP + TCP;

const ETHERNET: usize = 14;
const IP: usize = 20;
const TCP: usize = 24;
const PROTOCOL_TCP: u8 = 6;
const PROTOCOL_UDP: u8 = 17;
const SYN: u8 = 0x02;
const ACK: u8 = 0x10;

/// The two ends of a link.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// Who sends.
    pub from: Hardware,
    /// Who receives.
    pub to: Hardware,
}

/// A TCP segment without data.
#[derive(Clone, Copy, Debug)]
pub struct Segment {
    /// Whom it comes from, or claims to.
    pub from: SocketAddrV4,
    /// Where it goes.
    pub to: SocketAddrV4,
    /// The sequence number.
    pub sequence: u32,
    /// What it acknowledges; none in a first SYN.
    pub acknowledges: Option<u32>,
}

/// A SYN, or a SYN-ACK if it acknowledges something, as it goes over the link.
pub fn syn(link: &Link, segment: &Segment) -> [u8; LENGTH] {
    let mut frame = [0; LENGTH];
    frame[..6].copy_from_slice(&link.to);
    frame[6..12].copy_from_slice(&link.from);
    frame[12..14].copy_from_slice(&[0x08, 0x00]);
    let (ip, tcp) = frame[ETHERNET..].split_at_mut(IP);
    write_ip(ip, segment);
    write_tcp(tcp, segment);
    frame
}

fn write_ip(ip: &mut [u8], segment: &Segment) {
    ip[0] = 0x45;
    ip[3] = (IP + TCP) as u8;
    ip[8] = 64;
    ip[9] = PROTOCOL_TCP;
    ip[12..16].copy_from_slice(&segment.from.ip().octets());
    ip[16..20].copy_from_slice(&segment.to.ip().octets());
    let sum = checksum(ip, 0);
    ip[10..12].copy_from_slice(&sum.to_be_bytes());
}

fn write_tcp(tcp: &mut [u8], segment: &Segment) {
    tcp[..2].copy_from_slice(&segment.from.port().to_be_bytes());
    tcp[2..4].copy_from_slice(&segment.to.port().to_be_bytes());
    tcp[4..8].copy_from_slice(&segment.sequence.to_be_bytes());
    tcp[8..12].copy_from_slice(&segment.acknowledges.unwrap_or_default().to_be_bytes());
    tcp[12] = (TCP as u8 / 4) << 4;
    tcp[13] = if segment.acknowledges.is_some() { SYN | ACK } else { SYN };
    tcp[14..16].copy_from_slice(&1024_u16.to_be_bytes());
    tcp[20..24].copy_from_slice(&[2, 4, 0x05, 0xb4]); // the largest segment: 1460 bytes
    let addresses = [segment.from.ip(), segment.to.ip()].map(|address| sum(&address.octets()));
    let pseudo_header = addresses[0] + addresses[1] + u32::from(PROTOCOL_TCP) + TCP as u32;
    let sum = checksum(tcp, pseudo_header);
    tcp[16..18].copy_from_slice(&sum.to_be_bytes());
}

/// The internet checksum (RFC 1071) of bytes that hold zero where it will stand.
fn checksum(bytes: &[u8], start: u32) -> u16 {
    let sum = start + sum(bytes);
    let sum = (sum & 0xffff) + (sum >> 16);
    !((sum & 0xffff) + (sum >> 16)) as u16
}

fn sum(bytes: &[u8]) -> u32 {
    bytes.chunks_exact(2).map(|pair| u32::from(u16::from_be_bytes([pair[0], pair[1]]))).sum()
}

/// Whom a frame probes: the target of a first SYN or of a datagram.
pub fn probed(frame: &[u8]) -> Option<Ipv4Addr> {
    let (ethernet, packet) = frame.split_at_checked(ETHERNET)?;
    let ip = packet.first_chunk::<IP>().filter(|ip| ethernet[12..] == [0x08, 0x00] && ip[0] >> 4 == 4)?;
    let target = Ipv4Addr::new(ip[16], ip[17], ip[18], ip[19]);
    let beyond = packet.get(usize::from(ip[0] & 0x0f) * 4..)?;
    match ip[9] {
        PROTOCOL_TCP => (beyond.get(13)? & (SYN | ACK) == SYN).then_some(target),
        PROTOCOL_UDP => Some(target),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: Link = Link { from: [2, 0, 0, 0, 0, 1], to: [2, 0, 0, 0, 0, 2] };

    fn segment(acknowledges: Option<u32>) -> Segment {
        let (near, far) = (Ipv4Addr::new(10, 99, 0, 1), Ipv4Addr::new(10, 64, 0, 1));
        Segment {
            from: SocketAddrV4::new(near, 40_000),
            to: SocketAddrV4::new(far, 23),
            sequence: 0xdead_beef,
            acknowledges,
        }
    }

    #[test]
    fn both_checksums_are_right() {
        let frame = syn(&LINK, &segment(None));
        assert_eq!(checksum(&frame[ETHERNET..ETHERNET + IP], 0), 0);
        let pseudo_header = sum(&frame[26..34]) + 6 + TCP as u32;
        assert_eq!(checksum(&frame[ETHERNET + IP..], pseudo_header), 0);
    }

    #[test]
    fn a_syn_and_a_datagram_probe_and_an_answer_does_not() {
        let frame = syn(&LINK, &segment(None));
        assert_eq!(probed(&frame), Some(Ipv4Addr::new(10, 64, 0, 1)));
        assert_eq!(probed(&syn(&LINK, &segment(Some(1)))), None);
        let mut datagram = frame;
        datagram[ETHERNET + 9] = PROTOCOL_UDP;
        assert_eq!(probed(&datagram), Some(Ipv4Addr::new(10, 64, 0, 1)));
        let mut ping = frame;
        ping[ETHERNET + 9] = 1;
        assert_eq!(probed(&ping), None);
        for length in 0..ETHERNET + IP + 14 {
            assert_eq!(probed(&frame[..length]), None, "{length} bytes");
        }
    }
}
