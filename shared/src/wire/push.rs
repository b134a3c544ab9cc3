//! How a device can be woken by a push service (RFC 8030), as it tells with a check-in.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::HIDDEN;

/// Whether a device can be woken. A check-in without it leaves everything as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Push {
    /// By the push service that it subscribed to, with the server's key.
    Subscribed(PushSubscription),
    /// No longer.
    Off,
}

/// A subscription to a push service, as browsers and UnifiedPush give it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PushSubscription {
    /// Where the push service takes messages for this device: `https`, or `http` on loopback only. Whoever knows it
    /// can send there.
    pub endpoint: String,
    /// The device's public key: an uncompressed point of P-256 in base64url.
    pub p256dh: String,
    /// The secret that device and server share: 16 bytes in base64url.
    pub auth: String,
}

impl fmt::Debug for PushSubscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PushSubscription")
            .field("endpoint", &HIDDEN)
            .field("p256dh", &self.p256dh)
            .field("auth", &HIDDEN)
            .finish()
    }
}
