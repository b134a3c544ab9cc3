//! NTP (RFC 5905): a server that answers clients of versions 3 and 4, and nobody else.

const PACKET: usize = 48;
const CLIENT: u8 = 3;
const SERVER: u8 = 4;

/// The time that this server always has; what the client sent as its own stands in it as the origin.
pub(super) fn time(request: &[u8]) -> Option<Vec<u8>> {
    let request = request.first_chunk::<PACKET>()?;
    let (version, mode) = (request[0] >> 3 & 7, request[0] & 7);
    if mode != CLIENT || !matches!(version, 3 | 4) {
        return None;
    }
    let mut answer = vec![0; PACKET];
    answer[0] = version << 3 | SERVER;
    answer[1] = 8; // far from any clock
    answer[24..32].copy_from_slice(&request[40..48]);
    answer[32..36].copy_from_slice(&[0xeb, 0, 0, 0]);
    answer[40..44].copy_from_slice(&[0xeb, 0, 0, 0]);
    Some(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_hears_its_own_time_as_the_origin() {
        let mut request = vec![0; PACKET];
        request[0] = 4 << 3 | CLIENT;
        request[40..].copy_from_slice(b"a nonce!");
        let answer = time(&request).unwrap();
        assert_eq!((answer[0], &answer[24..32]), (4 << 3 | SERVER, &b"a nonce!"[..]));
    }

    #[test]
    fn whoever_is_no_client_hears_nothing() {
        for first in [4 << 3 | 1, 4 << 3 | 6, 4 << 3 | 7, 2 << 3 | CLIENT] {
            let mut request = vec![0; PACKET];
            request[0] = first;
            assert_eq!(time(&request), None, "{first:#x}");
        }
        assert_eq!(time(&[4 << 3 | CLIENT; PACKET - 1]), None);
    }
}
