//! Text that a device said, made safe to look at: short, and without a character that hides or reorders.

/// The most characters of a device's text that a page shows.
pub(super) const LONGEST: usize = 256;

/// The text with every hidden character spelt out as `\r` or `\u{202e}`.
pub(crate) fn spelt_out(text: &str) -> String {
    text.chars().flat_map(spelt).collect()
}

/// The same, cut at [`LONGEST`] characters. Markup is not touched: the template escapes it.
pub(super) fn visible(text: &str) -> String {
    let mut shown = text.chars().flat_map(spelt);
    let kept: String = shown.by_ref().take(LONGEST).collect();
    if shown.next().is_none() { kept } else { kept.chars().take(LONGEST - 1).chain(['…']).collect() }
}

/// The same over several lines, cut at so many characters.
pub(crate) fn lines(text: &str, most: usize) -> String {
    let keeps = |character| if character == '\n' { vec![character] } else { spelt(character) };
    let mut shown = text.chars().filter(|character| *character != '\r').flat_map(keeps);
    let kept: String = shown.by_ref().take(most).collect();
    if shown.next().is_none() { kept } else { format!("{kept}…") }
}

/// The character itself, or its name in letters. A backslash is doubled, so that no device can feign a name.
fn spelt(character: char) -> Vec<char> {
    if character.is_ascii_control() || character == '\\' {
        character.escape_default().collect()
    } else if character.is_control() || is_hidden(character) {
        character.escape_unicode().collect()
    } else {
        vec![character]
    }
}

/// Characters that draw nothing or change the order of others: formats, joiners, marks of direction, fillers,
/// combining marks (which pile up), separators of lines, variation selectors, tags and private use.
fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{a0}' | '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{1680}'
        | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}' | '\u{20d0}'..='\u{20ff}'
        | '\u{2800}' | '\u{3164}' | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_hides_becomes_a_sign_and_what_shows_stays() {
        for (said, shown) in [
            ("BusyBox v1.19 login:", "BusyBox v1.19 login:"),
            ("ようこそ", "ようこそ"),
            ("a\r\n\tb\u{1b}[31m", "a\\r\\n\\tb\\u{1b}[31m"),
            ("\u{7f}\u{85}", "\\u{7f}\\u{85}"),
            ("user\u{202e}gnp.exe", "user\\u{202e}gnp.exe"),
            ("zero\u{200b}\u{feff}width", "zero\\u{200b}\\u{feff}width"),
            ("\\u{202e}", "\\\\u{202e}"),
            ("<script>", "<script>"),
            ("", ""),
        ] {
            assert_eq!(visible(said), shown, "for {said:?}");
        }
    }

    #[test]
    fn long_text_is_cut_and_says_so() {
        assert_eq!(visible(&"a".repeat(256)), "a".repeat(256));
        assert_eq!(visible(&"あ".repeat(257)), format!("{}…", "あ".repeat(255)));
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left_and_it_stays_short(said in any::<String>()) {
            let shown = visible(&said);
            prop_assert!(shown.chars().count() <= LONGEST);
            prop_assert!(shown.chars().all(|shown| !shown.is_control() && !is_hidden(shown)));
        }
    }
}
