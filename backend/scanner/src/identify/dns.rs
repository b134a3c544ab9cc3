//! What DNS and mDNS servers say (RFC 1035, section 4; RFC 6763, section 9).

use super::fact::{Fact, Kind};
use super::reader::Reader;

/// Types of records: a pointer, text. A class that only ever carries a server's own name and version.
const POINTER: u16 = 12;
const TEXT: u16 = 16;
const CHAOS: u16 = 3;

/// The id of what is asked over TCP, where nobody can answer in another's place.
pub(crate) const ID: [u8; 2] = *b"ak";

/// Says of a message that it is an answer.
const REPLY: u8 = 0x80;

/// How many records and labels are read, and how often a name may point elsewhere.
const RECORDS: usize = 64;
const LABELS: usize = 32;
const JUMPS: usize = 8;

/// How long the name of a kind of service may be, in bytes.
const LONGEST_NAME: usize = 255;

/// The facts of an answer over TCP, where a length stands before it (RFC 7766, section 8).
pub(super) fn stream_facts(bytes: &[u8]) -> Vec<Fact> {
    let message = bytes.get(2..).filter(|message| message.starts_with(&ID));
    message.map(facts).unwrap_or_default()
}

/// The facts of an answer.
pub(super) fn facts(message: &[u8]) -> Vec<Fact> {
    let Some(answer) = Message::of(message) else { return Vec::new() };
    let version = answer.records.iter().find(|record| record.kind == TEXT && record.class == CHAOS);
    match version.and_then(|record| text(record.data)) {
        Some(text) => Fact::of_bytes(Kind::DnsVersion, &text).into_iter().collect(),
        None => Fact::new(Kind::DnsAnswer, answer.outcome()).into_iter().collect(),
    }
}

/// The kinds of service in an answer of mDNS.
pub(super) fn service_facts(message: &[u8]) -> Vec<Fact> {
    let records = Message::of(message).map(|answer| answer.records).unwrap_or_default();
    let pointers = records.into_iter().filter(|record| record.kind == POINTER);
    let mut names: Vec<String> = pointers.filter_map(|record| name(message, record.data_at)).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().filter_map(|name| Fact::new(Kind::MdnsService, name)).collect()
}

struct Message<'a> {
    flags: [u8; 2],
    records: Vec<Record<'a>>,
}

struct Record<'a> {
    kind: u16,
    class: u16,
    data: &'a [u8],
    data_at: usize,
}

impl<'a> Message<'a> {
    fn of(message: &'a [u8]) -> Option<Self> {
        let mut reader = Reader::new(message);
        let _id = reader.short()?;
        let flags: [u8; 2] = reader.array()?;
        if flags[0] & REPLY == 0 {
            return None;
        }
        let questions = usize::from(reader.short()?);
        let answers = usize::from(reader.short()?);
        let _authorities_and_additional = reader.long()?;
        let mut records = Vec::new();
        if skip_questions(&mut reader, questions).is_some() {
            records.extend((0..answers.min(RECORDS)).map_while(|_| record(message, &mut reader)));
        }
        Some(Self { flags, records })
    }

    /// What the server made of the question, in words.
    fn outcome(&self) -> String {
        let code = match self.flags[1] & 0x0f {
            0 => "NOERROR",
            1 => "FORMERR",
            2 => "SERVFAIL",
            3 => "NXDOMAIN",
            4 => "NOTIMP",
            5 => "REFUSED",
            _ => "another error",
        };
        let recursion = if self.flags[1] & 0x80 == 0 { "no recursion" } else { "recursion available" };
        format!("{code}, {recursion}")
    }
}

fn skip_questions(reader: &mut Reader<'_>, questions: usize) -> Option<()> {
    for _ in 0..questions.min(RECORDS) {
        skip_name(reader)?;
        let _kind_and_class = reader.long()?;
    }
    Some(())
}

fn record<'a>(message: &'a [u8], reader: &mut Reader<'a>) -> Option<Record<'a>> {
    skip_name(reader)?;
    let (kind, class, _lifetime, length) =
        (reader.short()?, reader.short()?, reader.long()?, reader.short()?);
    let data_at = message.len() - reader.rest().len();
    Some(Record { kind, class, data: reader.take(usize::from(length))?, data_at })
}

fn skip_name(reader: &mut Reader<'_>) -> Option<()> {
    for _ in 0..=LABELS {
        match reader.byte()? {
            0 => return Some(()),
            length @ 1..=63 => reader.take(usize::from(length)).map(|_| ())?,
            192..=255 => return reader.byte().map(|_| ()),
            64..=191 => return None,
        }
    }
    None
}

/// The name that begins here, its parts joined by dots.
fn name(message: &[u8], at: usize) -> Option<String> {
    let mut reader = Reader::new(message.get(at..)?);
    let (mut labels, mut jumps) = (Vec::new(), 0);
    while labels.len() < LABELS {
        match reader.byte()? {
            0 => return Some(labels.join(".")),
            length @ 1..=63 => labels.push(String::from_utf8_lossy(reader.take(usize::from(length))?)),
            high @ 192..=255 => {
                jumps += 1;
                if jumps > JUMPS {
                    return None;
                }
                let target = usize::from(high & 0x3f) << 8 | usize::from(reader.byte()?);
                reader = Reader::new(message.get(target..)?);
            }
            64..=191 => return None,
        }
    }
    None
}

/// The strings of a text record, one after the other.
fn text(data: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader::new(data);
    let mut text = Vec::new();
    while let Some(length) = reader.byte() {
        text.extend_from_slice(reader.take_at_most(usize::from(length)));
        if text.len() > LONGEST_NAME {
            break;
        }
    }
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const VERSION: &[u8] = b"\0\x3aak\x84\0\0\x01\0\x01\0\0\0\0\x07version\x04bind\0\0\x10\0\x03\
        \xc0\x0c\0\x10\0\x03\0\0\0\0\0\x0c\x0blab-unbound";

    #[test]
    fn a_server_tells_its_version() {
        assert_eq!(stream_facts(VERSION), [Fact { kind: Kind::DnsVersion, text: "lab-unbound".to_owned() }]);
    }

    #[test]
    fn a_server_tells_whether_it_works_for_anybody() {
        for (flags, expected) in [
            ([0x81, 0x83], "NXDOMAIN, recursion available"),
            ([0x81, 0x05], "REFUSED, no recursion"),
            ([0x81, 0x0f], "another error, no recursion"),
        ] {
            let message = [&[0, 1][..], &flags, &[0; 8]].concat();
            assert_eq!(facts(&message)[0].text, expected);
        }
        assert_eq!(facts(&[0; 11]), []);
    }

    #[test]
    fn another_protocol_and_an_answer_to_somebody_else_tell_nothing() {
        assert_eq!(stream_facts(b"SIP/2.0 404 Not Found\r\n"), []);
        assert_eq!(facts(&[0; 12]), []);
        let mut another = VERSION.to_vec();
        another[3] = b'b';
        assert_eq!(stream_facts(&another), []);
    }

    #[test]
    fn services_are_named_once_each() {
        let mut message = b"\0\x01\x84\0\0\0\0\x03\0\0\0\0".to_vec();
        let record = |message: &mut Vec<u8>, data: &[u8]| {
            message.extend(b"\x01x\0\0\x0c\0\x01\0\0\0\x0a\0");
            message.push(u8::try_from(data.len()).unwrap());
            message.extend(data);
        };
        record(&mut message, b"\x05_http\x04_tcp\x05local\0");
        let tcp = u8::try_from(message.len() - 12).unwrap();
        record(&mut message, &[&b"\x04_smb"[..], &[0xc0, tcp]].concat());
        record(&mut message, b"\x05_http\x04_tcp\x05local\0");
        let names: Vec<_> = service_facts(&message).into_iter().map(|fact| fact.text).collect();
        assert_eq!(names, ["_http._tcp.local", "_smb._tcp.local"]);
    }

    #[test]
    fn a_name_that_points_at_itself_is_none() {
        assert_eq!(name(b"\xc0\x00", 0), None);
        assert_eq!(name(b"\x01a\xc0\x00", 0), None);
        assert_eq!(name(b"\x80", 0), None);
    }
}
