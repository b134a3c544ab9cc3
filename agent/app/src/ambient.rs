//! The only place where this program looks at the clock and draws from the system's chance.

use jiff::Timestamp;

/// The time now.
#[expect(clippy::disallowed_methods, reason = "a real device lives by its own clock; everyone else is told")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// Bytes that nobody can guess.
#[expect(clippy::disallowed_methods, reason = "the salt of a real device must not be replayable")]
pub fn chance<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
