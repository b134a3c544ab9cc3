//! What a telnet server says to people: its bytes without the commands in between (RFC 854, RFC 855).

use super::fact::{Fact, Kind};

/// Interpret as command; subnegotiation begins and ends.
pub(crate) const COMMAND: u8 = 255;
const BEGIN: u8 = 250;
const END: u8 = 240;

/// What each side may say about an option.
pub(crate) const WILL: u8 = 251;
pub(crate) const WONT: u8 = 252;
pub(crate) const DO: u8 = 253;
pub(crate) const DONT: u8 = 254;

/// The fact of a banner.
pub(super) fn fact(bytes: &[u8]) -> Option<Fact> {
    Fact::of_bytes(Kind::TelnetBanner, &text(bytes))
}

/// The bytes that are for people.
pub(crate) fn text(bytes: &[u8]) -> Vec<u8> {
    let said = pieces(bytes).filter_map(|piece| match piece {
        Piece::Text(text) => Some(text),
        Piece::Option(..) | Piece::Other => None,
    });
    said.flatten().copied().filter(|byte| *byte != 0).collect()
}

/// The options that the server speaks of from the byte at `from` on, each as command and option; and how far was
/// read. A command that has not ended yet is left for later.
pub(crate) fn options(bytes: &[u8], from: usize) -> (Vec<[u8; 2]>, usize) {
    let bytes = bytes.get(from..).unwrap_or_default();
    let mut pieces = pieces(bytes);
    let mut options = Vec::new();
    for piece in pieces.by_ref() {
        if let Piece::Option(command, option) = piece {
            options.push([command, option]);
        }
    }
    (options, from + pieces.read)
}

enum Piece<'a> {
    Text(&'a [u8]),
    Option(u8, u8),
    Other,
}

struct Pieces<'a> {
    bytes: &'a [u8],
    read: usize,
}

fn pieces(bytes: &[u8]) -> Pieces<'_> {
    Pieces { bytes, read: 0 }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let rest = self.bytes.get(self.read..)?;
        let (piece, length) = match rest {
            [] | [COMMAND] | [COMMAND, WILL..=DONT] => return None,
            [COMMAND, command @ WILL..=DONT, option, ..] => (Piece::Option(*command, *option), 3),
            [COMMAND, BEGIN, ..] => (Piece::Other, subnegotiation(rest)?),
            [COMMAND, COMMAND, ..] => (Piece::Text(&rest[1..2]), 2),
            [COMMAND, ..] => (Piece::Other, 2),
            text => {
                let length = text.iter().position(|byte| *byte == COMMAND).unwrap_or(text.len());
                (Piece::Text(&text[..length]), length)
            }
        };
        self.read += length;
        Some(piece)
    }
}

/// Where a subnegotiation at the beginning ends, if it does.
fn subnegotiation(bytes: &[u8]) -> Option<usize> {
    bytes.windows(2).position(|pair| pair == [COMMAND, END]).map(|end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_taken_out_and_text_stays() {
        for (said, expected) in [
            (
                &b"\xff\xfd\x01\xff\xfb\x01\r\nBusyBox v1.12.1\r\nlogin: "[..],
                "\r\nBusyBox v1.12.1\r\nlogin: ",
            ),
            (b"a\xff\xfa\x18\x01\xff\xf0b", "ab"),
            (b"a\xff\xfa\x18 never ends", "a"),
            (b"a\xff\xf1b\xff", "ab"),
            (b"a\xff\xfd", "a"),
            (b"a\0b", "ab"),
        ] {
            assert_eq!(String::from_utf8(text(said)).unwrap(), expected, "{}", said.escape_ascii());
        }
        assert_eq!(text(b"\xff\xff"), [0xff]);
    }

    #[test]
    fn options_are_read_once_each() {
        let said = b"\xff\xfd\x18x\xff\xfb\x25\xff";
        assert_eq!(options(said, 0), (vec![[DO, 0x18], [WILL, 0x25]], 7));
        assert_eq!(options(said, 7), (vec![], 7));
        assert_eq!(options(said, 99), (vec![], 99));
    }
}
