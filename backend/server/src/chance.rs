//! The one source of chance: the system's, or a seed's, so that a demo can be told twice.

use std::sync::Mutex;

use akabeko_shared::{AgentId, CaseId, NoticeId, ScanId};
use jiff::Timestamp;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A cryptographic generator behind a lock.
pub struct Chance(Mutex<ChaCha20Rng>);

impl Chance {
    /// Seeded by the system.
    ///
    /// # Errors
    /// When the system gives no randomness.
    #[expect(clippy::disallowed_methods, reason = "this is the source that everybody else is to use")]
    pub fn from_system() -> Result<Self, getrandom::Error> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed)?;
        Ok(Self(Mutex::new(ChaCha20Rng::from_seed(seed))))
    }

    /// The same row of draws for the same seed.
    pub fn from_seed(seed: u64) -> Self {
        Self(Mutex::new(ChaCha20Rng::seed_from_u64(seed)))
    }

    /// So many random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        let mut generator = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        generator.fill_bytes(&mut bytes);
        bytes
    }

    /// A new agent's id.
    pub fn agent(&self, now: Timestamp) -> AgentId {
        AgentId::at(now, self.bytes())
    }

    /// A new scan's id.
    pub fn scan(&self, now: Timestamp) -> ScanId {
        ScanId::at(now, self.bytes())
    }

    /// A new notice's id.
    pub fn notice(&self, now: Timestamp) -> NoticeId {
        NoticeId::at(now, self.bytes())
    }

    /// A new case's id.
    pub fn case(&self, now: Timestamp) -> CaseId {
        CaseId::at(now, self.bytes())
    }
}
