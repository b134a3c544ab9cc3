//! The word of whoever sends a push (RFC 8292): who they are, for which push service, and until when.

use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};
use serde_json::Value;

/// A word whose signature holds.
pub(super) struct Word {
    key: String,
    claims: Value,
}

impl Word {
    /// Reads the header `Authorization`.
    pub(super) fn read(header: &str) -> Result<Self, String> {
        let parts = header.strip_prefix("vapid t=").and_then(|rest| rest.split_once(", k="));
        let (token, key) = parts.ok_or("it names nobody")?;
        let (signed, signature) = token.rsplit_once('.').ok_or("its token has no signature")?;
        let (head, claims) = signed.split_once('.').ok_or("its token has no claims")?;
        if json(head)?["alg"] != "ES256" {
            return Err("its token is signed in another way".to_owned());
        }
        let verifier = VerifyingKey::from_sec1_bytes(&bytes(key)?).map_err(|_| "its key is none")?;
        let signature = Signature::from_slice(&bytes(signature)?).map_err(|_| "its signature is none")?;
        verifier.verify(signed.as_bytes(), &signature).map_err(|_| "its signature does not hold")?;
        Ok(Self { key: key.to_owned(), claims: json(claims)? })
    }

    /// Whether it is the word of this key to this push service, now.
    pub(super) fn check(&self, key: &str, audience: &str, now: Timestamp) -> Result<(), String> {
        if self.key != key {
            return Err("somebody else sends it".to_owned());
        }
        if self.claims["aud"] != audience {
            return Err(format!("it is for {}", self.claims["aud"]));
        }
        let until = self.claims["exp"].as_i64().and_then(|until| Timestamp::from_second(until).ok());
        let left = until.map(|until| until.duration_since(now)).ok_or("it has no end")?;
        if !left.is_positive() || left > SignedDuration::from_hours(24) {
            return Err(format!("it holds for {left:#}"));
        }
        if !self.contact().starts_with("mailto:") && !self.contact().starts_with("https:") {
            return Err("it names no contact".to_owned());
        }
        Ok(())
    }

    pub(super) fn contact(&self) -> String {
        self.claims["sub"].as_str().unwrap_or_default().to_owned()
    }
}

fn bytes(text: &str) -> Result<Vec<u8>, String> {
    BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|error| error.to_string())
}

fn json(text: &str) -> Result<Value, String> {
    serde_json::from_slice(&bytes(text)?).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8292, section 2.4.
    const EXAMPLE: &str = "vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B\
                           1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDq\
                           uptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA, \
                           k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";
    const KEY: &str =
        "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";

    #[test]
    fn the_example_of_the_rfc_is_believed_there_and_then_and_nowhere_else() {
        let word = Word::read(EXAMPLE).unwrap();
        assert_eq!(word.contact(), "mailto:push@example.com");
        let before = |hours: i64| Timestamp::from_second(1_453_523_768 - hours * 3600).unwrap();
        let there = "https://push.example.net";
        assert_eq!(word.check(KEY, there, before(1)), Ok(()));
        assert!(word.check("somebody", there, before(1)).is_err());
        assert!(word.check(KEY, "https://push.example", before(1)).is_err());
        assert!(word.check(KEY, there, before(0)).is_err() && word.check(KEY, there, before(25)).is_err());
    }

    #[test]
    fn a_forged_word_is_not_believed() {
        for forged in [
            EXAMPLE.replace("i3CYb", "i3CYc"),
            EXAMPLE.replace("eyJhdWQ", "eyJhdWR"),
            EXAMPLE.replace("vapid", "WebPush"),
            EXAMPLE.replace(KEY, ""),
            String::new(),
        ] {
            assert!(Word::read(&forged).is_err(), "{forged}");
        }
    }
}
