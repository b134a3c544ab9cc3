//! chargen (RFC 864): any datagram is answered with some characters. It has no id; two bytes are enough to ask.

use crate::secret::Token;

/// An empty line.
pub(super) fn request(_token: &Token, _attempt: u8) -> Vec<u8> {
    b"\r\n".to_vec()
}

/// Printable characters and line ends, and not merely what was sent.
pub(super) fn is_answer(_request: &[u8], answer: &[u8]) -> bool {
    answer.iter().any(u8::is_ascii_graphic)
        && answer.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\r' | b'\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_printable_characters_are_chargen() {
        for (answer, counts) in [
            (&b"!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefgh\r\n"[..], true),
            (b" !\"#$", true),
            (b"", false),
            (b"\r\n", false),
            (b"abc\0", false),
            (b"abc\xff", false),
        ] {
            assert_eq!(is_answer(b"\r\n", answer), counts, "{}", answer.escape_ascii());
        }
    }
}
