//! Telnet: notes what a server shows before anybody types.
//!
//! Many servers show nothing until their options are settled, so each is declined, as any terminal that knows none
//! would (RFC 854, RFC 1143). Nothing is ever typed.

use super::hearing::{Door, Ended, More, Notes, hear as listen, say};
use super::limits::Limits;
use crate::identify::telnet::{COMMAND, DO, DONT, WILL, WONT, options, text};

/// The longest prompt that is known for one, in bytes.
const LONGEST_PROMPT: usize = 256;

/// How many options are declined before a server is left to talk to itself.
const PATIENCE: usize = 64;

/// What usually stands at the end where people type.
const PROMPTS: &[u8] = b":>#$%";

/// Notes a banner.
pub(super) async fn hear(door: &Door, limits: &Limits, notes: &mut Notes) -> Option<()> {
    let mut stream = door.open().await?;
    let (mut read, mut declined) = (0, 0);
    loop {
        let ended = listen(&mut stream, notes, |said| {
            if said.is_empty() {
                More::Within(limits.begin)
            } else if declined < PATIENCE
                && options(said, read).0.iter().any(|option| refusal(*option).is_some())
            {
                More::Enough
            } else {
                More::Within(if is_prompt(said) { limits.prompt } else { limits.pause })
            }
        });
        if ended.await != Ended::Enough {
            return Some(());
        }
        let (asked, end) = options(notes.said(), read);
        let refusals: Vec<[u8; 3]> =
            asked.into_iter().filter_map(refusal).take(PATIENCE - declined).collect();
        (read, declined) = (end, declined + refusals.len());
        say(&mut stream, &refusals.concat()).await?;
    }
}

/// The answer to an option: no. To a no there is no answer.
fn refusal([command, option]: [u8; 2]) -> Option<[u8; 3]> {
    match command {
        DO => Some([COMMAND, WONT, option]),
        WILL => Some([COMMAND, DONT, option]),
        _ => None,
    }
}

/// Whether people would type here. The end is looked at alone: what comes byte by byte is asked about after each.
fn is_prompt(said: &[u8]) -> bool {
    text(&said[said.len().saturating_sub(LONGEST_PROMPT)..])
        .trim_ascii_end()
        .last()
        .is_some_and(|last| PROMPTS.contains(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wish_is_declined_and_no_refusal_is_answered() {
        assert_eq!(refusal([DO, 24]), Some([COMMAND, WONT, 24]));
        assert_eq!(refusal([WILL, 1]), Some([COMMAND, DONT, 1]));
        assert_eq!(refusal([WONT, 1]), None);
        assert_eq!(refusal([DONT, 1]), None);
    }

    #[test]
    fn a_prompt_is_known_by_its_end() {
        let long_ago = [&b"login: "[..], &[b'.'; LONGEST_PROMPT]].concat();
        let at_last = [&[b'.'; LONGEST_PROMPT][..], b"login: "].concat();
        for (said, expected) in [
            (&b"login: "[..], true),
            (&long_ago, false),
            (&at_last, true),
            (b"\xff\xfb\x01Router>", true),
            (b"Password:\xff\xfb\x01", true),
            (b"BusyBox", false),
            (b"", false),
        ] {
            assert_eq!(is_prompt(said), expected, "{}", said.escape_ascii());
        }
    }
}
