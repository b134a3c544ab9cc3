//! What a scan is asked to look at: addresses, and the ports of each.

use std::collections::BTreeMap;
use std::net::IpAddr;

use akabeko_shared::Port;

use crate::Probe;

/// The most different ports that one scan can look at.
pub const MOST_PORTS: usize = 32;

/// Addresses and the ports of each that are to be looked at, in little memory. Each probe is there once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    ports: Vec<Port>,
    homes: Vec<(IpAddr, PortSet)>,
}

/// Some of a scan's ports: the k-th bit stands for the k-th port.
pub(crate) type PortSet = u32;

impl Targets {
    /// The same ports of every address.
    ///
    /// # Panics
    /// With more than [`MOST_PORTS`] different ports.
    pub fn every(mut addresses: Vec<IpAddr>, ports: &[Port]) -> Self {
        let ports = distinct(ports.iter().copied());
        let all = PortSet::MAX.checked_shr(PortSet::BITS - ports.len() as u32).unwrap_or(0);
        addresses.sort_unstable();
        addresses.dedup();
        Self { homes: addresses.into_iter().map(|address| (address, all)).collect(), ports }
    }

    /// How many probes there are.
    pub fn probes(&self) -> usize {
        self.homes.iter().map(|(_, wanted)| wanted.count_ones() as usize).sum()
    }

    /// The ports, of which some are wanted of each home.
    pub(crate) fn ports(&self) -> &[Port] {
        &self.ports
    }

    /// The homes and what is wanted of each.
    pub(crate) fn homes(&self) -> &[(IpAddr, PortSet)] {
        &self.homes
    }

    /// Takes out the homes that do not fit, with all their ports.
    pub(crate) fn split_off(&mut self, fits: impl Fn(IpAddr) -> bool) -> Self {
        let (stay, leave) =
            std::mem::take(&mut self.homes).into_iter().partition(|(address, _)| fits(*address));
        self.homes = stay;
        Self { ports: self.ports.clone(), homes: leave }
    }
}

impl FromIterator<Probe> for Targets {
    /// Collects probes.
    ///
    /// # Panics
    /// With more than [`MOST_PORTS`] different ports.
    fn from_iter<I: IntoIterator<Item = Probe>>(probes: I) -> Self {
        let probes: Vec<Probe> = probes.into_iter().collect();
        let ports = distinct(probes.iter().map(|probe| probe.port));
        let mut homes: BTreeMap<IpAddr, PortSet> = BTreeMap::new();
        for probe in probes {
            let index = ports.binary_search(&probe.port).expect("every port was collected");
            *homes.entry(probe.target).or_default() |= 1 << index;
        }
        Self { ports, homes: homes.into_iter().collect() }
    }
}

impl From<Vec<Probe>> for Targets {
    fn from(probes: Vec<Probe>) -> Self {
        probes.into_iter().collect()
    }
}

fn distinct(ports: impl Iterator<Item = Port>) -> Vec<Port> {
    let mut ports: Vec<Port> = ports.collect();
    ports.sort_unstable();
    ports.dedup();
    assert!(ports.len() <= MOST_PORTS, "a scan looks at {MOST_PORTS} different ports at most");
    ports
}

#[cfg(test)]
mod tests {
    use akabeko_shared::PORTS;

    use super::*;

    #[test]
    fn each_probe_counts_once() {
        let address = |last| IpAddr::from([203, 0, 113, last]);
        let all =
            Targets::every(vec![address(1), address(2), address(1)], &[&PORTS[..], &PORTS[..3]].concat());
        assert_eq!(all.probes(), 46);
        assert_eq!(Targets::every(vec![address(1)], &[]).probes(), 0);
        let probe = |last, port| Probe { target: address(last), port };
        let some = Targets::from(vec![probe(1, PORTS[0]), probe(1, PORTS[0]), probe(2, PORTS[9])]);
        assert_eq!((some.probes(), some.ports().len()), (2, 2));
        assert_eq!(Targets::every(vec![address(1)], &[PORTS[0]; MOST_PORTS]).probes(), 1);
    }

    #[test]
    fn what_does_not_fit_leaves_with_its_ports() {
        let address = |last| IpAddr::from([203, 0, 113, last]);
        let mut targets = Targets::every(vec![address(1), address(2)], &PORTS);
        let left = targets.split_off(|home| home == address(1));
        assert_eq!((targets.probes(), left.probes()), (23, 23));
        assert_eq!(left.homes()[0].0, address(2));
    }
}
