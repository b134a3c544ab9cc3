//! Text that a spreadsheet would run as a formula, made harmless and read back.

use std::borrow::Cow;

/// Puts an apostrophe before text that begins with `=`, `+`, `-` or `@`, with or without apostrophes before it.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Takes that apostrophe away again.
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_read_back() {
        let table =
            [("alice", "alice"), ("=1+1", "'=1+1"), ("'@a", "''@a"), ("a=b", "a=b"), ("'a", "'a"), ("", "")];
        for (text, safe) in table {
            assert_eq!(guarded(text), safe);
            assert_eq!(unguarded(safe), text);
        }
    }
}
