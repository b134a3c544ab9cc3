//! DNS (RFC 1035): asks for a name that cannot exist, and takes any reply to that very question.
//!
//! The name is drawn from the token in upper and lower case. Some servers repeat it in one case only, and some leave
//! the question out of an error, so the case is not insisted on; the id, the address and the port bind what comes
//! back. It lies under `invalid` (RFC 6761, section 6.4), so it troubles nobody's zone.

use crate::secret::Token;

/// Length of a DNS header in bytes.
const HEADER: usize = 12;

/// Flags: a reply; the kind of query, of which 0 is the standard one (section 4.1.1).
const REPLY: u8 = 0x80;
const OPCODE: u8 = 0x78;
const RECURSION_DESIRED: u8 = 0x01;

/// The response code, of which 0 says that all went well.
const CODE: u8 = 0x0f;

/// Question type: an IPv4 address; class: internet.
const ADDRESS: u16 = 1;
const INTERNET: u16 = 1;

/// A query for the address of `<20 letters>.invalid`.
pub(super) fn request(token: &Token, _attempt: u8) -> Vec<u8> {
    let letters: Vec<u8> = token[2..].iter().map(letter).collect();
    query([token[0], token[1]], RECURSION_DESIRED, &[&letters, b"invalid"], ADDRESS, INTERNET)
}

/// A reply with our id and our question, whatever its response code, or an error without any question.
pub(super) fn is_answer(request: &[u8], answer: &[u8]) -> bool {
    is_reply(request, answer)
        && match [answer[4], answer[5]] {
            [0, 0] => answer[3] & CODE != 0,
            [0, 1] => repeats(&request[HEADER..], &answer[HEADER..]),
            _ => false,
        }
}

/// Whether an answer begins with this question. None of its bytes but those of the name are letters.
fn repeats(question: &[u8], answer: &[u8]) -> bool {
    answer.get(..question.len()).is_some_and(|start| start.eq_ignore_ascii_case(question))
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
    fn a_server_may_repeat_the_name_in_another_case() {
        assert!(altered(|answer| answer[HEADER..].make_ascii_lowercase()));
        assert!(altered(|answer| answer[HEADER + 3] ^= 0x20));
    }

    #[test]
    fn an_error_may_leave_the_question_out() {
        for (code, counts) in [(0, false), (1, true), (2, true), (4, true), (5, true)] {
            let bare = |answer: &mut Vec<u8>| {
                answer.truncate(HEADER);
                answer[3..6].copy_from_slice(&[code, 0, 0]);
            };
            assert_eq!(altered(bare), counts, "code {code}");
        }
    }

    #[test]
    fn anything_else_does_not() {
        assert!(!altered(|answer| answer[0] ^= 1), "another id");
        assert!(!altered(|answer| answer[2] = 0x01), "a query");
        assert!(!altered(|answer| answer[2] = 0x90), "another kind of query");
        assert!(!altered(|answer| answer[5] = 0), "no question");
        assert!(!altered(|answer| answer[5] = 2), "another number of questions");
        assert!(!altered(|answer| answer[HEADER + 3] ^= 1), "another name");
        assert!(!altered(|answer| *answer.last_mut().unwrap() = 3), "another class");
        assert!(!altered(|answer| answer.truncate(HEADER)), "only a header");
        assert!(!altered(Vec::clear), "nothing");
    }

    #[test]
    fn names_are_letters_of_both_cases() {
        let token = std::array::from_fn(|index| (index * 29) as u8);
        let request = request(&token, 1);
        let label = &request[HEADER + 1..HEADER + 15];
        assert!(label.iter().all(u8::is_ascii_alphabetic));
        assert!(label.iter().any(u8::is_ascii_lowercase) && label.iter().any(u8::is_ascii_uppercase));
    }

    fn altered(alter: impl FnOnce(&mut Vec<u8>)) -> bool {
        let request = request(&[0x5a; 16], 1);
        let mut answer = request.clone();
        answer[2] = 0x81;
        alter(&mut answer);
        is_answer(&request, &answer)
    }
}
