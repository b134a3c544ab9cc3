//! The ranges that are nobody's home: the special-purpose registries of IANA (RFC 6890) and all of multicast.
//!
//! Some of them are globally reachable by definition, such as the anycast addresses of a protocol; they belong
//! to services, not to people, and are left alone too.

use std::net::{Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};

/// A range and its name.
type Row<Net> = (Net, &'static str);

/// The IPv4 special-purpose address registry, then multicast.
pub(super) const FOUR: &[Row<Ipv4Net>] = &[
    four([0, 0, 0, 0], 8, "\"This network\""),
    four([0, 0, 0, 0], 32, "\"This host on this network\""),
    four([10, 0, 0, 0], 8, "Private-Use"),
    four([100, 64, 0, 0], 10, "Shared Address Space"),
    four([127, 0, 0, 0], 8, "Loopback"),
    four([169, 254, 0, 0], 16, "Link Local"),
    four([172, 16, 0, 0], 12, "Private-Use"),
    four([192, 0, 0, 0], 24, "IETF Protocol Assignments"),
    four([192, 0, 0, 0], 29, "IPv4 Service Continuity Prefix"),
    four([192, 0, 0, 8], 32, "IPv4 dummy address"),
    four([192, 0, 0, 9], 32, "Port Control Protocol Anycast"),
    four([192, 0, 0, 10], 32, "Traversal Using Relays around NAT Anycast"),
    four([192, 0, 0, 170], 32, "NAT64/DNS64 Discovery"),
    four([192, 0, 0, 171], 32, "NAT64/DNS64 Discovery"),
    four([192, 0, 2, 0], 24, "Documentation (TEST-NET-1)"),
    four([192, 31, 196, 0], 24, "AS112-v4"),
    four([192, 52, 193, 0], 24, "AMT"),
    four([192, 88, 99, 0], 24, "Deprecated (6to4 Relay Anycast)"),
    four([192, 88, 99, 2], 32, "6a44-relay anycast address"),
    four([192, 168, 0, 0], 16, "Private-Use"),
    four([192, 175, 48, 0], 24, "Direct Delegation AS112 Service"),
    four([198, 18, 0, 0], 15, "Benchmarking"),
    four([198, 51, 100, 0], 24, "Documentation (TEST-NET-2)"),
    four([203, 0, 113, 0], 24, "Documentation (TEST-NET-3)"),
    four([240, 0, 0, 0], 4, "Reserved"),
    four([255, 255, 255, 255], 32, "Limited Broadcast"),
    four([224, 0, 0, 0], 4, "Multicast"),
];

/// The IPv6 special-purpose address registry, then multicast and what was given up.
pub(super) const SIX: &[Row<Ipv6Net>] = &[
    six([0, 0, 0, 0, 0, 0, 0, 1], 128, "Loopback Address"),
    six([0, 0, 0, 0, 0, 0, 0, 0], 128, "Unspecified Address"),
    six([0, 0, 0, 0, 0, 0xffff, 0, 0], 96, "IPv4-mapped Address"),
    six([0x64, 0xff9b, 0, 0, 0, 0, 0, 0], 96, "IPv4-IPv6 Translat."),
    six([0x64, 0xff9b, 1, 0, 0, 0, 0, 0], 48, "IPv4-IPv6 Translat."),
    six([0x100, 0, 0, 0, 0, 0, 0, 0], 64, "Discard-Only Address Block"),
    six([0x100, 0, 0, 1, 0, 0, 0, 0], 64, "Dummy IPv6 Prefix"),
    six([0x2001, 0, 0, 0, 0, 0, 0, 0], 23, "IETF Protocol Assignments"),
    six([0x2001, 0, 0, 0, 0, 0, 0, 0], 32, "TEREDO"),
    six([0x2001, 1, 0, 0, 0, 0, 0, 1], 128, "Port Control Protocol Anycast"),
    six([0x2001, 1, 0, 0, 0, 0, 0, 2], 128, "Traversal Using Relays around NAT Anycast"),
    six([0x2001, 1, 0, 0, 0, 0, 0, 3], 128, "DNS-SD Service Registration Protocol Anycast"),
    six([0x2001, 2, 0, 0, 0, 0, 0, 0], 48, "Benchmarking"),
    six([0x2001, 3, 0, 0, 0, 0, 0, 0], 32, "AMT"),
    six([0x2001, 4, 0x112, 0, 0, 0, 0, 0], 48, "AS112-v6"),
    six([0x2001, 0x10, 0, 0, 0, 0, 0, 0], 28, "Deprecated (previously ORCHID)"),
    six([0x2001, 0x20, 0, 0, 0, 0, 0, 0], 28, "ORCHIDv2"),
    six([0x2001, 0x30, 0, 0, 0, 0, 0, 0], 28, "Drone Remote ID Protocol Entity Tags (DETs) Prefix"),
    six([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32, "Documentation"),
    six([0x2002, 0, 0, 0, 0, 0, 0, 0], 16, "6to4"),
    six([0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0], 48, "Direct Delegation AS112 Service"),
    six([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20, "Documentation"),
    six([0x5f00, 0, 0, 0, 0, 0, 0, 0], 16, "Segment Routing (SRv6) SIDs"),
    six([0xfc00, 0, 0, 0, 0, 0, 0, 0], 7, "Unique-Local"),
    six([0xfe80, 0, 0, 0, 0, 0, 0, 0], 10, "Link-Local Unicast"),
    six([0xff00, 0, 0, 0, 0, 0, 0, 0], 8, "Multicast"),
    six([0xfec0, 0, 0, 0, 0, 0, 0, 0], 10, "Deprecated (previously site-local)"),
    six([0, 0, 0, 0, 0, 0, 0, 0], 96, "Deprecated (IPv4-compatible)"),
];

const fn four([a, b, c, d]: [u8; 4], length: u8, name: &'static str) -> Row<Ipv4Net> {
    (Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), length), name)
}

const fn six([a, b, c, d, e, f, g, h]: [u16; 8], length: u8, name: &'static str) -> Row<Ipv6Net> {
    (Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, d, e, f, g, h), length), name)
}
