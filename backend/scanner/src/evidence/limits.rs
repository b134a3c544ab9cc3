//! How long a port may take to say something.

use std::time::Duration;

/// The patience with one port.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// The most time that one port gets, however much it has to say.
    pub(super) whole: Duration,
    /// How long it may take to begin.
    pub(super) begin: Duration,
    /// How long a TLS handshake may take: small devices calculate for seconds.
    pub(super) handshake: Duration,
    /// How long it may pause before it is taken to have ended.
    pub(super) pause: Duration,
    /// How long it may pause where it seems to wait for us, as after `login:`.
    pub(super) prompt: Duration,
}

impl Limits {
    /// The patience with devices in homes.
    pub(super) const USUAL: Self = Self {
        whole: Duration::from_secs(8),
        begin: Duration::from_secs(3),
        handshake: Duration::from_secs(4),
        pause: Duration::from_secs(2),
        prompt: Duration::from_millis(500),
    };
}
