//! NTP (RFC 5905): asks for the time with a nonce where our own time would stand.

use crate::secret::Token;

/// Length of a packet without extensions in bytes (section 7.3).
const PACKET: usize = 48;

/// Version 4, mode 3: a client.
const CLIENT: u8 = 4 << 3 | 3;
const SERVER_MODE: u8 = 4;

/// A client's packet, all zero but for the transmit time, which a server repeats as the origin time.
pub(super) fn request(token: &Token, _attempt: u8) -> Vec<u8> {
    let mut packet = vec![0; PACKET];
    packet[0] = CLIENT;
    packet[40..48].copy_from_slice(&token[..8]);
    packet
}

/// A server's packet with our nonce, be it the time or a refusal to tell it.
pub(super) fn is_answer(request: &[u8], answer: &[u8]) -> bool {
    answer.len() >= PACKET && answer[0] & 7 == SERVER_MODE && answer[24..32] == request[40..48]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_servers_packet_with_our_nonce_counts() {
        let request = request(&[9; 16], 1);
        let answer = |mode: u8, origin: [u8; 8], length: usize| {
            let mut answer = vec![0; length.max(32)];
            answer[0] = 4 << 3 | mode;
            answer[24..32].copy_from_slice(&origin);
            answer.truncate(length);
            is_answer(&request, &answer)
        };
        assert!(answer(4, [9; 8], 48));
        assert!(answer(4, [9; 8], 68));
        assert!(!answer(4, [8; 8], 48), "another nonce");
        assert!(!answer(3, [9; 8], 48), "a client");
        assert!(!answer(6, [9; 8], 48), "a control message");
        assert!(!answer(4, [9; 8], 47), "too short");
    }
}
