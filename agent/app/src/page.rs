//! A page from afar: the enrolled server's, and nobody else's.

use akabeko_shared::NoticeId;

#[cfg(not(any(target_os = "android", target_os = "ios")))]
mod window;

#[cfg(not(any(target_os = "android", target_os = "ios")))]
pub use window::{is_from_afar, open};

/// A page from afar. Each has one window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The page of a notice.
    Notice(NoticeId),
    /// What a notice looks like.
    Sample,
}
