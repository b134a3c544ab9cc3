//! DNS (RFC 1035) and DNS-based service discovery over it (RFC 6762, section 6.7, and RFC 6763, section 9).

/// Length of a header in bytes.
const HEADER: usize = 12;
/// The most that a label may have in bytes.
const LONGEST_LABEL: u8 = 63;
/// The first flag tells an answer from a question, the next four name the kind of query.
const ANSWER: u8 = 0x80;
const KIND: u8 = 0x78;
const REFUSED: u8 = 5;

/// A resolver that refuses a well-formed query.
pub(super) fn refusal(request: &[u8]) -> Option<Vec<u8>> {
    let question = question(request)?;
    let recursion_desired = request[2] & 1;
    let flags = [ANSWER | recursion_desired, REFUSED];
    Some([&request[..2], &flags, &[0, 1, 0, 0, 0, 0, 0, 0], question].concat())
}

/// A device that offers a web page, and says so to whoever asks it alone for the kinds of services that it has.
pub(super) fn services(request: &[u8]) -> Option<Vec<u8>> {
    const ALL: &[u8] = b"\x09_services\x07_dns-sd\x04_udp\x05local\0\0\x0c";
    const RECORD: &[u8] = b"\xc0\x0c\0\x0c\0\x01\0\0\0\x0a\0\x12\x05_http\x04_tcp\x05local\0";
    let question = question(request)?;
    let (name_and_type, class) = question.split_at(question.len() - 2);
    // The first bit of the class only asks for an answer to the asker alone.
    let asks = name_and_type.eq_ignore_ascii_case(ALL) && matches!(class, [0 | 0x80, 1]);
    asks.then(|| [&request[..2], &[ANSWER | 4, 0], &[0, 1, 0, 1, 0, 0, 0, 0], question, RECORD].concat())
}

/// The bytes of the one question of a standard query.
fn question(request: &[u8]) -> Option<&[u8]> {
    let header = request.first_chunk::<HEADER>()?;
    if header[2] & (ANSWER | KIND) != 0 || header[4..6] != [0, 1] {
        return None;
    }
    let mut end = HEADER;
    while let length @ 1.. = *request.get(end)? {
        if length > LONGEST_LABEL {
            return None;
        }
        end += 1 + usize::from(length);
    }
    request.get(HEADER..end + 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUERY: &[u8] = b"\x12\x34\x01\0\0\x01\0\0\0\0\0\0\x04beko\x07invalid\0\0\x01\0\x01";
    const SERVICES: &[u8] =
        b"\0\x01\0\0\0\x01\0\0\0\0\0\0\x09_services\x07_dns-sd\x04_udp\x05local\0\0\x0c\x80\x01";

    #[test]
    fn a_query_is_refused_with_its_id_and_its_question() {
        let answer = refusal(QUERY).unwrap();
        assert_eq!(answer[..4], [0x12, 0x34, 0x81, 5]);
        assert_eq!(answer[12..], QUERY[12..]);
    }

    #[test]
    fn what_is_no_query_gets_nothing() {
        let altered = |place: usize, byte: u8| {
            let mut query = QUERY.to_vec();
            query[place] = byte;
            refusal(&query)
        };
        assert_eq!(altered(2, 0x81), None, "an answer");
        assert_eq!(altered(2, 0x10), None, "another kind of query");
        assert_eq!(altered(5, 2), None, "two questions");
        assert_eq!(altered(12, 64), None, "a label too long");
        assert_eq!(refusal(&QUERY[..QUERY.len() - 1]), None, "cut off");
    }

    #[test]
    fn services_are_told_to_the_question_for_them_only() {
        let answer = services(SERVICES).unwrap();
        assert_eq!(answer[..8], [0, 1, 0x84, 0, 0, 1, 0, 1]);
        assert!(answer.ends_with(b"\x05_http\x04_tcp\x05local\0"));
        assert_eq!(services(QUERY), None);
    }
}
