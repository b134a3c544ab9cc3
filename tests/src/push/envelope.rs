//! A device's own key, and what it reads with it (RFC 8291).

use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::{Aes128Gcm, Nonce};
use akabeko_backend::chance::Chance;
use akabeko_shared::wire::PushSubscription;
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use hkdf::Hkdf;
use p256::{PublicKey, SecretKey};
use sha2::Sha256;

/// What a device keeps of its subscription.
pub(super) struct Device {
    name: [u8; 8],
    key: SecretKey,
    auth: [u8; 16],
}

impl Device {
    pub(super) fn new(chance: &Chance) -> Self {
        let key =
            SecretKey::from_slice(&chance.bytes::<32>()).expect("a key, but for one draw in a lifetime");
        Self { name: chance.bytes(), key, auth: chance.bytes() }
    }

    pub(super) fn name(&self) -> String {
        HEXLOWER.encode(&self.name)
    }

    pub(super) fn subscription(&self, endpoint: String) -> PushSubscription {
        let p256dh = BASE64URL_NOPAD.encode(&self.key.public_key().to_sec1_bytes());
        PushSubscription { endpoint, p256dh, auth: BASE64URL_NOPAD.encode(&self.auth) }
    }

    /// Reads a message of one record.
    pub(super) fn read(&self, body: &[u8]) -> Result<String, String> {
        let (head, sealed) = body.split_at_checked(86).ok_or("it is too short")?;
        let (salt, sender) = (&head[..16], &head[21..]);
        let size = head[16..20].iter().fold(0_usize, |size, byte| size << 8 | usize::from(*byte));
        if head[20] != 65 || sealed.len() > size {
            return Err("it is not one record with a key of P-256".to_owned());
        }
        let theirs = PublicKey::from_sec1_bytes(sender).map_err(|error| error.to_string())?;
        let shared = self.key.diffie_hellman(&theirs);
        let about = [b"WebPush: info\0".as_slice(), &self.key.public_key().to_sec1_bytes(), sender].concat();
        let secret: [u8; 32] = derive(&self.auth, shared.raw_secret_bytes(), &about);
        let key: [u8; 16] = derive(salt, &secret, b"Content-Encoding: aes128gcm\0");
        let nonce: [u8; 12] = derive(salt, &secret, b"Content-Encoding: nonce\0");
        let record = Aes128Gcm::new(&key.into()).decrypt(&Nonce::from(nonce), sealed);
        let record = record.map_err(|_| "it is for somebody else")?;
        let end = record.iter().rposition(|byte| *byte != 0).filter(|end| record[*end] == 2);
        let words = &record[..end.ok_or("it has no end")?];
        String::from_utf8(words.to_vec()).map_err(|error| error.to_string())
    }
}

fn derive<const N: usize>(salt: &[u8], input: &[u8], about: &[u8]) -> [u8; N] {
    let mut derived = [0; N];
    Hkdf::<Sha256>::new(Some(salt), input).expand(about, &mut derived).expect("a few bytes");
    derived
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_rfc_is_read() {
        let message = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml\
                       mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT\
                       pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        let bytes = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).unwrap();
        let key = SecretKey::from_slice(&bytes("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94")).unwrap();
        let auth = bytes("BTBZMqHH6r4Tts7J_aSIgg").try_into().unwrap();
        let device = Device { name: [0; 8], key, auth };
        assert_eq!(device.read(&bytes(message)).unwrap(), "When I grow up, I want to be a watermelon");
        assert!(device.read(&bytes(message)[..100]).is_err() && device.read(b"").is_err());
        let stranger = Device { auth: [0; 16], ..device };
        assert!(stranger.read(&bytes(message)).is_err());
    }
}
