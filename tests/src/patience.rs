//! Waiting for a fact, not for a time.

use std::time::{Duration, Instant};

/// How long anything may take before it counts as missing, on a machine with other work.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// How often to look.
const EVERY: Duration = Duration::from_millis(20);

/// Looks until there is something to see, and gives it.
///
/// # Panics
/// When patience ends.
pub async fn until<T>(what: &str, look: impl AsyncFnMut() -> Option<T>) -> T {
    within(PATIENCE, what, look).await
}

/// The same with a patience of its own.
///
/// # Panics
/// When it ends.
pub async fn within<T>(patience: Duration, what: &str, look: impl AsyncFnMut() -> Option<T>) -> T {
    let seen = try_within(patience, look).await;
    seen.unwrap_or_else(|| panic!("waited {patience:?} in vain until {what}"))
}

/// The same, where seeing nothing is an answer too.
pub async fn try_within<T>(patience: Duration, mut look: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + patience;
    loop {
        match look().await {
            None if Instant::now() < end => tokio::time::sleep(EVERY).await,
            seen => return seen,
        }
    }
}
