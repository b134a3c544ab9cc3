//! NAT-PMP (RFC 6886) and its successor PCP (RFC 6887): asks for the external address, or for a sign of life.
//!
//! Both questions change nothing, and a server of either kind answers both: one it does not speak with its own
//! version (RFC 6886, section 3.5; RFC 6887, section 9). The tries take turns. Neither question has a nonce.

use crate::secret::Token;

/// Versions of the two protocols.
const NAT_PMP: u8 = 0;
const PCP: u8 = 2;

/// The bit that tells a reply from a request; both questions have operation code 0.
const REPLY: u8 = 0x80;

/// The highest result codes (RFC 6886, section 3.5; RFC 6887, section 7.4).
const NAT_PMP_RESULTS: u8 = 5;
const PCP_RESULTS: u8 = 13;

/// Lengths in bytes: a reply with the external address, an error, a PCP header, the longest PCP message.
const ADDRESS: usize = 12;
const ERROR: usize = 8;
const HEADER: usize = 24;
const LONGEST: usize = 1_100;

/// The request for the external address, on every second try the ANNOUNCE of PCP. The latter names our own
/// address, which behind a translator would not be ours: zero only makes the server answer with an error.
pub(super) fn request(_token: &Token, attempt: u8) -> Vec<u8> {
    if attempt % 2 == 1 {
        return vec![NAT_PMP, 0];
    }
    let mut announce = vec![0; HEADER];
    announce[0] = PCP;
    announce
}

/// A reply of either protocol to operation code 0.
pub(super) fn is_answer(_request: &[u8], answer: &[u8]) -> bool {
    match answer {
        [NAT_PMP, REPLY, 0, 0, ..] => answer.len() == ADDRESS,
        [NAT_PMP, REPLY, 0, 1..=NAT_PMP_RESULTS, ..] => (ERROR..=ADDRESS).contains(&answer.len()),
        [PCP, REPLY, _, 0..=PCP_RESULTS, ..] => {
            (HEADER..=LONGEST).contains(&answer.len()) && answer.len().is_multiple_of(4)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_of_either_protocol_count() {
        for (start, length, counts) in [
            ([0, 128, 0, 0], 12, true),
            ([0, 128, 0, 1], 8, true),
            ([2, 128, 0, 0], 24, true),
            ([2, 128, 0, 1], 24, true),
            ([0, 0, 0, 0], 12, false),
            ([0, 129, 0, 0], 12, false),
            ([0, 128, 0, 0], 8, false),
            ([0, 128, 0, 9], 8, false),
            ([0, 128, 0, 0], 16, false),
            ([1, 128, 0, 0], 12, false),
            ([2, 0, 0, 0], 24, false),
            ([2, 129, 0, 0], 24, false),
            ([2, 128, 0, 14], 24, false),
            ([2, 128, 0, 0], 23, false),
            ([2, 128, 0, 0], 1_104, false),
        ] {
            let mut answer = vec![0; length];
            answer[..4].copy_from_slice(&start);
            assert_eq!(is_answer(&[], &answer), counts, "{start:?}, {length} bytes");
        }
    }
}
