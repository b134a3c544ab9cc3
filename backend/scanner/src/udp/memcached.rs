//! memcached (its `protocol.txt`, section "UDP protocol"): asks for the version, the shortest answer there is.

use crate::secret::Token;

/// Length of the frame before the text in bytes: request id, sequence number, datagrams in all, reserved.
const FRAME: usize = 8;

/// `version` in a frame with our id.
pub(super) fn request(token: &Token, _attempt: u8) -> Vec<u8> {
    let mut request = vec![token[0], token[1], 0, 0, 0, 1, 0, 0];
    request.extend_from_slice(b"version\r\n");
    request
}

/// The version in one frame with our id.
pub(super) fn is_answer(request: &[u8], answer: &[u8]) -> bool {
    answer.len() > FRAME && answer[..6] == request[..6] && answer[FRAME..].starts_with(b"VERSION ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_version_with_our_id_counts() {
        let request = request(&[0xab; 16], 1);
        for (answer, counts) in [
            (&b"\xab\xab\0\0\0\x01\0\0VERSION 1.6.21\r\n"[..], true),
            (b"\xab\xac\0\0\0\x01\0\0VERSION 1.6.21\r\n", false),
            (b"\xab\xab\0\x01\0\x01\0\0VERSION 1.6.21\r\n", false),
            (b"\xab\xab\0\0\0\x01\0\0ERROR\r\n", false),
            (b"\xab\xab\0\0\0\x01\0\0", false),
            (b"VERSION 1.6.21\r\n", false),
        ] {
            assert_eq!(is_answer(&request, answer), counts, "{}", answer.escape_ascii());
        }
    }
}
