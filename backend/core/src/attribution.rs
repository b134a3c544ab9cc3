//! Whether a port that is seen at an address can be this person's at all.
//!
//! Providers let several homes share one IPv4 address. With MAP-E (RFC 7597) each home owns a fixed set of its ports, 240
//! or 1,008 of 65,536, and whatever answers at another one is somebody else's. The set shows in the ports that a home's
//! own check-ins come from. Behind a carrier's or a dormitory's translator nothing of the kind shows, but the neighbours
//! may: more agents call from one address on one day than a family has.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};

use akabeko_shared::{PORTS, Port};

/// Whose a port of an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribution {
    /// This person's, if anything answers there.
    Own,
    /// Others use the address as well, and this port may be theirs, or is.
    Shared,
    /// Nothing tells.
    Unknown,
}

/// An address as one agent calls from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The address.
    pub address: IpAddr,
    /// Ports that its check-ins came from, as far as they are kept; in any order.
    pub source_ports: Vec<u16>,
    /// The most agents that called from there within a day, this one among them.
    pub callers: u32,
}

/// So many agents at one address are more than a family's: two each of four people, and one.
pub const A_CROWD: u32 = 9;

/// Whose a port of this line is.
pub fn attribution(line: &Line, port: Port) -> Attribution {
    Holder::of(line).attribution(port)
}

/// Which of the 23 ports of this line others share.
pub fn shared_ports(line: &Line) -> Vec<Port> {
    let holder = Holder::of(line);
    PORTS.into_iter().filter(|port| holder.attribution(*port) == Attribution::Shared).collect()
}

/// Who has an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holder {
    /// The device.
    Device,
    /// Homes that share out its ports; this one has these.
    Home(PortSet),
    /// Many, nobody knows how.
    Crowd,
    Nobody,
}

impl Holder {
    fn of(line: &Line) -> Self {
        match line.address {
            IpAddr::V6(_) => Self::Device,
            IpAddr::V4(address) if is_of_a_lab(address) => Self::Nobody,
            IpAddr::V4(_) => match PortSet::shown_by(&line.source_ports) {
                Some(set) => Self::Home(set),
                None if line.callers >= A_CROWD => Self::Crowd,
                None => Self::Nobody,
            },
        }
    }

    fn attribution(self, port: Port) -> Attribution {
        match self {
            Self::Device => Attribution::Own,
            Self::Home(set) if set.holds(port.number) => Attribution::Own,
            Self::Home(_) | Self::Crowd => Attribution::Shared,
            Self::Nobody => Attribution::Unknown,
        }
    }
}

/// No provider gives these out, and everybody in a lab may have the same.
fn is_of_a_lab(address: Ipv4Addr) -> bool {
    address.is_loopback() || address.is_private()
}

/// How providers cut the ports of an address into sets: the bits before and of a set's number (RFC 7597, section 5.1).
/// The narrower cut is tried first, since its sets lie within those of the other.
const CUTS: [Cut; 2] = [Cut { before: 4, number: 8 }, Cut { before: 6, number: 6 }];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cut {
    before: u32,
    number: u32,
}

impl Cut {
    /// Which of the stretches of its ports this one lies in; 0 belongs to nobody.
    fn stretch(self, port: u16) -> u16 {
        port >> (16 - self.before)
    }

    fn set(self, port: u16) -> u16 {
        port << self.before >> (16 - self.number)
    }
}

/// One home's ports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct PortSet {
    cut: Cut,
    number: u16,
}

/// How unlikely it must be that source ports fit a set by chance, in bits. Each further stretch in which they fit makes
/// it less likely by the bits of the set's number, even for a router that gives its ports out one after the other.
const PROOF: u32 = 16;

impl PortSet {
    /// The set that all these source ports belong to, if they prove one.
    fn shown_by(ports: &[u16]) -> Option<Self> {
        CUTS.into_iter().find_map(|cut| {
            let numbers: BTreeSet<u16> = ports.iter().map(|port| cut.set(*port)).collect();
            let stretches: BTreeSet<u16> = ports.iter().map(|port| cut.stretch(*port)).collect();
            let further = u32::try_from(stretches.len()).ok()?.checked_sub(1)?;
            let is_proof = numbers.len() == 1 && !stretches.contains(&0) && further * cut.number >= PROOF;
            is_proof.then(|| numbers.first().map(|number| Self { cut, number: *number }))?
        })
    }

    fn holds(self, port: u16) -> bool {
        self.cut.stretch(port) > 0 && self.cut.set(port) == self.number
    }
}

#[cfg(test)]
mod tests;
