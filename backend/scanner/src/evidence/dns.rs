//! DNS over TCP: asks a server for its own version, which concerns nobody else and makes for a short answer.

use super::hearing::{Door, More, Notes, hear, say};
use super::limits::Limits;

/// A query for the text of `version.bind` in the class CHAOS, with its length before it (RFC 7766, section 8).
const QUERY: &[u8] = b"\0\x1eak\0\0\0\x01\0\0\0\0\0\0\x07version\x04bind\0\0\x10\0\x03";

/// Asks a server.
pub(super) async fn ask(door: &Door, limits: &Limits, notes: &mut Notes) -> Option<()> {
    let mut stream = door.open().await?;
    say(&mut stream, QUERY).await?;
    hear(&mut stream, notes, |said| match said {
        [] => More::Within(limits.begin),
        [high, low, message @ ..] if message.len() >= usize::from(u16::from_be_bytes([*high, *low])) => {
            More::Enough
        }
        _ => More::Within(limits.pause),
    })
    .await;
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identify::dns::ID;

    #[test]
    fn the_query_is_as_long_as_it_says_and_has_the_id_that_answers_are_known_by() {
        assert_eq!(usize::from(u16::from_be_bytes([QUERY[0], QUERY[1]])), QUERY.len() - 2);
        assert_eq!(QUERY[2..4], ID);
    }
}
