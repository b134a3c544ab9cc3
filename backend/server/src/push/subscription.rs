//! A subscription to a push service, as a device says it and as it is believed.

use std::net::IpAddr;

use akabeko_shared::wire::PushSubscription;
use data_encoding::BASE64URL_NOPAD;
use p256::PublicKey;
use reqwest::Url;

/// Where and for whom to encrypt.
#[derive(Clone, PartialEq, Eq)]
pub struct Subscription {
    endpoint: Url,
    key: PublicKey,
    auth: [u8; 16],
}

/// Why a subscription cannot be used: the field, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("push.{field}: {what}")]
pub struct Fault {
    field: &'static str,
    what: String,
}

/// No push service needs a longer address.
const LONGEST: usize = 2048;

impl Subscription {
    /// Reads what a device said.
    ///
    /// # Errors
    /// When a field does not hold what it must.
    pub fn parse(said: &PushSubscription) -> Result<Self, Fault> {
        Ok(Self { endpoint: endpoint(&said.endpoint)?, key: key(&said.p256dh)?, auth: auth(&said.auth)? })
    }

    /// The same in words.
    pub fn said(&self) -> PushSubscription {
        PushSubscription {
            endpoint: self.endpoint.as_str().to_owned(),
            p256dh: BASE64URL_NOPAD.encode(&self.key.to_sec1_bytes()),
            auth: BASE64URL_NOPAD.encode(&self.auth),
        }
    }

    pub(super) fn endpoint(&self) -> &Url {
        &self.endpoint
    }

    pub(super) fn key(&self) -> &PublicKey {
        &self.key
    }

    pub(super) fn auth(&self) -> &[u8; 16] {
        &self.auth
    }

    /// The push service itself.
    pub(super) fn origin(&self) -> String {
        self.endpoint.origin().ascii_serialization()
    }
}

impl Fault {
    pub(super) fn in_field(field: &'static str, what: impl Into<String>) -> Self {
        Self { field, what: what.into() }
    }
}

fn endpoint(text: &str) -> Result<Url, Fault> {
    let fault = |what| Fault::in_field("endpoint", what);
    if text.len() > LONGEST {
        return Err(fault("it is longer than 2048 bytes"));
    }
    let url = Url::parse(text).map_err(|_| fault("expected the address of a push service"))?;
    let is_secure = match url.scheme() {
        "https" => true,
        "http" => is_loopback(&url),
        _ => false,
    };
    if !is_secure {
        return Err(fault("expected https, or http on this very machine"));
    }
    if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
        return Err(fault("expected neither a name nor a password nor a fragment in it"));
    }
    Ok(url)
}

fn is_loopback(url: &Url) -> bool {
    url.domain() == Some("localhost") || address(url).is_some_and(|address| address.is_loopback())
}

/// The host of a URL, where that is an address in whichever spelling and not a name.
pub(super) fn address(url: &Url) -> Option<IpAddr> {
    url.host_str()?.trim_matches(['[', ']']).parse().ok()
}

fn key(text: &str) -> Result<PublicKey, Fault> {
    const UNCOMPRESSED: usize = 65;
    let bytes = decode(text).filter(|bytes| bytes.len() == UNCOMPRESSED);
    let key = bytes.and_then(|bytes| PublicKey::from_sec1_bytes(&bytes).ok());
    key.ok_or_else(|| Fault::in_field("p256dh", "expected an uncompressed point of P-256 in base64url"))
}

fn auth(text: &str) -> Result<[u8; 16], Fault> {
    let bytes = decode(text).and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| Fault::in_field("auth", "expected 16 bytes in base64url"))
}

/// Some devices fill base64url up at its end, though none has to.
fn decode(text: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(text.trim_end_matches('=').as_bytes()).ok()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    #[test]
    fn what_browsers_give_is_taken_and_said_again() {
        let said = sample();
        assert_eq!(Subscription::parse(&said).unwrap().said(), said);
        let filled = PushSubscription { auth: format!("{}==", said.auth), ..said.clone() };
        assert_eq!(Subscription::parse(&filled).unwrap().said(), said);
    }

    #[test]
    fn an_endpoint_is_https_or_this_very_machine() {
        let long = format!("https://push.example/{}", "a".repeat(LONGEST));
        for (endpoint, is_taken) in [
            ("https://push.example/a?b=c", true),
            ("https://203.0.113.7:8443/a", true),
            ("http://127.0.0.1:8080/a", true),
            ("http://[::1]/a", true),
            ("http://localhost/a", true),
            ("http://push.example/a", false),
            ("http://localhost.push.example/a", false),
            ("http://10.0.0.1/a", false),
            ("https://somebody@push.example/a", false),
            ("https://push.example/a#b", false),
            ("ftp://push.example/a", false),
            ("file:///etc/passwd", false),
            ("push.example/a", false),
            ("", false),
            (&long, false),
        ] {
            let said = PushSubscription { endpoint: endpoint.to_owned(), ..sample() };
            let fault = Subscription::parse(&said).err().map(|fault| fault.field);
            assert_eq!(fault, (!is_taken).then_some("endpoint"), "{endpoint}");
        }
    }

    #[test]
    fn a_key_is_a_point_and_a_secret_has_its_length() {
        let compressed = "AyVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcx";
        let beside = sample().p256dh.replace("iw4", "iw8");
        for p256dh in ["", "mikan", compressed, &beside, &"A".repeat(87)] {
            let said = PushSubscription { p256dh: p256dh.to_owned(), ..sample() };
            assert_eq!(Subscription::parse(&said).err().map(|fault| fault.field), Some("p256dh"), "{p256dh}");
        }
        for auth in ["", "BTBZMqHH6r4Tts7J_aSI", "BTBZMqHH6r4Tts7J_aSIggAA", "BTBZMqHH6r4Tts7J+aSIgg"] {
            let said = PushSubscription { auth: auth.to_owned(), ..sample() };
            let fault = Subscription::parse(&said).err().unwrap();
            assert_eq!(fault.to_string(), "push.auth: expected 16 bytes in base64url", "{auth}");
        }
    }

    /// The device of RFC 8291, section 5.
    pub(in crate::push) fn sample() -> PushSubscription {
        PushSubscription {
            endpoint: "https://push.example/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV".to_owned(),
            p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
                .to_owned(),
            auth: "BTBZMqHH6r4Tts7J_aSIgg".to_owned(),
        }
    }
}
