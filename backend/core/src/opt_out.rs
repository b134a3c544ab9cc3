//! Addresses that nobody may look at, because somebody who answers for them said so.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};

use ipnet::{IpNet, Ipv4Net};

/// Ranges that are left alone, found in a moment however many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptOuts(BTreeMap<IpAddr, IpAddr>);

impl OptOuts {
    /// Whether this address is left alone.
    pub fn contains(&self, address: IpAddr) -> bool {
        let before = self.0.range(..=address).next_back();
        before.is_some_and(|(first, last)| first.is_ipv4() == address.is_ipv4() && address <= *last)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<IpNet> for OptOuts {
    fn from_iter<T: IntoIterator<Item = IpNet>>(ranges: T) -> Self {
        // What is left after this does not overlap, so the nearest beginning decides.
        let apart = IpNet::aggregate(&ranges.into_iter().collect());
        Self(apart.into_iter().map(|range| (range.network(), range.broadcast())).collect())
    }
}

/// Reads `192.0.2.7`, `192.0.2.0/24` or the same of IPv6; IPv4 in the clothes of IPv6 is IPv4.
///
/// # Errors
/// What is wrong with the text, in words.
pub fn parse(text: &str) -> Result<IpNet, String> {
    if let Ok(address) = text.parse::<IpAddr>() {
        return Ok(address.to_canonical().into());
    }
    let range: IpNet = text.parse().map_err(|_| {
        format!("{text:?} is not a range: expected such as 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32")
    })?;
    if range.addr() != range.network() {
        return Err(format!("{text:?} is not a range: did you mean {}?", range.trunc()));
    }
    Ok(canonical(range))
}

fn canonical(range: IpNet) -> IpNet {
    let mapped = |address: IpAddr| -> Option<Ipv4Addr> {
        match address.to_canonical() {
            IpAddr::V4(four) => Some(four),
            IpAddr::V6(_) => None,
        }
    };
    let length = range.prefix_len().checked_sub(96);
    match (range, length, mapped(range.network())) {
        (IpNet::V6(_), Some(length), Some(four)) => Ipv4Net::new(four, length).map_or(range, IpNet::V4),
        (IpNet::V4(_) | IpNet::V6(_), _, _) => range,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_range_is_read_as_it_is_meant_or_not_at_all() {
        let table = [
            ("192.0.2.7", Ok("192.0.2.7/32")),
            ("192.0.2.0/24", Ok("192.0.2.0/24")),
            ("2001:db8::1", Ok("2001:db8::1/128")),
            ("2001:db8::/32", Ok("2001:db8::/32")),
            ("::ffff:192.0.2.7", Ok("192.0.2.7/32")),
            ("::ffff:192.0.2.0/120", Ok("192.0.2.0/24")),
            ("192.0.2.7/24", Err("did you mean 192.0.2.0/24?")),
            ("192.0.2.0/33", Err("is not a range")),
            ("example.jp", Err("is not a range")),
            ("", Err("is not a range")),
        ];
        for (text, expected) in table {
            match (parse(text), expected) {
                (Ok(range), Ok(expected)) => assert_eq!(range.to_string(), expected),
                (Err(said), Err(expected)) => assert!(said.contains(expected), "{said}"),
                (read, _) => panic!("{text:?} was read as {read:?}"),
            }
        }
    }

    proptest! {
        #[test]
        fn an_address_is_left_alone_when_one_of_the_ranges_has_it(
            ranges in proptest::collection::vec(range(), 0..20),
            address in prop_oneof![(0..1024_u32).prop_map(four), (0..1024_u32).prop_map(six)],
        ) {
            let slowly = ranges.iter().any(|range| range.contains(&address));
            let found: OptOuts = ranges.into_iter().collect();
            prop_assert_eq!(found.contains(address), slowly);
        }
    }

    fn range() -> impl Strategy<Value = IpNet> {
        let fours = (0..1024_u32, 22..33_u8).prop_map(|(host, length)| IpNet::new(four(host), length));
        let sixes = (0..1024_u32, 118..129_u8).prop_map(|(host, length)| IpNet::new(six(host), length));
        prop_oneof![fours, sixes].prop_map(|range| range.unwrap().trunc())
    }

    fn four(host: u32) -> IpAddr {
        Ipv4Addr::from(0xc000_0000 + host).into()
    }

    fn six(host: u32) -> IpAddr {
        std::net::Ipv6Addr::from((0x2001_0db8_u128 << 96) + u128::from(host)).into()
    }
}
