//! NAT-PMP (RFC 6886) and its successor PCP (RFC 6887), by a router that speaks both and maps nothing.

use std::net::Ipv4Addr;

const NAT_PMP: u8 = 0;
const PCP: u8 = 2;
const REPLY: u8 = 0x80;
/// Result codes of NAT-PMP (section 3.5) and of PCP (section 7.4).
const UNSUPPORTED_VERSION: u8 = 1;
const NOT_AUTHORISED: u8 = 2;
const ADDRESS_MISMATCH: u8 = 12;
/// Lengths in bytes: a request for a mapping, the header of PCP.
const MAPPING: usize = 12;
const HEADER: usize = 24;
/// How long this router has been running, in seconds.
const EPOCH: [u8; 4] = [0, 1, 0, 0];

/// The external address, or why there is none.
pub(super) fn reply(request: &[u8], address: Ipv4Addr) -> Option<Vec<u8>> {
    match request {
        [NAT_PMP, 0] => Some([&[0, REPLY, 0, 0], &EPOCH[..], &address.octets()].concat()),
        [NAT_PMP, kind @ 1..=2, ..] if request.len() == MAPPING => {
            Some([&[0, REPLY | kind, 0, NOT_AUTHORISED], &EPOCH[..], &[0; 8]].concat())
        }
        [NAT_PMP, ..] => None,
        [PCP, kind, ..] if request.len() >= HEADER && kind & REPLY == 0 => {
            // The client's own address stands in its request, and a scanner does not know the one that is seen here.
            Some([&[PCP, REPLY | kind, 0, ADDRESS_MISMATCH], &[0; 4], &EPOCH[..], &[0; 12]].concat())
        }
        [_, kind, ..] => Some([&[0, REPLY | kind, 0, UNSUPPORTED_VERSION], &EPOCH[..]].concat()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_version_is_answered_in_its_own_form() {
        let reply = |request: &[u8]| reply(request, Ipv4Addr::new(10, 64, 0, 7));
        assert_eq!(reply(&[0, 0]).unwrap(), [0, 128, 0, 0, 0, 1, 0, 0, 10, 64, 0, 7]);
        assert_eq!(reply(&[0; 3]), None, "too long");
        assert_eq!(reply(&[0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]).unwrap()[..4], [0, 129, 0, 2]);
        let announce = [&[2][..], &[0; 23]].concat();
        let answer = reply(&announce).unwrap();
        assert_eq!((answer.len(), &answer[..4]), (24, &[2, 128, 0, 12][..]));
        assert_eq!(reply(&[9, 0]).unwrap(), [0, 128, 0, 1, 0, 1, 0, 0]);
        assert_eq!(reply(&[]), None);
    }
}
