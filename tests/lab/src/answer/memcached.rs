//! memcached over UDP: its frame of eight bytes, then a command.

const FRAME: usize = 8;

/// The version to whoever asks for it; nothing else is told.
pub(super) fn reply(request: &[u8]) -> Option<Vec<u8>> {
    let (frame, command) = request.split_first_chunk::<FRAME>()?;
    let is_one_datagram = frame[2..6] == [0, 0, 0, 1];
    if !is_one_datagram || !command.ends_with(b"\n") {
        return None;
    }
    let said: &[u8] = if command == b"version\r\n" { b"VERSION 1.6.18\r\n" } else { b"ERROR\r\n" };
    Some([&frame[..2], &[0, 0, 0, 1, 0, 0], said].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_framed_command_is_answered_with_its_id() {
        assert_eq!(
            reply(b"\x07\x08\0\0\0\x01\0\0version\r\n").unwrap(),
            b"\x07\x08\0\0\0\x01\0\0VERSION 1.6.18\r\n"
        );
        assert_eq!(reply(b"\x07\x08\0\0\0\x01\0\0stats\r\n").unwrap(), b"\x07\x08\0\0\0\x01\0\0ERROR\r\n");
    }

    #[test]
    fn a_command_without_its_frame_is_not() {
        assert_eq!(reply(b"version\r\n"), None);
        assert_eq!(reply(b"\x07\x08\0\0\0\x02\0\0version\r\n"), None, "one of two datagrams");
        assert_eq!(reply(b"\x07\x08\0\0\0\x01\0\0version"), None, "no end of line");
    }
}
