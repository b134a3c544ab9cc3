//! The networks that a browser is in, told apart by the address that the server saw, since a browser knows no other
//! sign of them.
//!
//! That sign comes only with the answer to a check-in. So a check-in speaks for the network of the last answer only
//! right after it; any other says that nothing is to be scanned, and when the answer shows the same address, a second
//! one takes that back. A device that was carried elsewhere between two check-ins is thus never scanned there by what
//! its person said of their home.

use std::collections::BTreeMap;
use std::net::IpAddr;

use akabeko_shared::wire::Network;
use akabeko_shared::{NetworkKey, NetworkKind};
use data_encoding::HEXLOWER;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// For so long after an answer the device is taken to be where it was.
const THERE: SignedDuration = SignedDuration::from_secs(60);

/// What is kept of the networks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Networks {
    /// What makes the keys of this installation its own.
    salt: String,
    /// The network of the last answer.
    last: Option<NetworkKey>,
    /// What the person said of each.
    kinds: BTreeMap<NetworkKey, NetworkKind>,
    /// What they said of the network that the device is in, before the first answer.
    untold: Option<NetworkKind>,
    /// When the last answer came; of no use to another life.
    #[serde(skip)]
    seen_at: Option<Timestamp>,
}

impl Networks {
    /// Knows none.
    pub(crate) fn new(salt: String) -> Self {
        Self { salt, ..Self::default() }
    }

    /// The server saw the device at this address.
    pub(crate) fn seen(&mut self, address: &str, now: Timestamp) {
        let Ok(address) = address.parse::<IpAddr>() else { return };
        let key = self.key(&place(address));
        if let Some(kind) = self.untold.take() {
            self.kinds.insert(key.clone(), kind);
        }
        (self.last, self.seen_at) = (Some(key), Some(now));
    }

    /// The device may be elsewhere by now.
    pub(crate) fn moved(&mut self) {
        self.seen_at = None;
    }

    /// Remembers what the person says of the network that the device is in.
    pub(crate) fn name(&mut self, kind: NetworkKind) {
        match &self.last {
            Some(key) => drop(self.kinds.insert(key.clone(), kind)),
            None => self.untold = Some(kind),
        }
    }

    /// The first answer is yet to come, and the person said this.
    pub(crate) fn begin(&mut self, kind: NetworkKind) {
        (self.last, self.untold, self.seen_at) = (None, Some(kind), None);
    }

    /// What the person said of the network that the device was in when the server last answered.
    pub(crate) fn kind(&self) -> NetworkKind {
        let said = self.last.as_ref().map_or(self.untold, |key| self.kinds.get(key).copied());
        said.unwrap_or_default()
    }

    /// What to say of the network now.
    pub(crate) fn network(&self, now: Timestamp) -> Network {
        let key = self.last.clone().unwrap_or_else(|| self.key(&[]));
        let kind = match self.kind() {
            NetworkKind::Unknown => NetworkKind::Unknown,
            kind if self.is_there(now) => kind,
            NetworkKind::Home | NetworkKind::Work | NetworkKind::Away => NetworkKind::Away,
        };
        Network { key, kind }
    }

    fn is_there(&self, now: Timestamp) -> bool {
        self.seen_at.is_some_and(|at| at <= now && now.duration_since(at) <= THERE)
    }

    fn key(&self, place: &[u8]) -> NetworkKey {
        let hash = Sha256::new().chain_update(&self.salt).chain_update(place).finalize();
        let digits = HEXLOWER.encode(&hash[..16]);
        digits.try_into().expect("32 hexadecimal digits are a key")
    }
}

/// What an address tells of the network: all of it, or of IPv6 the half that a household has to itself.
fn place(address: IpAddr) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets()[..8].to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp::UNIX_EPOCH;

    fn after(seconds: i64) -> Timestamp {
        NOON + SignedDuration::from_secs(seconds)
    }

    #[test]
    fn an_address_is_a_network_and_of_ipv6_its_first_half() {
        let key = |salt: &str, address: &str| {
            let mut networks = Networks::new(salt.to_owned());
            networks.seen(address, NOON);
            networks.network(NOON).key
        };
        assert_eq!(key("a", "203.0.113.7"), key("a", "::ffff:203.0.113.7"));
        assert_eq!(key("a", "2001:db8::1"), key("a", "2001:db8::2:3:4:5"));
        for (one, other) in [
            (("a", "203.0.113.7"), ("a", "203.0.113.8")),
            (("a", "203.0.113.7"), ("b", "203.0.113.7")),
            (("a", "2001:db8::1"), ("a", "2001:db8:0:1::1")),
        ] {
            assert_ne!(key(one.0, one.1), key(other.0, other.1));
        }
    }

    #[test]
    fn home_is_home_only_right_after_the_server_saw_the_device_there() {
        let mut networks = Networks::new("salt".to_owned());
        networks.begin(NetworkKind::Home);
        assert_eq!(networks.network(NOON).kind, NetworkKind::Away, "nobody saw it yet");
        networks.seen("203.0.113.7", NOON);
        assert_eq!(networks.network(after(60)).kind, NetworkKind::Home);
        assert_eq!(networks.network(after(61)).kind, NetworkKind::Away, "it may be elsewhere");
        assert_eq!(networks.network(after(-1)).kind, NetworkKind::Away, "a clock turned back proves nothing");
        assert_eq!(networks.kind(), NetworkKind::Home, "the person's word stands");
        networks.seen("203.0.113.7", after(900));
        assert_eq!(networks.network(after(900)).kind, NetworkKind::Home);
        networks.moved();
        assert_eq!(networks.network(after(901)).kind, NetworkKind::Away);
    }

    #[test]
    fn another_address_is_asked_about_and_the_old_one_stays_known() {
        let mut networks = Networks::new("salt".to_owned());
        networks.begin(NetworkKind::Home);
        networks.seen("203.0.113.7", NOON);
        networks.seen("198.51.100.1", NOON);
        assert_eq!(networks.network(NOON).kind, NetworkKind::Unknown);
        networks.name(NetworkKind::Work);
        assert_eq!(networks.network(NOON).kind, NetworkKind::Work);
        networks.seen("203.0.113.7", NOON);
        assert_eq!(networks.network(NOON).kind, NetworkKind::Home);
    }
}
