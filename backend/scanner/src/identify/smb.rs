//! What an SMB server says when asked which dialects it speaks (MS-SMB2, section 2.2.4; MS-CIFS, section 2.2.4.52.2).

use super::fact::{Fact, Kind};
use super::reader::Reader;

/// Begins a message of SMB2 and of SMB1.
const SMB2: [u8; 4] = *b"\xfeSMB";
const SMB1: [u8; 4] = *b"\xffSMB";

/// Lengths in bytes of the headers, and of SMB1's parameters in an answer.
const SMB2_HEADER: usize = 64;
const SMB1_HEADER: usize = 32;
const SMB1_PARAMETERS: usize = 34;

/// The longest name that is read, in UTF-16 units.
const LONGEST_NAME: usize = 64;

/// What a server answered.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It speaks SMB2 or later, this dialect at best.
    Dialect(u16),
    /// It speaks SMB1, and tells its name and group.
    Old(Vec<String>),
    /// It speaks SMB, but none of the dialects it was asked for.
    Refused,
}

impl Answer {
    /// The answer, if it is one and has arrived.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        let message = frame(bytes)?;
        match message.get(..4)? {
            start if start == SMB2 => smb2(message),
            start if start == SMB1 => smb1(message),
            _ => None,
        }
    }
}

/// Whether something else than SMB begins here, which no waiting will mend.
pub(crate) fn is_foreign(bytes: &[u8]) -> bool {
    let begins = bytes.get(4..8).unwrap_or_default();
    bytes.first().is_some_and(|kind| *kind != 0) || begins.len() == 4 && begins != SMB2 && begins != SMB1
}

/// The facts of an answer.
pub(super) fn facts(bytes: &[u8]) -> Vec<Fact> {
    let facts = match Answer::of(bytes) {
        Some(Answer::Dialect(dialect)) => vec![Fact::new(Kind::SmbDialect, format!("0x{dialect:04x}"))],
        Some(Answer::Old(names)) => {
            vec![Fact::new(Kind::SmbDialect, "NT LM 0.12"), Fact::new(Kind::SmbName, names.join(" "))]
        }
        Some(Answer::Refused) => vec![Fact::new(Kind::SmbDialect, "refused")],
        None => Vec::new(),
    };
    facts.into_iter().flatten().collect()
}

/// The message in a frame, as much of it as has arrived (MS-SMB2, section 2.1).
fn frame(bytes: &[u8]) -> Option<&[u8]> {
    let mut frame = Reader::new(bytes);
    let _kind = frame.byte()?;
    let length = frame.three_bytes()?;
    Some(frame.take_at_most(length))
}

fn smb2(message: &[u8]) -> Option<Answer> {
    let mut reader = Reader::new(message.get(SMB2_HEADER..)?);
    let status: [u8; 4] = message.get(8..12)?.try_into().ok()?;
    if status != [0; 4] {
        return Some(Answer::Refused);
    }
    let _size_and_security = reader.take(4)?;
    reader.short_little().map(Answer::Dialect)
}

fn smb1(message: &[u8]) -> Option<Answer> {
    let mut reader = Reader::new(message.get(SMB1_HEADER..)?);
    let words = usize::from(reader.byte()?);
    if words * 2 != SMB1_PARAMETERS {
        return Some(Answer::Refused);
    }
    let parameters = reader.take(SMB1_PARAMETERS)?;
    if parameters[..2] == [0xff, 0xff] {
        return Some(Answer::Refused);
    }
    let key = usize::from(parameters[SMB1_PARAMETERS - 1]);
    let names = reader.short_little().and_then(|_length| {
        let _key = reader.take(key)?;
        Some(names(reader.rest()))
    });
    Some(Answer::Old(names.unwrap_or_default()))
}

/// Up to two names, each in UTF-16 and ended by a zero.
fn names(bytes: &[u8]) -> Vec<String> {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .take(LONGEST_NAME * 2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    let names = units.split(|unit| *unit == 0).take(2).map(String::from_utf16_lossy);
    names.filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(message: &[u8]) -> Vec<u8> {
        [&u32::try_from(message.len()).unwrap().to_be_bytes(), message].concat()
    }

    fn smb2_answer(status: [u8; 4], dialect: [u8; 2]) -> Vec<u8> {
        let mut message = vec![0; SMB2_HEADER];
        message[..4].copy_from_slice(&SMB2);
        message[8..12].copy_from_slice(&status);
        framed(&[&message[..], &[65, 0, 1, 0], &dialect, &[0; 60]].concat())
    }

    fn smb1_answer(index: [u8; 2], tail: &[u8]) -> Vec<u8> {
        let mut message = vec![0; SMB1_HEADER];
        message[..4].copy_from_slice(&SMB1);
        let mut parameters = [0; SMB1_PARAMETERS];
        parameters[..2].copy_from_slice(&index);
        parameters[SMB1_PARAMETERS - 1] = 8;
        framed(&[&message[..], &[17], &parameters, &[0, 0], &[7; 8], tail].concat())
    }

    #[test]
    fn the_dialect_is_told_and_so_is_a_refusal() {
        assert_eq!(Answer::of(&smb2_answer([0; 4], [0x11, 3])), Some(Answer::Dialect(0x0311)));
        assert_eq!(Answer::of(&smb2_answer([0xbb, 0, 0, 0xc0], [0, 0])), Some(Answer::Refused));
        assert_eq!(Answer::of(&smb1_answer([0xff, 0xff], &[])), Some(Answer::Refused));
        assert_eq!(facts(&smb2_answer([0; 4], [0x11, 3]))[0].text, "0x0311");
    }

    #[test]
    fn smb1_tells_its_group_and_name() {
        let tail: Vec<u8> = "HOME\0NAS\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let texts: Vec<_> = facts(&smb1_answer([0, 0], &tail)).into_iter().map(|fact| fact.text).collect();
        assert_eq!(texts, ["NT LM 0.12", "HOME NAS"]);
    }

    #[test]
    fn lying_lengths_and_other_protocols_tell_nothing() {
        let whole = smb2_answer([0; 4], [0x11, 3]);
        for length in 0..4 + SMB2_HEADER + 6 {
            assert_eq!(Answer::of(&whole[..length]), None, "{length}");
        }
        assert_eq!(Answer::of(b"\0\0\0\x01\xfeSMB"), None);
        assert!(is_foreign(b"HTTP/1.1 400") && is_foreign(b"\0\0\0\x08nope"));
        assert!(!is_foreign(b"") && !is_foreign(b"\0\0\0") && !is_foreign(&whole));
    }
}
