//! SSH: goes through the exchange of keys up to where the server shows its host key, in the clear (RFC 4253). Nobody
//! logs in: our part of the exchange is a constant, so there could be no secret.

use super::hearing::{Connection, Door, Ended, More, Notes, hear, say};
use super::limits::Limits;
use crate::identify::ssh::{DISCONNECT, KEX_REPLY, KEXINIT, Said};

/// Begins our part of an exchange with one round trip, whichever mathematics it uses.
const KEX_INIT: u8 = 30;

/// Ways to exchange keys, best first, each with our part of it.
const EXCHANGES: [(&str, Part); 7] = [
    ("curve25519-sha256", Part::Curve25519),
    ("curve25519-sha256@libssh.org", Part::Curve25519),
    ("ecdh-sha2-nistp256", Part::P256),
    ("diffie-hellman-group14-sha256", Part::Number(256)),
    ("diffie-hellman-group14-sha1", Part::Number(256)),
    ("diffie-hellman-group1-sha1", Part::Number(128)),
    ("diffie-hellman-group16-sha512", Part::Number(512)),
];

const HOST_KEYS: &str = "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,rsa-sha2-512,\
    rsa-sha2-256,ssh-rsa,ssh-dss";
const CIPHERS: &str = "aes128-ctr,aes256-ctr,aes192-ctr,aes128-gcm@openssh.com,chacha20-poly1305@openssh.com,\
    aes128-cbc,aes256-cbc,3des-cbc,blowfish-cbc,arcfour";
const MACS: &str = "hmac-sha2-256,hmac-sha2-512,hmac-sha1,hmac-sha1-96,hmac-md5";
const COMPRESSIONS: &str = "none,zlib@openssh.com,zlib";

/// The point of P-256 that all others are multiples of (SEC 2, section 2.4.2).
const P256_BASE: [u8; 65] = [
    0x04, 0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5, 0x63, 0xa4, 0x40, 0xf2,
    0x77, 0x03, 0x7d, 0x81, 0x2d, 0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96, 0x4f,
    0xe3, 0x42, 0xe2, 0xfe, 0x1a, 0x7f, 0x9b, 0x8e, 0xe7, 0xeb, 0x4a, 0x7c, 0x0f, 0x9e, 0x16, 0x2b, 0xce,
    0x33, 0x57, 0x6b, 0x31, 0x5e, 0xce, 0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5,
];

/// Our part of an exchange.
#[derive(Clone, Copy)]
enum Part {
    /// The base point, any other would do.
    Curve25519,
    /// The base point.
    P256,
    /// A number of so many bytes, less than the prime of its group and with bits enough to be taken.
    Number(usize),
}

impl Part {
    fn bytes(self) -> Vec<u8> {
        match self {
            Self::Curve25519 => [&[9][..], &[0; 31]].concat(),
            Self::P256 => P256_BASE.to_vec(),
            Self::Number(length) => vec![0x5a; length],
        }
    }
}

/// Notes the version, the algorithms and the host key of a server.
pub(super) async fn ask(door: &Door, limits: &Limits, notes: &mut Notes) -> Option<()> {
    let mut stream = door.open().await?;
    say(&mut stream, format!("SSH-2.0-Akabeko_{}\r\n", env!("CARGO_PKG_VERSION")).as_bytes()).await?;
    listen(&mut stream, KEXINIT, limits, notes).await?;
    let part = Said::of(notes.said()).exchanges().and_then(|offered| choose(&offered))?;
    say(&mut stream, &[packet(&kexinit()), packet(&kex_init(part))].concat()).await?;
    listen(&mut stream, KEX_REPLY, limits, notes).await
}

/// Listens for a packet with this message.
async fn listen(stream: &mut Connection, message: u8, limits: &Limits, notes: &mut Notes) -> Option<()> {
    let ended = hear(stream, notes, |said| {
        let read = Said::of(said);
        if said.is_empty() {
            More::Within(limits.begin)
        } else if read.is_broken
            || [message, DISCONNECT].iter().any(|message| read.packet(*message).is_some())
        {
            More::Enough
        } else {
            More::Within(limits.pause)
        }
    })
    .await;
    (ended == Ended::Enough).then_some(())
}

/// The exchange that both sides will take (RFC 4253, section 7.1): the first of ours that the server offers.
fn choose(offered: &[&[u8]]) -> Option<Part> {
    EXCHANGES.into_iter().find(|(name, _)| offered.contains(&name.as_bytes())).map(|(_, part)| part)
}

/// The algorithms we offer. The cookie only ever protects keys, and there are none.
fn kexinit() -> Vec<u8> {
    let exchanges = EXCHANGES.map(|(name, _)| name).join(",");
    let mut payload = [&[KEXINIT][..], &[0x41; 16]].concat();
    for names in [&exchanges, HOST_KEYS, CIPHERS, CIPHERS, MACS, MACS, COMPRESSIONS, COMPRESSIONS, "", ""] {
        payload.extend(string(names.as_bytes()));
    }
    payload.extend([0; 5]);
    payload
}

fn kex_init(part: Part) -> Vec<u8> {
    [&[KEX_INIT][..], &string(&part.bytes())].concat()
}

fn string(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).expect("our strings are short");
    [&length.to_be_bytes(), bytes].concat()
}

/// A packet without encryption: filled up to a multiple of 8 bytes (section 6).
fn packet(payload: &[u8]) -> Vec<u8> {
    let padding = 4 + (16 - (payload.len() + 9) % 8) % 8;
    let length = u32::try_from(1 + payload.len() + padding).expect("our packets are short");
    let padding_length = u8::try_from(padding).expect("at most 11");
    [&length.to_be_bytes()[..], &[padding_length], payload, &vec![0; padding]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packets_are_filled_up_as_the_protocol_wants() {
        for length in 0..64 {
            let packet = packet(&vec![7; length]);
            assert_eq!(packet.len() % 8, 0, "{length}");
            assert!(packet[4] >= 4);
            assert_eq!(packet.len() - 5 - usize::from(packet[4]), length);
        }
    }

    #[test]
    fn the_first_of_ours_that_is_offered_is_taken() {
        let chosen = |offered: &[&str]| {
            let offered: Vec<&[u8]> = offered.iter().map(|name| name.as_bytes()).collect();
            choose(&offered).map(|part| part.bytes().len())
        };
        assert_eq!(chosen(&["diffie-hellman-group14-sha1", "curve25519-sha256"]), Some(32));
        assert_eq!(chosen(&["diffie-hellman-group1-sha1"]), Some(128));
        assert_eq!(chosen(&["diffie-hellman-group-exchange-sha256"]), None);
    }
}
