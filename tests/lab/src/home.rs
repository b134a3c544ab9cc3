//! What is open in which home: a pure function of a seed and an address.

use std::net::Ipv4Addr;

use akabeko_shared::{PORTS, Port, Protocol};

/// The first address of the town; it ends with 10.64.255.255.
pub const FIRST: Ipv4Addr = Ipv4Addr::new(10, 64, 0, 0);
/// The first address of the hostile street; it ends with 10.65.255.255.
pub const FIRST_HOSTILE: Ipv4Addr = Ipv4Addr::new(10, 65, 0, 0);
/// How many homes the town has at most.
pub const MOST: u32 = 1 << 16;

/// How a home treats what it did not ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Profile {
    /// Drops everything.
    Dark,
    /// Refuses everything.
    Refusing,
    /// Has something open, and drops the rest.
    OpenAmongSilence,
    /// Has something open, and refuses the rest.
    OpenAmongRefusals,
    /// Has something open, drops the rest, and drops every SYN above ten a second, as home routers do.
    Limited,
    /// Accepts on every TCP port.
    AllOpen,
}

/// The shares of the profiles, of a thousand.
const PROFILES: [(Profile, u64); 6] = [
    (Profile::Dark, 850),
    (Profile::Refusing, 50),
    (Profile::OpenAmongSilence, 45),
    (Profile::OpenAmongRefusals, 40),
    (Profile::Limited, 13),
    (Profile::AllOpen, 2),
];

/// How many of a hundred homes that have something open have this port open.
fn share(port: Port) -> u64 {
    match (port.protocol, port.number) {
        (Protocol::Tcp, 80) => 40,
        (Protocol::Tcp, 443) => 35,
        (Protocol::Tcp, 22 | 8080) => 20,
        (Protocol::Udp, 53 | 1900) => 15,
        (Protocol::Udp, 123) => 12,
        (Protocol::Tcp, 21 | 23) => 10,
        (Protocol::Tcp, 53 | 5000 | 49152) | (Protocol::Udp, 5351) => 8,
        (Protocol::Tcp, 445) | (Protocol::Udp, 5353) => 6,
        (Protocol::Tcp, 81 | 5431) => 5,
        (Protocol::Tcp, 52869) => 4,
        (Protocol::Tcp | Protocol::Udp, _) => 3,
    }
}

/// A home and everything about it that can be seen from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// Where it is.
    pub address: Ipv4Addr,
    /// How it treats what it did not ask for.
    pub profile: Profile,
    /// What is open, ascending.
    pub open: Vec<Port>,
}

impl Home {
    /// The home at an address, the same each time.
    pub fn at(seed: u64, address: Ipv4Addr) -> Self {
        let dice = Dice { seed, address };
        let profile = profile(dice.roll(0) % 1000);
        Self { address, profile, open: open(profile, &dice) }
    }
}

/// The first homes of the town, from its first address on; at most [`MOST`].
pub fn town(seed: u64, homes: u32) -> impl Iterator<Item = Home> {
    let first = u32::from(FIRST);
    (first..first + homes.min(MOST)).map(move |address| Home::at(seed, address.into()))
}

fn profile(roll: u64) -> Profile {
    let mut below = 0;
    let found = PROFILES.into_iter().find(|(_, share)| {
        below += share;
        roll < below
    });
    found.map_or(Profile::Dark, |(profile, _)| profile)
}

fn open(profile: Profile, dice: &Dice) -> Vec<Port> {
    match profile {
        Profile::Dark | Profile::Refusing => Vec::new(),
        Profile::AllOpen => PORTS.into_iter().filter(|port| port.protocol == Protocol::Tcp).collect(),
        Profile::OpenAmongSilence | Profile::OpenAmongRefusals | Profile::Limited => {
            let drawn = (1..).zip(PORTS).filter(|(turn, port)| dice.roll(*turn) % 100 < share(*port));
            let drawn: Vec<Port> = drawn.map(|(_, port)| port).collect();
            if drawn.is_empty() { vec![Port::tcp(80)] } else { drawn }
        }
    }
}

/// The dice of one home.
struct Dice {
    seed: u64,
    address: Ipv4Addr,
}

impl Dice {
    fn roll(&self, turn: u64) -> u64 {
        mixed(mixed(self.seed ^ u64::from(u32::from(self.address)) << 8) ^ turn)
    }
}

/// Spreads numbers that lie close together over the whole range (the finaliser of SplitMix64).
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_is_the_same_each_time_and_another_with_another_seed() {
        let homes: Vec<Home> = town(1, 2_000).collect();
        assert_eq!(homes, town(1, 2_000).collect::<Vec<_>>());
        assert_ne!(homes, town(2, 2_000).collect::<Vec<_>>());
        assert_eq!(homes[..64], town(1, 64).collect::<Vec<_>>(), "a larger town begins with the smaller one");
    }

    #[test]
    fn the_profiles_have_their_shares() {
        assert_eq!(PROFILES.iter().map(|(_, share)| share).sum::<u64>(), 1000);
        for (profile, share) in PROFILES {
            let count = town(1, MOST).filter(|home| home.profile == profile).count() as u64;
            let expected = u64::from(MOST) * share / 1000;
            assert!(count.abs_diff(expected) * 5 < expected, "{profile:?}: {count} instead of {expected}");
        }
    }

    #[test]
    fn every_port_is_open_somewhere_and_dark_homes_have_none() {
        for port in PORTS {
            assert!(town(1, 4_096).any(|home| home.open.contains(&port)), "{port}");
        }
        for home in town(1, 4_096) {
            let quiet = matches!(home.profile, Profile::Dark | Profile::Refusing);
            assert_eq!(home.open.is_empty(), quiet, "{home:?}");
            assert!(home.open.is_sorted());
        }
    }

    #[test]
    fn a_town_ends_with_its_range() {
        let last = town(1, MOST + 1).last().map(|home| home.address);
        assert_eq!(last, Some(Ipv4Addr::new(10, 64, 255, 255)));
    }
}
