//! What the kernel lets through to us: packets to our source ports, and messages about undelivered ones.
//!
//! Programs of the Berkeley packet filter, read from the start of the frame. Whatever they let through is checked again.

use socket2::SockFilter;

/// Instructions: load a byte, two bytes, two bytes behind the header; the header's length; compare, test, and, end.
const BYTE: u16 = 0x30;
const TWO_BYTES: u16 = 0x28;
const BYTE_BEHIND: u16 = 0x50;
const TWO_BYTES_BEHIND: u16 = 0x48;
const HEADER_LENGTH: u16 = 0xb1;
const EQUAL: u16 = 0x15;
const ANY_BIT: u16 = 0x45;
const AND: u16 = 0x54;
const END: u16 = 0x06;

/// How much of a packet is let through: all of it.
const WHOLE: u32 = 0x4_0000;

/// IPv4 packets to the 256 ports from `base` on, which is a multiple of 256, and ICMP destination unreachable.
pub(super) fn four(base: u16) -> [SockFilter; 15] {
    [
        SockFilter::new(BYTE, 0, 0, 23),
        SockFilter::new(EQUAL, 8, 0, 1),
        SockFilter::new(EQUAL, 1, 0, 6),
        SockFilter::new(EQUAL, 0, 10, 17),
        SockFilter::new(TWO_BYTES, 0, 0, 20),
        SockFilter::new(ANY_BIT, 8, 0, 0x1fff),
        SockFilter::new(HEADER_LENGTH, 0, 0, 14),
        SockFilter::new(TWO_BYTES_BEHIND, 0, 0, 16),
        SockFilter::new(AND, 0, 0, 0xff00),
        SockFilter::new(EQUAL, 3, 4, base.into()),
        SockFilter::new(HEADER_LENGTH, 0, 0, 14),
        SockFilter::new(BYTE_BEHIND, 0, 0, 14),
        SockFilter::new(EQUAL, 0, 1, 3),
        SockFilter::new(END, 0, 0, WHOLE),
        SockFilter::new(END, 0, 0, 0),
    ]
}

/// IPv6 packets to the 256 ports from `base` on, and ICMPv6 destination unreachable.
pub(super) fn six(base: u16) -> [SockFilter; 11] {
    [
        SockFilter::new(BYTE, 0, 0, 20),
        SockFilter::new(EQUAL, 5, 0, 58),
        SockFilter::new(EQUAL, 1, 0, 6),
        SockFilter::new(EQUAL, 0, 6, 17),
        SockFilter::new(TWO_BYTES, 0, 0, 56),
        SockFilter::new(AND, 0, 0, 0xff00),
        SockFilter::new(EQUAL, 2, 3, base.into()),
        SockFilter::new(BYTE, 0, 0, 54),
        SockFilter::new(EQUAL, 0, 1, 1),
        SockFilter::new(END, 0, 0, WHOLE),
        SockFilter::new(END, 0, 0, 0),
    ]
}

/// Nothing at all: for sockets that only hold a port.
pub(super) fn nothing() -> [SockFilter; 1] {
    [SockFilter::new(END, 0, 0, 0)]
}
