//! Web Push (RFC 8030): waking a device by the push service that it chose itself.
//!
//! A push says nothing but that there is news: an id without meaning, encrypted for the device (RFC 8291), always of
//! the same length. Who sends it is signed (RFC 8292) with a key that follows from the service's own. Where it goes was
//! said by a device, so it goes to the internet only, and nothing that comes back is followed or read.

mod courier;
mod message;
mod subscription;
mod vapid;

use akabeko_core::push::Answer;
use akabeko_scanner::Lab;
use data_encoding::BASE32_NOPAD;
use jiff::Timestamp;

use crate::chance::Chance;
use crate::secret::Secret;
use courier::Courier;
use message::{Fresh, encrypt};
pub use subscription::{Fault, Subscription};
use vapid::Vapid;

/// The way to every push service.
pub struct Push {
    vapid: Vapid,
    courier: Courier,
}

impl Push {
    /// A way that is signed with a key of this service, into the internet and this lab.
    pub fn new(secret: &Secret, lab: Lab) -> Self {
        Self { vapid: Vapid::new(secret), courier: Courier::new(lab) }
    }

    /// The key that devices subscribe with: an uncompressed point of P-256 in base64url.
    pub fn key(&self) -> &str {
        self.vapid.public_key()
    }

    /// Refuses a subscription at a push service that is nowhere on the internet by its very address.
    pub fn check(&self, subscription: &Subscription) -> Result<(), Fault> {
        self.courier.check(subscription.endpoint())
    }

    /// Tells a device that there is news. `contact` is whom the push service can ask about it.
    pub async fn send(
        &self,
        subscription: &Subscription,
        contact: &str,
        chance: &Chance,
        now: Timestamp,
    ) -> Answer {
        let id = BASE32_NOPAD.encode(&chance.bytes::<16>()).to_ascii_lowercase();
        let body = encrypt(id.as_bytes(), subscription, Fresh::draw(chance));
        let authorization = self.vapid.authorization(&subscription.origin(), contact, now);
        self.courier.deliver(subscription.endpoint(), authorization, body, now).await
    }
}
