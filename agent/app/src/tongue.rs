//! The language that a device speaks.

use akabeko_shared::Language;

/// The language of the system: Japanese to who speaks it, English to everybody else.
pub fn of_the_system() -> Language {
    spoken_by(sys_locale::get_locale().as_deref())
}

/// What to speak where the system speaks this (a BCP 47 tag).
fn spoken_by(locale: Option<&str>) -> Language {
    let tag = locale.and_then(|locale| locale.split(['-', '_']).next());
    match tag {
        Some(tag) if tag.eq_ignore_ascii_case(Language::Ja.tag()) => Language::Ja,
        Some(_) | None => Language::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_speaks_japanese_is_spoken_to_in_japanese_and_everybody_else_in_english() {
        let cases = [
            (Some("ja-JP"), Language::Ja),
            (Some("ja"), Language::Ja),
            (Some("ja-Jpan-JP"), Language::Ja),
            (Some("JA_JP"), Language::Ja),
            (Some("en-GB"), Language::En),
            (Some("fr-CA"), Language::En),
            (Some("jam"), Language::En),
            (Some("C"), Language::En),
            (Some(""), Language::En),
            (None, Language::En),
        ];
        for (locale, expected) in cases {
            assert_eq!(spoken_by(locale), expected, "{locale:?}");
        }
    }
}
