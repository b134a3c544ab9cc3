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
pub async fn within<T>(patience: Duration, what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let end = Instant::now() + patience;
    loop {
        if let Some(seen) = look().await {
            return seen;
        }
        assert!(Instant::now() < end, "waited {patience:?} in vain until {what}");
        tokio::time::sleep(EVERY).await;
    }
}
