//! Ports that speak first, such as FTP: nothing is said to them.

use super::hearing::{Door, More, Notes, hear as listen};
use super::limits::Limits;

/// Notes a greeting.
pub(super) async fn hear(door: &Door, limits: &Limits, notes: &mut Notes) -> Option<()> {
    let mut stream = door.open().await?;
    listen(&mut stream, notes, |said| match said {
        [] => More::Within(limits.begin),
        said if is_whole_reply(said) => More::Enough,
        _ => More::Within(limits.pause),
    })
    .await;
    Some(())
}

/// Whether this is a reply as FTP has them (RFC 959, section 4.2): its last line begins with the code and a space.
fn is_whole_reply(said: &[u8]) -> bool {
    let Some(lines) = said.strip_suffix(b"\n") else { return false };
    let last = lines.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    matches!(last, [first, second, third, b' ', ..] if [first, second, third].iter().all(|digit| digit.is_ascii_digit()))
        && said.starts_with(&last[..3])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_ends_with_the_line_that_has_a_space() {
        for (said, is_whole) in [
            (&b"220 ready\r\n"[..], true),
            (b"220-hello\r\n220 ready\r\n", true),
            (b"220-hello\r\n more\r\n", false),
            (b"220-hello\r\n", false),
            (b"220 rea", false),
            (b"220-hello\r\n 421 x\r\n", false),
            (b"220-hello\r\n421 x\r\n", false),
            (b"hello\n", false),
        ] {
            assert_eq!(is_whole_reply(said), is_whole, "{}", said.escape_ascii());
        }
    }
}
