//! mDNS (RFC 6762): asks which kinds of service there are, once and for an answer to us alone.
//!
//! A question from a port other than 5353 is a legacy query: its reply repeats the id (section 6.7).

use super::dns;
use crate::secret::Token;

/// Question type: a pointer; class: internet, with the wish for a unicast reply (section 5.4).
const POINTER: u16 = 12;
const UNICAST_INTERNET: u16 = 0x8001;

/// A query for the kinds of service (RFC 6763, section 9). Its id is never 0, the id of every multicast reply.
pub(super) fn request(token: &Token, _attempt: u8) -> Vec<u8> {
    let id = [token[0] | 1, token[1]];
    dns::query(id, 0, &[b"_services", b"_dns-sd", b"_udp", b"local"], POINTER, UNICAST_INTERNET)
}

/// A reply with our id.
pub(super) fn is_answer(request: &[u8], answer: &[u8]) -> bool {
    dns::is_reply(request, answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_reply_with_our_id_counts() {
        let request = request(&[0; 16], 1);
        for (start, counts) in [
            ([1, 0, 0x84], true),
            ([1, 0, 0x00], false),
            ([0, 0, 0x84], false),
            ([1, 1, 0x84], false),
            ([1, 0, 0xfc], false),
        ] {
            let mut answer = [0; 12];
            answer[..3].copy_from_slice(&start);
            assert_eq!(is_answer(&request, &answer), counts, "{start:?}");
            assert!(!is_answer(&request, &answer[..11]));
        }
    }
}
