//! SMB: asks which dialects a server speaks, first of SMB2 and 3, then of SMB1. Nobody logs in.

use super::hearing::{Door, Ended, More, Notes, hear, say};
use super::limits::Limits;
use crate::identify::smb::{Answer, is_foreign};

/// The dialects of SMB2 and 3 that there are (MS-SMB2, section 2.2.3).
const DIALECTS: [u16; 5] = [0x0202, 0x0210, 0x0300, 0x0302, 0x0311];

/// Lengths in bytes of the header and of the fixed part of a request.
const HEADER: usize = 64;
const FIXED: usize = 36;

/// Asks in the new way, and in the old one if that is refused.
pub(super) async fn ask(door: &Door, limits: &Limits, notes: &mut Notes) -> Option<()> {
    if converse(door, &smb2_request(), limits, notes).await? == Ended::Silent {
        return None;
    }
    if matches!(Answer::of(notes.said()), None | Some(Answer::Refused)) && !is_foreign(notes.said()) {
        notes.turn();
        converse(door, &smb1_request(), limits, notes).await?;
    }
    Some(())
}

async fn converse(door: &Door, request: &[u8], limits: &Limits, notes: &mut Notes) -> Option<Ended> {
    let mut stream = door.open().await?;
    say(&mut stream, request).await?;
    let ended = hear(&mut stream, notes, |said| {
        if said.is_empty() {
            More::Within(limits.begin)
        } else if is_foreign(said) || is_whole(said) {
            More::Enough
        } else {
            More::Within(limits.pause)
        }
    });
    Some(ended.await)
}

fn is_whole(said: &[u8]) -> bool {
    let length =
        said.first_chunk().map(|[_, high, middle, low]| u32::from_be_bytes([0, *high, *middle, *low]));
    length.is_some_and(|length| said.len() >= 4 + usize::try_from(length).unwrap_or(usize::MAX))
}

fn framed(message: &[u8]) -> Vec<u8> {
    let length = u32::try_from(message.len()).expect("our requests are short");
    [&length.to_be_bytes(), message].concat()
}

/// NEGOTIATE (MS-SMB2, section 2.2.3).
fn smb2_request() -> Vec<u8> {
    let mut header = [0; HEADER];
    header[..6].copy_from_slice(b"\xfeSMB\x40\0");
    header[14] = 1;
    let mut fixed = [0; FIXED];
    fixed[0] = 36;
    fixed[2] = u8::try_from(DIALECTS.len()).expect("there are five");
    fixed[4] = 1;
    // The dialects end 2 bytes before the contexts, which begin at a multiple of 8.
    fixed[28] = u8::try_from(HEADER + FIXED + DIALECTS.len() * 2 + 2).expect("it is 112");
    fixed[32] = 2;
    let dialects = DIALECTS.map(u16::to_le_bytes).concat();
    framed(&[&header[..], &fixed, &dialects, &[0; 2], &hashes(), &[0; 2], &ciphers()].concat())
}

/// The hash that 3.1.1 wants named: SHA-512, with a salt that protects nothing here.
fn hashes() -> Vec<u8> {
    [&[1, 0, 38, 0, 0, 0, 0, 0, 1, 0, 32, 0, 1, 0][..], &[0x41; 32]].concat()
}

/// The ciphers: AES-128 with GCM and with CCM.
fn ciphers() -> Vec<u8> {
    vec![2, 0, 6, 0, 0, 0, 0, 0, 2, 0, 2, 0, 1, 0]
}

/// SMB_COM_NEGOTIATE (MS-CIFS, section 2.2.4.52.1).
fn smb1_request() -> Vec<u8> {
    let mut header = [0; 32];
    header[..5].copy_from_slice(b"\xffSMB\x72");
    header[9] = 0x18;
    header[10..12].copy_from_slice(&[0x01, 0xc0]);
    let dialect = b"\x02NT LM 0.12\0";
    let length = u8::try_from(dialect.len()).expect("it is 12");
    framed(&[&header[..], &[0, length, 0], dialect].concat())
}
