//! What makes our packets ours: ids, nonces and the order of probes, which nobody without the key can guess.

use std::net::IpAddr;

use akabeko_shared::{Port, Protocol};
use sha2::{Digest, Sha256};
use siphasher::sip128::SipHasher24;

use crate::Probe;

/// Bytes that stand for one attempt; request ids and nonces are cut from them.
pub(crate) type Token = [u8; 16];

/// The key of a scanner, narrowed to one scan, so that no two scans ask with the same ids.
///
/// SipHash is made for short messages under a secret key: a cookie costs a tenth of what it would by SHA-256, and
/// there is one for every packet.
#[derive(Clone)]
pub(crate) struct Secret {
    keyed: SipHasher24,
}

impl Secret {
    /// The secret of the scan with this number.
    pub(crate) fn new(key: &[u8; 32], scan: u64) -> Self {
        let narrowed = Sha256::new().chain_update(key).chain_update(scan.to_be_bytes()).finalize();
        Self { keyed: SipHasher24::new_with_key(&std::array::from_fn(|index| narrowed[index])) }
    }

    /// The bytes for one attempt at a probe, counted from 1; 0 stands for all of them. What goes in has a fixed length,
    /// so no two inputs run together.
    pub(crate) fn token(&self, probe: Probe, attempt: u8) -> Token {
        let mut said = [0; 20];
        let address = match probe.target {
            IpAddr::V4(four) => four.to_ipv6_mapped().octets(),
            IpAddr::V6(six) => six.octets(),
        };
        said[..16].copy_from_slice(&address);
        said[16] = match probe.port.protocol {
            Protocol::Tcp => 6,
            Protocol::Udp => 17,
        };
        said[17] = attempt;
        said[18..].copy_from_slice(&probe.port.number.to_be_bytes());
        self.keyed.hash(&said).as_bytes()
    }

    /// Where a home stands in the order of the scan. No port has number 0, so this uses up what no probe needs.
    pub(crate) fn rank(&self, target: IpAddr) -> u64 {
        let token = self.token(Probe { target, port: Port::udp(0) }, 0);
        u64::from_be_bytes(std::array::from_fn(|index| token[index]))
    }

    /// What all attempts at a probe have in common, so that an answer can be told for ours without remembering it.
    pub(crate) fn cookie(&self, probe: Probe) -> Cookie {
        let token = self.token(probe, 0);
        Cookie { sequence: u32::from_be_bytes(std::array::from_fn(|index| token[index])), slot: token[4] }
    }
}

/// Marks of a probe that only whoever saw our packet can know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cookie {
    /// The sequence number of a SYN.
    pub(crate) sequence: u32,
    /// Chooses among the source ports.
    pub(crate) slot: u8,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_attempt_of_every_scan_has_its_own_token() {
        let probe = |target: &str, port| Probe { target: target.parse().unwrap(), port };
        let first = Secret::new(&[7; 32], 1);
        let tokens = [
            first.token(probe("192.0.2.1", Port::udp(53)), 1),
            first.token(probe("192.0.2.1", Port::udp(53)), 2),
            first.token(probe("192.0.2.1", Port::tcp(53)), 1),
            first.token(probe("192.0.2.2", Port::udp(53)), 1),
            Secret::new(&[7; 32], 2).token(probe("192.0.2.1", Port::udp(53)), 1),
            Secret::new(&[8; 32], 1).token(probe("192.0.2.1", Port::udp(53)), 1),
        ];
        let distinct: std::collections::BTreeSet<_> = tokens.iter().collect();
        assert_eq!(distinct.len(), tokens.len());
        assert_eq!(first.token(probe("192.0.2.1", Port::udp(53)), 1), tokens[0]);
    }
}
