//! The name of a network.

use akabeko_shared::NetworkKey;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// What the backend may know of a network: enough to tell it from others of this device, and nothing else.
pub fn key(salt: &[u8], uplink: &str) -> Option<NetworkKey> {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(uplink);
    HEXLOWER.encode(&hash.finalize()[..16]).try_into().ok()
}
