//! DNS (RFC 1035): asks for a name that cannot exist, and takes any reply to that very question.
//!
//! The name is drawn from the token in upper and lower case, which servers repeat as they got it: with the id it
//! leaves nothing to guess. It lies under `invalid` (RFC 6761, section 6.4), so it troubles nobody's zone.

use crate::secret::Token;

/// Length of a DNS header in bytes.
const HEADER: usize = 12;

/// Flags: a reply; the kind of query, of which 0 is the standard one (section 4.1.1).
const REPLY: u8 = 0x80;
const OPCODE: u8 = 0x78;
const RECURSION_DESIRED: u8 = 0x01;

/// Question type: an IPv4 address; class: internet.
const ADDRESS: u16 = 1;
const INTERNET: u16 = 1;

/// A query for the address of `<20 letters>.invalid`.
pub(super) fn request(token: &Token, _attempt: u8) -> Vec<u8> {
    let letters: Vec<u8> = token[2..22].iter().map(letter).collect();
    query([token[0], token[1]], RECURSION_DESIRED, &[&letters, b"invalid"], ADDRESS, INTERNET)
}

/// A reply with our id and our question, whatever its response code.
pub(super) fn is_answer(request: &[u8], answer: &[u8]) -> bool {
    is_reply(request, answer) && answer[4..6] == [0, 1] && answer[HEADER..].starts_with(&request[HEADER..])
}

fn letter(byte: &u8) -> u8 {
    let case = if byte & 0x80 == 0 { b'a' } else { b'A' };
    case + (byte & 0x7f) % 26
}

/// A message with one question.
pub(super) fn query(id: [u8; 2], flags: u8, labels: &[&[u8]], kind: u16, class: u16) -> Vec<u8> {
    let mut message = vec![id[0], id[1], flags, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    for label in labels {
        message.push(u8::try_from(label.len()).expect("our labels are short"));
        message.extend_from_slice(label);
    }
    message.push(0);
    message.extend_from_slice(&kind.to_be_bytes());
    message.extend_from_slice(&class.to_be_bytes());
    message
}

/// Whether this is a whole header of a reply with our id to a standard query.
pub(super) fn is_reply(request: &[u8], answer: &[u8]) -> bool {
    answer.len() >= HEADER && answer[..2] == request[..2] && answer[2] & (REPLY | OPCODE) == REPLY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_to_our_question_counts_with_any_code() {
        for code in 0..16 {
            assert!(altered(|answer| answer[3] = 0x80 | code));
        }
        assert!(altered(|answer| answer.extend([0xc0, 0x0c, 0, 1])));
    }

    #[test]
    fn anything_else_does_not() {
        assert!(!altered(|answer| answer[0] ^= 1), "another id");
        assert!(!altered(|answer| answer[2] = 0x01), "a query");
        assert!(!altered(|answer| answer[2] = 0x90), "another kind of query");
        assert!(!altered(|answer| answer[5] = 0), "no question");
        assert!(!altered(|answer| answer[HEADER + 3] ^= 0x20), "another case");
        assert!(!altered(|answer| answer.truncate(HEADER)), "only a header");
        assert!(!altered(Vec::clear), "nothing");
    }

    #[test]
    fn names_are_letters_of_both_cases() {
        let token = std::array::from_fn(|index| (index * 29) as u8);
        let request = request(&token, 1);
        let label = &request[HEADER + 1..HEADER + 21];
        assert!(label.iter().all(u8::is_ascii_alphabetic));
        assert!(label.iter().any(u8::is_ascii_lowercase) && label.iter().any(u8::is_ascii_uppercase));
    }

    fn altered(alter: impl FnOnce(&mut Vec<u8>)) -> bool {
        let request = request(&[0x5a; 32], 1);
        let mut answer = request.clone();
        answer[2] = 0x81;
        alter(&mut answer);
        is_answer(&request, &answer)
    }
}
