//! What a person decides about taking part: who runs this, yes, no, show me everything, delete it.

use akabeko_shared::wire::About;

use super::Backend;
use crate::Failure;
use crate::call::{Call, answer};

impl Backend {
    /// Asks who runs the server, without saying who asks.
    ///
    /// # Errors
    /// When the server is out of reach or none of ours.
    pub async fn about(&self) -> Result<About, Failure> {
        self.answer(&Call::about()).await?.read()
    }

    /// Says that the person agrees to this version of the text.
    ///
    /// # Errors
    /// As every call; a version that is not in force is refused with status 400.
    pub async fn agree(&self, consent_version: u32) -> Result<(), Failure> {
        self.answer(&Call::agree(consent_version)).await?.accepted().map(drop)
    }

    /// Says that the person no longer agrees.
    ///
    /// # Errors
    /// As every call.
    pub async fn withdraw(&self) -> Result<(), Failure> {
        self.answer(&Call::withdraw()).await?.accepted().map(drop)
    }

    /// Reads everything that is stored about this agent: a JSON document, as it came.
    ///
    /// # Errors
    /// As every call.
    pub async fn me(&self) -> Result<String, Failure> {
        answer::document(self.answer(&Call::me()).await?.accepted()?)
    }

    /// Has everything deleted that is stored about this agent, which is none from then on.
    ///
    /// # Errors
    /// As every call.
    pub async fn erase_me(&self) -> Result<(), Failure> {
        self.answer(&Call::erase_me()).await?.accepted().map(drop)
    }
}
