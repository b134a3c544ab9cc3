//! SSDP (UPnP Device Architecture 1.1, section 1.3): looks for root devices, which makes for few answers.

use crate::secret::Token;

/// A search; `MX` is the time in seconds over which devices spread their answers.
pub(super) fn request(_token: &Token, _attempt: u8) -> Vec<u8> {
    b"M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\nMX: 1\r\n\
      ST: upnp:rootdevice\r\n\r\n"
        .to_vec()
}

/// An answer to a search: success, and a word on what was found. Its `LOCATION` is never looked at.
pub(super) fn is_answer(_request: &[u8], answer: &[u8]) -> bool {
    let mut lines = answer.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    lines.next().is_some_and(is_success) && lines.take_while(|line| !line.is_empty()).any(names_a_find)
}

fn is_success(line: &[u8]) -> bool {
    line == b"HTTP/1.1 200" || line.starts_with(b"HTTP/1.1 200 ")
}

fn names_a_find(line: &[u8]) -> bool {
    let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
    line.contains(&b':') && [&b"ST"[..], b"USN"].iter().any(|find| name.eq_ignore_ascii_case(find))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_success_with_a_find_counts() {
        for (answer, counts) in [
            ("HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=120\r\nST: upnp:rootdevice\r\n\r\n", true),
            ("HTTP/1.1 200 OK\r\nusn: uuid:1::upnp:rootdevice\r\n", true),
            ("HTTP/1.1 200 OK\nST:x", true),
            ("HTTP/1.1 200 OK\r\n\r\nST: in the body", false),
            ("HTTP/1.1 200 OK\r\nSERVER: x\r\n\r\n", false),
            ("HTTP/1.1 2000\r\nST: x\r\n\r\n", false),
            ("HTTP/1.1 404 Not Found\r\nST: x\r\n\r\n", false),
            ("NOTIFY * HTTP/1.1\r\nUSN: x\r\n\r\n", false),
            ("", false),
        ] {
            assert_eq!(is_answer(b"", answer.as_bytes()), counts, "{answer:?}");
        }
    }
}
