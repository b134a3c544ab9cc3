//! One home in a plan: which of its ports have answered, and which were asked in this round.

use std::net::IpAddr;

use crate::targets::PortSet;

#[derive(Clone, Copy, Debug)]
pub(super) struct Home {
    pub(super) address: IpAddr,
    /// Its place in the order of homes; orders its ports as well.
    pub(super) rank: u64,
    pub(super) in_lab: bool,
    /// Ports without any answer yet.
    pub(super) left: PortSet,
    /// Ports that are still to be asked in this round.
    pub(super) unsent: PortSet,
    /// Ports of which it was said on the way that a request did not arrive.
    pub(super) undelivered: PortSet,
    /// The number of this round, from 1.
    pub(super) round: u8,
    /// Whether anything answered.
    pub(super) is_alive: bool,
}

impl Home {
    pub(super) fn new(address: IpAddr, wanted: PortSet, rank: u64, in_lab: bool) -> Self {
        let (left, unsent, undelivered) = (wanted, wanted, 0);
        Self { address, rank, in_lab, left, unsent, undelivered, round: 1, is_alive: false }
    }

    pub(super) fn begin_round(&mut self, wanted: PortSet) {
        self.round += 1;
        self.unsent = wanted;
    }

    /// How often a port was asked.
    pub(super) fn tries(&self, port: PortSet) -> u8 {
        if self.unsent & port == 0 { self.round } else { self.round - 1 }
    }

    /// One of the ports that are unsent, which follows from the rank and from how many there are; these first.
    pub(super) fn any_unsent(&self, first: PortSet) -> u8 {
        let mut rest = if self.unsent & first == 0 { self.unsent } else { self.unsent & first };
        let count = rest.count_ones();
        let chosen = self.rank.rotate_left(count * 5) % u64::from(count.max(1));
        (0..chosen).for_each(|_| rest &= rest - 1);
        rest.trailing_zeros() as u8
    }
}
