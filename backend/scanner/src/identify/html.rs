//! The title of a page, in whatever characters it was written.
//!
//! Old devices say nothing of their encoding, or say it only in the page, and many Japanese ones write Shift_JIS
//! or EUC-JP. What is said is tried first; a page that says nothing and is not UTF-8 is guessed.

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, WINDOWS_1252};

/// How far into a page its encoding may be told, in bytes.
const TOLD_WITHIN: usize = 4_096;

/// The longest title that is looked at, in bytes.
const LONGEST_TITLE: usize = 2_048;

/// The title of a page, whose encoding the header may have told.
pub(super) fn title(page: &[u8], told: Option<&[u8]>) -> Option<String> {
    let title = text_between(page, b"<title", b"</title")?;
    let encoding = told.and_then(Encoding::for_label).or_else(|| told_within(page));
    // The tags were found as ASCII, which ISO-2022-JP returns to before each of them.
    let encoding = encoding.filter(|encoding| encoding.is_ascii_compatible() || *encoding == ISO_2022_JP);
    Some(decode_entities(&decode(title, encoding)))
}

/// Text of a page or description that says nothing of its encoding.
pub(super) fn plain(text: &[u8]) -> String {
    decode_entities(&decode(text, None))
}

/// What stands between an opening and a closing tag, or up to the end of what was read.
pub(super) fn text_between<'a>(page: &'a [u8], open: &[u8], close: &[u8]) -> Option<&'a [u8]> {
    let mut from = 0;
    loop {
        let start = from + find(&page[from..], open)? + open.len();
        let after = *page.get(start)?;
        if after == b'>' || after.is_ascii_whitespace() {
            let text = &page[start + page[start..].iter().position(|byte| *byte == b'>')? + 1..];
            let text = &text[..find(text, close).unwrap_or(text.len())];
            return Some(&text[..text.len().min(LONGEST_TITLE)]);
        }
        from = start;
    }
}

/// Where a word of lower-case letters first stands, in either case.
pub(super) fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window.eq_ignore_ascii_case(word))
}

fn told_within(page: &[u8]) -> Option<&'static Encoding> {
    let head = &page[..page.len().min(TOLD_WITHIN)];
    if head.starts_with(b"\xef\xbb\xbf") {
        return Some(UTF_8);
    }
    let rest = head[find(head, b"charset")? + b"charset".len()..].trim_ascii_start();
    let value = rest.strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let end = value.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:.".contains(byte)));
    Encoding::for_label(&value[..end.unwrap_or(value.len())])
}

fn decode(bytes: &[u8], told: Option<&'static Encoding>) -> String {
    let bytes = if told.is_none_or(|told| told == UTF_8) { without_stump(bytes) } else { bytes };
    let guessed = guess_order(bytes, [UTF_8, SHIFT_JIS, EUC_JP]);
    for encoding in told.into_iter().chain(guessed) {
        if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
            return text.into_owned();
        }
    }
    told.unwrap_or(WINDOWS_1252).decode_without_bom_handling(bytes).0.into_owned()
}

/// UTF-8 without the character at its end that was cut in the middle: devices shorten names by the byte, as we do.
fn without_stump(bytes: &[u8]) -> &[u8] {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => &bytes[..error.valid_up_to()],
        Ok(_) | Err(_) => bytes,
    }
}

/// Text that is valid in both old Japanese encodings is likelier in the one that makes it wide characters: what
/// EUC-JP writes as kana and kanji, Shift_JIS reads as halfwidth katakana.
fn guess_order(bytes: &[u8], usual: [&'static Encoding; 3]) -> [&'static Encoding; 3] {
    let halfwidth =
        |text: &str| text.chars().filter(|character| matches!(character, '\u{ff61}'..='\u{ff9f}')).count();
    match SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text)
            if halfwidth(&text) * 2 > text.chars().filter(|character| !character.is_ascii()).count() =>
        {
            [UTF_8, EUC_JP, SHIFT_JIS]
        }
        Some(_) | None => usual,
    }
}

/// The entities that titles use; others stay as they are.
const ENTITIES: [(&str, char); 12] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("middot", '·'),
    ("ndash", '–'),
    ("mdash", '—'),
];

/// The longest entity that is looked for, in bytes.
const LONGEST_ENTITY: usize = 10;

fn decode_entities(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        decoded.push_str(&rest[..start]);
        rest = &rest[start + 1..];
        let end = rest.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';');
        match end.and_then(|end| entity(&rest[..end]).map(|character| (end, character))) {
            Some((end, character)) => {
                decoded.push(character);
                rest = &rest[end + 1..];
            }
            None => decoded.push('&'),
        }
    }
    decoded + rest
}

fn entity(name: &str) -> Option<char> {
    let number = match name.strip_prefix('#') {
        None => return ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, character)| *character),
        Some(number) => number,
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    code.ok().and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_found_however_it_is_written() {
        for (page, expected) in [
            ("<html><title>Router</title>", Some("Router")),
            ("<TITLE lang=ja>\n  Router\n Login </TITLE>", Some("\n  Router\n Login ")),
            ("<titles>no</titles><title>yes</title>", Some("yes")),
            ("<title>cut", Some("cut")),
            ("<title>Hana&#39;s &amp; &#x65e5;&unknown; &", Some("Hana's & 日&unknown; &")),
            ("<title>&amp;lt;", Some("&lt;")),
            ("<title>&#1114112;&#xd800;", Some("&#1114112;&#xd800;")),
            ("<title", None),
            ("", None),
        ] {
            assert_eq!(title(page.as_bytes(), None).as_deref(), expected, "{page}");
        }
    }

    #[test]
    fn old_japanese_pages_are_read_with_and_without_a_word_on_their_encoding() {
        for encoding in [SHIFT_JIS, EUC_JP, UTF_8] {
            for name in ["ルータ設定画面", "無線ルーターへようこそ", "管理者パスワード"]
            {
                let meta = format!("<meta charset={}><title>{name}</title>", encoding.name());
                assert_eq!(
                    title(&encoding.encode(&meta).0, None).as_deref(),
                    Some(name),
                    "{}",
                    encoding.name()
                );
                let bare = format!("<title>{name}</title>");
                let bare = encoding.encode(&bare).0;
                assert_eq!(title(&bare, Some(encoding.name().as_bytes())).as_deref(), Some(name));
                assert_eq!(title(&bare, None).as_deref(), Some(name), "{} untold", encoding.name());
            }
        }
    }

    #[test]
    fn a_title_in_seven_bits_is_read_where_the_page_says_so() {
        let page = b"<meta charset=iso-2022-jp><title>\x1b$B@_Dj\x1b(B</title>";
        assert_eq!(title(page, None).as_deref(), Some("設定"));
    }

    #[test]
    fn a_title_that_was_cut_in_a_character_is_still_utf_8() {
        for name in ["ネットワークカメラ", "設定画面の"] {
            for (cut, told) in [(1, None), (2, Some(&b"utf-8"[..]))] {
                let page = [b"<title>", &name.as_bytes()[..name.len() - cut]].concat();
                let expected = &name[..name.len() - 3];
                assert_eq!(title(&page, told).as_deref(), Some(expected), "{name} less {cut}");
            }
        }
    }

    #[test]
    fn a_wrong_word_on_the_encoding_does_no_harm() {
        let page = "<meta charset=us-ascii><title>設定</title>";
        assert_eq!(title(page.as_bytes(), Some(b"utf-16")).as_deref(), Some("設定"));
    }
}
