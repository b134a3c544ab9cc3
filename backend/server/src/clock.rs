//! The one place that knows what time it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// The world's clock, or one that stands still until it is moved.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's.
    #[default]
    World,
    /// Microseconds since 1970, moved by hand: for tests.
    Set(Arc<AtomicI64>),
    /// The same, in a story that a visitor from the world walks into: for the demo.
    Story(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `start`.
    pub fn set(start: Timestamp) -> Self {
        Self::Set(Arc::new(AtomicI64::new(start.as_microsecond())))
    }

    /// A clock of a story, which stands at `start`.
    pub fn story(start: Timestamp) -> Self {
        Self::Story(Arc::new(AtomicI64::new(start.as_microsecond())))
    }

    /// What the visitors' own devices say, such as the app that makes their codes.
    pub fn outside(&self) -> Timestamp {
        match self {
            Self::Story(_) => Self::World.now(),
            Self::World | Self::Set(_) => self.now(),
        }
    }

    /// What time it is, to the microsecond, which is what the store keeps.
    pub fn now(&self) -> Timestamp {
        let microseconds = match self {
            Self::World => world().as_microsecond(),
            Self::Set(clock) | Self::Story(clock) => clock.load(Ordering::SeqCst),
        };
        Timestamp::from_microsecond(microseconds).unwrap_or(Timestamp::MAX)
    }

    /// Moves a clock that was set. The world's cannot be moved.
    pub fn advance(&self, by: SignedDuration) {
        match self {
            Self::World => {}
            Self::Set(clock) | Self::Story(clock) => {
                let microseconds = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
                clock.fetch_add(microseconds, Ordering::SeqCst);
            }
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the clock that everybody else is to use")]
fn world() -> Timestamp {
    Timestamp::now()
}
