//! Who sends a push (RFC 8292): a key of this service, and a word signed with it for each push service.

use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};
use p256::SecretKey;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use p256::elliptic_curve::sec1::ToSec1Point;
use serde_json::json;

use crate::secret::Secret;

/// The service as push services know it.
pub(super) struct Vapid {
    key: SigningKey,
    public: String,
}

/// How long a word holds; a day is the most that is allowed.
const HOLDS: SignedDuration = SignedDuration::from_hours(12);

impl Vapid {
    /// The key that follows from the service's own, so that subscriptions outlive a restart and a restored backup.
    pub(super) fn new(secret: &Secret) -> Self {
        let key = scalar(|turn| secret.key_for(&format!("push {turn}")));
        let public = BASE64URL_NOPAD.encode(key.public_key().to_sec1_point(false).as_bytes());
        Self { key: key.into(), public }
    }

    pub(super) fn public_key(&self) -> &str {
        &self.public
    }

    /// The header `Authorization` for a push service; `contact` is a mail address.
    pub(super) fn authorization(&self, audience: &str, contact: &str, now: Timestamp) -> String {
        let until = (now + HOLDS).as_second();
        let part = |value: serde_json::Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        let header = part(json!({ "typ": "JWT", "alg": "ES256" }));
        let claims = part(json!({ "aud": audience, "exp": until, "sub": format!("mailto:{contact}") }));
        let signature: Signature = self.key.sign(format!("{header}.{claims}").as_bytes());
        let signature = BASE64URL_NOPAD.encode(&signature.to_bytes());
        format!("vapid t={header}.{claims}.{signature}, k={}", self.public)
    }
}

/// The first draw that is a number from one to the order of the curve.
fn scalar(draw: impl Fn(u32) -> [u8; 32]) -> SecretKey {
    let key = (0..).find_map(|turn| SecretKey::from_slice(&draw(turn)).ok());
    key.expect("all but one in four thousand million draws are a key")
}

#[cfg(test)]
mod tests {
    use p256::ecdsa::VerifyingKey;
    use p256::ecdsa::signature::Verifier;
    use serde_json::Value;

    use super::*;
    use crate::chance::Chance;

    #[test]
    fn the_key_follows_from_the_service_s_and_from_nothing_else() {
        let key = |seed| Vapid::new(&Secret::fresh(&Chance::from_seed(seed))).public_key().to_owned();
        assert_eq!((key(1).len(), key(1) == key(1), key(1) == key(2)), (87, true, false));
    }

    #[test]
    fn a_draw_that_is_no_key_is_passed_over() {
        let draws = [[0; 32], [0xff; 32], [7; 32]];
        let key = scalar(|turn| draws[turn as usize]);
        assert_eq!(key.to_bytes().as_slice(), [7; 32]);
    }

    #[test]
    fn a_word_is_for_one_push_service_for_half_a_day_and_its_signature_holds() {
        let vapid = Vapid::new(&Secret::fresh(&Chance::from_seed(1)));
        let now = "2026-04-01T00:00:00Z".parse().unwrap();
        let word = vapid.authorization("https://push.example", "help@akabeko.example", now);
        let (token, key) = word.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let decode = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).unwrap();
        let key = VerifyingKey::from_sec1_bytes(&decode(key)).unwrap();
        let signature = Signature::from_slice(&decode(signature)).unwrap();
        assert!(key.verify(signed.as_bytes(), &signature).is_ok());
        assert!(key.verify(b"something else", &signature).is_err());
        let (header, claims) = signed.split_once('.').unwrap();
        let read = |text: &str| serde_json::from_slice::<Value>(&decode(text)).unwrap();
        assert_eq!(read(header), json!({ "typ": "JWT", "alg": "ES256" }));
        let expected = json!({
            "aud": "https://push.example", "exp": 1_775_044_800, "sub": "mailto:help@akabeko.example"
        });
        assert_eq!(read(claims), expected);
    }
}
