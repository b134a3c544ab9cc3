//! Which addresses may be scanned at all: globally reachable unicast, and nothing else.
//!
//! An address that stands for another one (IPv4-mapped, NAT64, 6to4, Teredo) is refused for its form, and inside
//! a lab that lifts the refusal of the form, the address within must be in the lab as well.

mod registry;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv6Net};

use crate::Lab;

/// Why an address is not scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it belongs to {range} ({name})")]
pub struct SpecialPurpose {
    /// The most specific range of the registries around the address.
    pub range: IpNet,
    /// That range's name in the registry.
    pub name: &'static str,
}

/// Where all global unicast addresses of IPv6 are (RFC 4291, section 2.4).
const GLOBAL_UNICAST: Ipv6Net = Ipv6Net::new_assert(Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// Refuses every address that is not globally reachable unicast, unless the lab covers it.
pub fn refuse(address: IpAddr, lab: &Lab) -> Result<(), SpecialPurpose> {
    if !lab.contains(address) {
        purpose(address).map_or(Ok(()), Err)?;
    }
    within(address).into_iter().flatten().try_for_each(|within| refuse(within.into(), lab))
}

fn purpose(address: IpAddr) -> Option<SpecialPurpose> {
    match address {
        IpAddr::V4(four) => registry::FOUR
            .iter()
            .filter(|(range, _)| range.contains(&four))
            .max_by_key(|(range, _)| range.prefix_len())
            .map(|(range, name)| SpecialPurpose { range: (*range).into(), name }),
        IpAddr::V6(six) => registry::SIX
            .iter()
            .filter(|(range, _)| range.contains(&six))
            .max_by_key(|(range, _)| range.prefix_len())
            .map(|(range, name)| SpecialPurpose { range: (*range).into(), name })
            .or_else(|| not_global(six)),
    }
}

fn not_global(six: Ipv6Addr) -> Option<SpecialPurpose> {
    let range = Ipv6Net::new_assert(six, GLOBAL_UNICAST.prefix_len()).trunc();
    (range != GLOBAL_UNICAST)
        .then(|| SpecialPurpose { range: range.into(), name: "outside global unicast, 2000::/3" })
}

/// The IPv4 addresses that an IPv6 address stands for.
fn within(address: IpAddr) -> [Option<Ipv4Addr>; 2] {
    let IpAddr::V6(six) = address else { return [None, None] };
    let [_, first, second, third, .., seventh, eighth] = six.segments();
    let four = |high: u16, low: u16| Some(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)));
    match six.segments() {
        // ::ffff:0:0/96 (RFC 4291), 64:ff9b::/96 (RFC 6052), 64:ff9b:1::/48 (RFC 8215)
        [0, 0, 0, 0, 0, 0xffff, _, _]
        | [0x64, 0xff9b, 0, 0, 0, 0, _, _]
        | [0x64, 0xff9b, 1, _, _, _, _, _] => [four(seventh, eighth), None],
        // 2002::/16 (RFC 3056)
        [0x2002, ..] => [four(first, second), None],
        // 2001::/32 (RFC 4380): the server, then the client with every bit turned
        [0x2001, 0, ..] => [four(second, third), four(!seventh, !eighth)],
        _ => [None, None],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn homes_may_be_scanned() {
        for home in ["8.8.8.8", "1.1.1.1", "126.255.255.255", "223.255.255.255", "2400:4050::1", "2a00::1"] {
            assert_eq!(refuse(home.parse().unwrap(), &Lab::default()), Ok(()), "{home}");
        }
    }

    #[test]
    fn a_refusal_names_the_most_specific_range() {
        for (address, reason) in [
            ("127.0.0.1", "it belongs to 127.0.0.0/8 (Loopback)"),
            ("192.0.0.9", "it belongs to 192.0.0.9/32 (Port Control Protocol Anycast)"),
            ("2001:db8::1", "it belongs to 2001:db8::/32 (Documentation)"),
            ("4000::1", "it belongs to 4000::/3 (outside global unicast, 2000::/3)"),
        ] {
            assert_eq!(refuse(address.parse().unwrap(), &Lab::default()).unwrap_err().to_string(), reason);
        }
    }

    #[test]
    fn a_lab_lifts_the_refusal_for_what_is_inside_only() {
        let lab = Lab::of(["127.0.0.0/8", "2002::/16"].map(|range| range.parse().unwrap()));
        let may = |address: &str| refuse(address.parse().unwrap(), &lab).is_ok();
        assert!(may("127.1.2.3"));
        assert!(may("2002:7f00:1::1"));
        assert!(!may("10.0.0.1"));
        assert!(!may("::1"));
        assert!(!may("::ffff:127.0.0.1"));
        assert!(!may("2002:a00:1::1"), "10.0.0.1 hides in it");
    }

    proptest! {
        #[test]
        fn every_member_of_every_row_is_refused_in_every_form(chance: u128) {
            for (range, name) in registry::FOUR {
                let (first, last) = (u32::from(range.network()), u32::from(range.broadcast()));
                let random = first | (chance as u32 & u32::from(range.hostmask()));
                for four in [first, last, random].map(Ipv4Addr::from) {
                    for form in forms(four) {
                        prop_assert!(refuse(form, &Lab::default()).is_err(), "{form} of {name}");
                    }
                }
            }
            for (range, name) in registry::SIX {
                let random = u128::from(range.network()) | (chance & u128::from(range.hostmask()));
                for six in [range.network(), range.broadcast(), random.into()] {
                    prop_assert!(refuse(six.into(), &Lab::default()).is_err(), "{six} of {name}");
                }
            }
        }

        #[test]
        fn no_home_can_be_named_in_another_form(four: u32) {
            for form in &forms(four.into())[1..] {
                prop_assert!(refuse(*form, &Lab::default()).is_err(), "{form}");
            }
        }

        #[test]
        fn outside_global_unicast_nothing_of_ipv6_is_scanned(six: u128) {
            prop_assert!(six >> 125 == 1 || refuse(Ipv6Addr::from(six).into(), &Lab::default()).is_err());
        }
    }

    /// The address as it is, mapped, translated twice, in 6to4, and as the server and the client of Teredo.
    fn forms(four: Ipv4Addr) -> [IpAddr; 7] {
        let bits = u128::from(u32::from(four));
        let six = |prefix: u128, bits: u128| IpAddr::from(Ipv6Addr::from(prefix | bits));
        [
            four.into(),
            six(0xffff << 32, bits),
            six(0x64_ff9b << 96, bits),
            six(0x64_ff9b_0001 << 80, bits),
            six(0x2002 << 112, bits << 80),
            six(0x2001_0000 << 96, bits << 64),
            six(0x2001_0000 << 96, bits ^ 0xffff_ffff),
        ]
    }
}
