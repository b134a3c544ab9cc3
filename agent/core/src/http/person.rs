//! What a person decides about taking part: who runs this, yes, no, show me everything, delete it.

use std::time::Duration;

use akabeko_shared::wire::{About, Agreement};
use reqwest::Method;

use super::{Backend, CALL, reply};
use crate::Failure;

/// Everything about a person is more than a plain call brings.
const EVERYTHING: Duration = Duration::from_secs(120);

/// And longer than any other reply.
const MOST_OF_EVERYTHING: usize = 32 * 1024 * 1024;

impl Backend {
    /// Asks who runs the server, without saying who asks.
    ///
    /// # Errors
    /// When the server is out of reach or none of ours.
    pub async fn about(&self) -> Result<About, Failure> {
        reply::read(self.client.get(self.url("about")).timeout(CALL)).await
    }

    /// Says that the person agrees to this version of the text.
    ///
    /// # Errors
    /// As every call; a version that is not in force is refused with status 400.
    pub async fn agree(&self, consent_version: u32) -> Result<(), Failure> {
        let call = self.call(Method::PUT, "consent").timeout(CALL).json(&Agreement { consent_version });
        reply::send(call).await.map(drop)
    }

    /// Says that the person no longer agrees.
    ///
    /// # Errors
    /// As every call.
    pub async fn withdraw(&self) -> Result<(), Failure> {
        reply::send(self.call(Method::DELETE, "consent").timeout(CALL)).await.map(drop)
    }

    /// Reads everything that is stored about this agent: a JSON document, as it came.
    ///
    /// # Errors
    /// As every call.
    pub async fn me(&self) -> Result<String, Failure> {
        reply::text(self.call(Method::GET, "me").timeout(EVERYTHING), MOST_OF_EVERYTHING).await
    }

    /// Has everything deleted that is stored about this agent, which is none from then on.
    ///
    /// # Errors
    /// As every call.
    pub async fn erase_me(&self) -> Result<(), Failure> {
        reply::send(self.call(Method::DELETE, "me").timeout(EVERYTHING)).await.map(drop)
    }
}
