//! How a scanner behaves, and the lab in which it may look at addresses that are nobody's home.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use akabeko_shared::{PORTS, Port};
use ipnet::IpNet;

use crate::{Pace, Probe, limit};

/// How a scanner behaves.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How it sends.
    pub engine: Engine,
    /// How fast it sends.
    pub pace: Pace,
    /// The ranges in which special-purpose addresses may be scanned.
    pub lab: Lab,
    /// How long a TCP handshake may take; by plain sockets less than a second, since they would repeat themselves.
    pub tcp_timeout: Duration,
    /// How long an answer over UDP may take. SSDP devices may think about theirs for a second.
    pub udp_timeout: Duration,
    /// How often a silent port is asked; 0 counts as 1. Where packets get lost, it is asked up to
    /// [`MORE_TRIES`](crate::MORE_TRIES) times more.
    pub tries: u8,
    /// How many probes are under way at once, at most; fewer where the process may not open that many files.
    pub at_once: usize,
    /// Whether to keep what an open port says, asking web servers for their first page.
    pub evidence: bool,
}

/// How packets are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    /// As packets of our own where that is permitted and leads to the target, else by plain sockets.
    #[default]
    Auto,
    /// As packets of our own, or not at all: targets that cannot be reached so yield no record.
    Raw,
    /// By plain sockets, which needs no privilege.
    Socket,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            engine: Engine::Auto,
            pace: Pace::default(),
            lab: Lab::default(),
            tcp_timeout: Duration::from_secs(3),
            udp_timeout: Duration::from_secs(2),
            tries: 2,
            at_once: 1_000,
            evidence: true,
        }
    }
}

impl Settings {
    /// How many probes are really under way at once, at most, with the files that this process may open.
    pub fn affordable_at_once(&self) -> usize {
        limit::affordable(self.at_once)
    }
}

/// The ranges in which special-purpose addresses may be scanned. Nobody lives there, so targets inside are not
/// paced one by one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lab {
    /// The ranges, such as `127.0.0.0/8`.
    pub ranges: Vec<IpNet>,
    /// Where the ports are really found inside them.
    pub doors: Doors,
}

impl Lab {
    /// A lab of these ranges, with every port where it belongs.
    pub fn of(ranges: impl IntoIterator<Item = IpNet>) -> Self {
        Self { ranges: ranges.into_iter().collect(), doors: Doors::AsTheyAre }
    }

    /// Whether the address is inside the lab.
    pub fn contains(&self, address: IpAddr) -> bool {
        self.ranges.iter().any(|range| range.contains(&address))
    }

    /// Where a probe is really sent.
    pub(crate) fn socket(&self, probe: Probe) -> SocketAddr {
        let doors = if self.contains(probe.target) { self.doors } else { Doors::AsTheyAre };
        SocketAddr::new(probe.target, doors.number(probe.port))
    }
}

/// Where the ports of a lab are really found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Doors {
    /// At their own numbers.
    #[default]
    AsTheyAre,
    /// The k-th of the 23 ports at this number plus k, for machines where low ports are taken or privileged.
    MovedTo(u16),
}

impl Doors {
    /// The number at which a port is really found. Ports other than the 23 are never moved.
    pub fn number(self, port: Port) -> u16 {
        match (self, PORTS.iter().position(|watched| *watched == port)) {
            (Self::MovedTo(base), Some(index)) => {
                base.saturating_add(u16::try_from(index).expect("there are 23 ports"))
            }
            (Self::MovedTo(_), None) | (Self::AsTheyAre, _) => port.number,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doors_move_together_and_only_inside_the_lab() {
        let lab = Lab { ranges: vec!["127.0.0.0/8".parse().unwrap()], doors: Doors::MovedTo(20_000) };
        let at = |target: &str, port| lab.socket(Probe { target: target.parse().unwrap(), port }).port();
        assert_eq!(at("127.3.2.1", Port::tcp(21)), 20_000);
        assert_eq!(at("127.3.2.1", Port::udp(11211)), 20_022);
        assert_eq!(at("127.3.2.1", Port::tcp(9)), 9);
        assert_eq!(at("8.8.8.8", Port::tcp(21)), 21);
    }
}
