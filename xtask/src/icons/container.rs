//! Files that hold one picture in several sizes, as Windows and macOS want them.

/// A picture as PNG, and the length of its side.
pub(super) struct Png {
    pub(super) side: u32,
    pub(super) bytes: Vec<u8>,
}

/// The sides that an .ico has, the one that is looked at first in front.
pub(super) const ICO: [u32; 6] = [32, 16, 24, 48, 64, 256];

/// The names that an .icns has for its pictures, and their sides.
pub(super) const ICNS: [(&[u8; 4], u32); 10] = [
    (b"icp4", 16),
    (b"icp5", 32),
    (b"ic11", 32),
    (b"ic12", 64),
    (b"ic07", 128),
    (b"ic13", 256),
    (b"ic08", 256),
    (b"ic14", 512),
    (b"ic09", 512),
    (b"ic10", 1024),
];

/// An .ico: how many pictures, for each its size and where it is, then the pictures.
pub(super) fn ico(pictures: &[Png]) -> Vec<u8> {
    let mut file = vec![0, 0, 1, 0];
    file.extend(half(pictures.len()).to_le_bytes());
    let mut at = word(file.len() + ENTRY * pictures.len());
    for Png { side, bytes } in pictures {
        // A side of 256 does not fit into its byte and is written as 0.
        let side = u8::try_from(*side).unwrap_or(0);
        file.extend([side, side, 0, 0, 1, 0, 32, 0]);
        file.extend(word(bytes.len()).to_le_bytes());
        file.extend(at.to_le_bytes());
        at += word(bytes.len());
    }
    pictures.iter().for_each(|picture| file.extend(&picture.bytes));
    file
}

/// The length of what an .ico says of one picture.
const ENTRY: usize = 16;

/// An .icns: its length, then for each picture its name, its length with both, and itself.
pub(super) fn icns(pictures: &[(&[u8; 4], Png)]) -> Vec<u8> {
    let mut parts = Vec::new();
    for (name, Png { bytes, .. }) in pictures {
        part(&mut parts, name, bytes);
    }
    let mut file = Vec::new();
    part(&mut file, b"icns", &parts);
    file
}

fn part(file: &mut Vec<u8>, name: &[u8; 4], bytes: &[u8]) {
    file.extend(name);
    file.extend(word(bytes.len() + 8).to_be_bytes());
    file.extend(bytes);
}

fn word(length: usize) -> u32 {
    u32::try_from(length).expect("pictures are small")
}

fn half(count: usize) -> u16 {
    u16::try_from(count).expect("there are few pictures")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(side: u32, byte: u8) -> Png {
        Png { side, bytes: vec![byte; 3] }
    }

    #[test]
    fn an_ico_says_where_each_picture_is() {
        let file = ico(&[png(32, 7), png(256, 9)]);
        assert_eq!(file[..6], [0, 0, 1, 0, 2, 0]);
        assert_eq!(file[6..22], [32, 32, 0, 0, 1, 0, 32, 0, 3, 0, 0, 0, 38, 0, 0, 0]);
        assert_eq!(file[22..38], [0, 0, 0, 0, 1, 0, 32, 0, 3, 0, 0, 0, 41, 0, 0, 0]);
        assert_eq!(file[38..], [7, 7, 7, 9, 9, 9]);
    }

    #[test]
    fn an_icns_says_how_long_each_part_is() {
        let file = icns(&[(b"icp4", png(16, 7))]);
        assert_eq!(file, *b"icns\0\0\0\x13icp4\0\0\0\x0b\x07\x07\x07");
    }
}
