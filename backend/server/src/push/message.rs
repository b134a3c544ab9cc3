//! What is sent to a device, so that only it can read it (RFC 8291 over RFC 8188), and always of the same length.

use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::{Aes128Gcm, Nonce};
use hkdf::Hkdf;
use p256::SecretKey;
use p256::elliptic_curve::sec1::ToSec1Point;
use sha2::Sha256;

use super::Subscription;
use crate::chance::Chance;

/// What is drawn anew for every message.
pub(super) struct Fresh {
    salt: [u8; 16],
    key: SecretKey,
}

/// How long what is encrypted is, whatever is said.
const PADDED: usize = 128;

/// The size that a record may have, as every push service takes it.
const RECORD: u32 = 4096;

/// Ends the last record; what follows is padding.
const END: u8 = 2;

impl Fresh {
    pub(super) fn draw(chance: &Chance) -> Self {
        let salt = chance.bytes();
        // All but one in four thousand million draws are a key.
        let key = std::iter::repeat_with(|| SecretKey::from_slice(&chance.bytes::<32>()).ok());
        let key = key.flatten().next().expect("the draws never end");
        Self { salt, key }
    }
}

/// Encrypts a few words for a device.
pub(super) fn encrypt(words: &[u8], to: &Subscription, fresh: Fresh) -> Vec<u8> {
    let mut record = [words, &[END]].concat();
    record.resize(record.len().max(PADDED), 0);
    seal(&record, to, fresh)
}

fn seal(record: &[u8], to: &Subscription, Fresh { salt, key }: Fresh) -> Vec<u8> {
    let (ours, theirs) = (key.public_key().to_sec1_point(false), to.key().to_sec1_point(false));
    let shared = key.diffie_hellman(to.key());
    let about = [b"WebPush: info\0".as_slice(), theirs.as_bytes(), ours.as_bytes()].concat();
    let input: [u8; 32] = derive(to.auth(), shared.raw_secret_bytes(), &about);
    let content_key: [u8; 16] = derive(&salt, &input, b"Content-Encoding: aes128gcm\0");
    let nonce: [u8; 12] = derive(&salt, &input, b"Content-Encoding: nonce\0");
    let sealed = Aes128Gcm::new(&content_key.into()).encrypt(&Nonce::from(nonce), record);
    let sealed = sealed.expect("AES-GCM takes records of a few bytes");
    [&salt[..], &RECORD.to_be_bytes(), &[65], ours.as_bytes(), &sealed].concat()
}

fn derive<const N: usize>(salt: &[u8], input: &[u8], about: &[u8]) -> [u8; N] {
    let mut derived = [0; N];
    let expanded = Hkdf::<Sha256>::new(Some(salt), input).expand(about, &mut derived);
    expanded.expect("HKDF gives 8160 bytes at most (RFC 5869)");
    derived
}

#[cfg(test)]
mod tests {
    use data_encoding::BASE64URL_NOPAD;

    use super::*;
    use crate::push::subscription::tests::sample;

    #[test]
    fn the_example_of_the_rfc_comes_out_byte_for_byte() {
        let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml\
                        mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT\
                        pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        let salt = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap();
        let key = SecretKey::from_slice(&bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")).unwrap();
        let device = Subscription::parse(&sample()).unwrap();
        let record = b"When I grow up, I want to be a watermelon\x02";
        let sealed = seal(record, &device, Fresh { salt, key });
        assert_eq!(BASE64URL_NOPAD.encode(&sealed), expected);
    }

    #[test]
    fn every_message_has_the_same_length_and_another_look() {
        let (device, chance) = (Subscription::parse(&sample()).unwrap(), Chance::from_seed(1));
        let sent = |words: &[u8]| encrypt(words, &device, Fresh::draw(&chance));
        let (one, two) = (sent(b"a"), sent(b"something rather longer"));
        assert_eq!((one.len(), two.len()), (86 + 128 + 16, 86 + 128 + 16));
        assert!(one[..16] != two[..16] && one[21..86] != two[21..86], "salt and key are drawn anew");
    }

    fn bytes(text: &str) -> Vec<u8> {
        BASE64URL_NOPAD.decode(text.as_bytes()).unwrap()
    }
}
