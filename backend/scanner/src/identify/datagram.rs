//! What answers over UDP tell, beyond that somebody answered.

use std::net::Ipv4Addr;

use super::fact::{Fact, Kind};
use super::reader::Reader;

/// Length in bytes of what stands before the text of memcached over UDP.
const FRAME: usize = 8;

/// Version and stratum of an NTP server (RFC 5905, section 7.3).
pub(super) fn ntp_facts(packet: &[u8]) -> Vec<Fact> {
    let [first, stratum, ..] = packet else { return Vec::new() };
    let version = Fact::new(Kind::NtpVersion, (first >> 3 & 7).to_string());
    let stratum = match stratum {
        0 => Fact::new(Kind::NtpStratum, "0 (kiss of death)"),
        stratum => Fact::new(Kind::NtpStratum, stratum.to_string()),
    };
    version.into_iter().chain(stratum).collect()
}

/// The version in an answer of memcached.
pub(super) fn memcached_facts(answer: &[u8]) -> Vec<Fact> {
    let line = answer.get(FRAME..).and_then(|text| text.strip_prefix(b"VERSION "));
    line.and_then(|version| Fact::of_bytes(Kind::MemcachedVersion, version)).into_iter().collect()
}

/// What a router tells over NAT-PMP (RFC 6886, section 3.2) or PCP (RFC 6887, section 7.2).
pub(super) fn nat_pmp_facts(answer: &[u8]) -> Vec<Fact> {
    let fact = match answer {
        [0, 128, 0, 0, _, _, _, _, address @ ..] => Reader::new(address)
            .array::<4>()
            .and_then(|octets| Fact::new(Kind::NatPmpAddress, Ipv4Addr::from(octets).to_string())),
        [0, 128, 0, code, ..] => Fact::new(Kind::NatPmpResult, format!("NAT-PMP, result {code}")),
        [2, 128, _, code, ..] => Fact::new(Kind::NatPmpResult, format!("PCP, result {code}")),
        _ => None,
    };
    fact.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_answer_tells_something() {
        let mut ntp = [0; 48];
        (ntp[0], ntp[1]) = (4 << 3 | 4, 8);
        for (facts, expected) in [
            (ntp_facts(&ntp), &["4", "8"][..]),
            (ntp_facts(&[0x24, 0]), &["4", "0 (kiss of death)"]),
            (ntp_facts(&[0x24]), &[]),
            (memcached_facts(b"\0\x01\0\0\0\x01\0\0VERSION 1.6.18\r\n"), &["1.6.18"]),
            (memcached_facts(b"VERSION 1"), &[]),
            (nat_pmp_facts(&[0, 128, 0, 0, 0, 0, 0, 1, 203, 0, 113, 1]), &["203.0.113.1"]),
            (nat_pmp_facts(&[0, 128, 0, 0, 0, 0, 0, 1, 203]), &[]),
            (nat_pmp_facts(&[0, 128, 0, 3, 0, 0, 0, 1]), &["NAT-PMP, result 3"]),
            (nat_pmp_facts(&[2, 128, 0, 1]), &["PCP, result 1"]),
            (nat_pmp_facts(&[]), &[]),
        ] {
            let texts: Vec<_> = facts.into_iter().map(|fact| fact.text).collect();
            assert_eq!(texts, expected);
        }
    }
}
