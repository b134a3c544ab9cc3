//! What an SSH server says in the clear: its version, its algorithms, its host key (RFC 4253).

use data_encoding::BASE64_NOPAD;
use sha2::{Digest, Sha256};

use super::fact::{Fact, Kind};
use super::reader::Reader;

/// Messages: the server ends the connection; the algorithms of one side; the server's part of the key exchange.
pub(crate) const DISCONNECT: u8 = 1;
pub(crate) const KEXINIT: u8 = 20;
pub(crate) const KEX_REPLY: u8 = 31;

/// How many lines may come before the version, and how many packets are read after it.
const LINES: usize = 64;
const PACKETS: usize = 8;

/// The longest packet that is waited for, in bytes (RFC 4253, section 6.1).
const LONGEST_PACKET: usize = 35_000;

/// The longest name of a key's type, in bytes (RFC 4251, section 6).
const LONGEST_NAME: usize = 64;

/// The facts of what a server said.
pub(super) fn facts(bytes: &[u8]) -> Vec<Fact> {
    let said = Said::of(bytes);
    let version = said.version.and_then(software).and_then(|text| Fact::of_bytes(Kind::SshVersion, text));
    let key = said.packet(KEX_REPLY).and_then(host_key).and_then(|text| Fact::new(Kind::SshHostKey, text));
    version.into_iter().chain(key).collect()
}

/// What follows `SSH-2.0-`.
fn software(version: &[u8]) -> Option<&[u8]> {
    version.splitn(3, |byte| *byte == b'-').nth(2)
}

/// Type and fingerprint of the host key in a reply.
fn host_key(reply: &[u8]) -> Option<String> {
    let mut reply = Reader::new(reply);
    let _message = reply.byte()?;
    let key = string(&mut reply)?;
    let name = string(&mut Reader::new(key))?;
    if name.is_empty() || name.len() > LONGEST_NAME || !name.iter().all(u8::is_ascii_graphic) {
        return None;
    }
    Some(format!("{} SHA256:{}", String::from_utf8_lossy(name), BASE64_NOPAD.encode(&Sha256::digest(key))))
}

fn string<'a>(reader: &mut Reader<'a>) -> Option<&'a [u8]> {
    let length = usize::try_from(reader.long()?).ok()?;
    reader.take(length)
}

/// What a server said, as far as it has been read.
pub(crate) struct Said<'a> {
    /// Its line with the version, without the end.
    pub(crate) version: Option<&'a [u8]>,
    /// The payloads of its packets.
    packets: Vec<&'a [u8]>,
    /// Whether something else than a packet follows, which no waiting will mend.
    pub(crate) is_broken: bool,
}

impl<'a> Said<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        let mut said = Self { version: None, packets: Vec::new(), is_broken: false };
        let Some((version, rest)) = version_line(bytes) else { return said };
        said.version = Some(version);
        let mut rest = Reader::new(rest);
        while said.packets.len() < PACKETS {
            match packet(&mut rest) {
                Packet::Whole(payload) => said.packets.push(payload),
                Packet::Begun => break,
                Packet::None => {
                    said.is_broken = true;
                    break;
                }
            }
        }
        said
    }

    /// The payload of the first packet with this message.
    pub(crate) fn packet(&self, message: u8) -> Option<&'a [u8]> {
        self.packets.iter().copied().find(|payload| payload.first() == Some(&message))
    }

    /// The ways to exchange keys that the server offers.
    pub(crate) fn exchanges(&self) -> Option<Vec<&'a [u8]>> {
        let mut kexinit = Reader::new(self.packet(KEXINIT)?);
        let _message_and_cookie = kexinit.take(17)?;
        Some(string(&mut kexinit)?.split(|byte| *byte == b',').collect())
    }
}

/// The first line that is a version, even without an end, and what follows.
fn version_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut rest = bytes;
    for _ in 0..LINES {
        let end = rest.iter().position(|byte| *byte == b'\n');
        let (line, after) = rest.split_at(end.map_or(rest.len(), |end| end + 1));
        if line.starts_with(b"SSH-") {
            return Some((line.trim_ascii_end(), after));
        }
        end?;
        rest = after;
    }
    None
}

enum Packet<'a> {
    Whole(&'a [u8]),
    Begun,
    None,
}

fn packet<'a>(rest: &mut Reader<'a>) -> Packet<'a> {
    let mut ahead = *rest;
    let Some(length) = ahead.long().and_then(|length| usize::try_from(length).ok()) else {
        return Packet::Begun;
    };
    if !(2..=LONGEST_PACKET).contains(&length) {
        return Packet::None;
    }
    let Some([padding, payload @ ..]) = ahead.take(length) else { return Packet::Begun };
    *rest = ahead;
    match payload.len().checked_sub(usize::from(*padding)) {
        None | Some(0) => Packet::None,
        Some(length) => Packet::Whole(&payload[..length]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packet(payload: &[u8]) -> Vec<u8> {
        let length = u32::try_from(payload.len() + 5).unwrap();
        [&length.to_be_bytes(), &[4][..], payload, &[0; 4]].concat()
    }

    fn string(bytes: &[u8]) -> Vec<u8> {
        [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat()
    }

    #[test]
    fn version_and_host_key_are_told() {
        // The key's fingerprint was computed by ssh-keygen.
        let blob = data_encoding::BASE64
            .decode(b"AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f")
            .unwrap();
        let mut said = b"hello\r\nSSH-2.0-OpenSSH_9.2p1 Debian-2\r\n".to_vec();
        said.extend(packet(&[KEXINIT, 0, 0]));
        said.extend(packet(&[&[KEX_REPLY][..], &string(&blob), &string(b"f"), &string(b"s")].concat()));
        let texts: Vec<_> = facts(&said).into_iter().map(|fact| fact.text).collect();
        assert_eq!(texts, ["OpenSSH_9.2p1 Debian-2", FINGERPRINT]);
    }

    const FINGERPRINT: &str = "ssh-ed25519 SHA256:ZkAslGjFiUHdGf/WUL8rQvkib4PTvQatUV0OUQSncCA";

    #[test]
    fn lying_lengths_tell_nothing() {
        for lie in [
            &b"SSH-2.0-x\r\n\xff\xff\xff\xff"[..],
            b"SSH-2.0-x\r\n\0\0\0\x02\xff\x1f",
            b"SSH-2.0-x\r\n\0\0\0\x0c\x04\x1f\xff\xff\xff\xff\0\0\0\0\0\0",
            b"SSH-2.0-x\r\n\0\0\0\x01\0",
            b"SSH-2.0-x",
        ] {
            let facts = facts(lie);
            assert_eq!(facts.len(), 1, "{}", lie.escape_ascii());
            assert_eq!(facts[0].text, "x");
        }
        assert_eq!(facts(b"SSH"), []);
        assert!(Said::of(b"SSH-2.0-x\r\n\xff\xff\xff\xff").is_broken);
        assert!(!Said::of(b"SSH-2.0-x\r\n\0\0\0").is_broken);
    }

    #[test]
    fn the_offered_exchanges_are_read() {
        let kexinit = [&[KEXINIT][..], &[7; 16], &string(b"a,b")].concat();
        let said = [&b"SSH-2.0-x\n"[..], &packet(&kexinit)].concat();
        assert_eq!(Said::of(&said).exchanges().unwrap(), [b"a", b"b"]);
    }
}
