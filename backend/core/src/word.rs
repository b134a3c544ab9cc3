//! The matching word: a fruit or vegetable and four digits, the same in app, page and mail, by which a person
//! recognises a message as ours.

use akabeko_shared::Language;

/// The word that `secret_number` stands for, in the person's language: みかん・3821, mikan-3821.
pub fn word(secret_number: u64, language: Language) -> String {
    let digits = secret_number % 10_000;
    let which = usize::try_from(secret_number / 10_000 % WORDS.len() as u64).unwrap_or_default();
    let (japanese, latin) = WORDS[which];
    match language {
        Language::Ja => format!("{japanese}・{digits:04}"),
        Language::En => format!("{latin}-{digits:04}"),
    }
}

const WORDS: [(&str, &str); 32] = [
    ("みかん", "mikan"),
    ("りんご", "ringo"),
    ("ぶどう", "budo"),
    ("いちご", "ichigo"),
    ("すいか", "suika"),
    ("めろん", "meron"),
    ("もも", "momo"),
    ("なし", "nashi"),
    ("かき", "kaki"),
    ("くり", "kuri"),
    ("うめ", "ume"),
    ("ゆず", "yuzu"),
    ("びわ", "biwa"),
    ("あんず", "anzu"),
    ("いちじく", "ichijiku"),
    ("きんかん", "kinkan"),
    ("きゅうり", "kyuri"),
    ("とまと", "tomato"),
    ("なす", "nasu"),
    ("だいこん", "daikon"),
    ("にんじん", "ninjin"),
    ("ごぼう", "gobo"),
    ("れんこん", "renkon"),
    ("さつまいも", "satsumaimo"),
    ("さといも", "satoimo"),
    ("かぼちゃ", "kabocha"),
    ("えだまめ", "edamame"),
    ("そらまめ", "soramame"),
    ("たけのこ", "takenoko"),
    ("しいたけ", "shiitake"),
    ("わさび", "wasabi"),
    ("しょうが", "shoga"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_the_same_in_both_languages() {
        assert_eq!(word(3821, Language::Ja), "みかん・3821");
        assert_eq!(word(3821, Language::En), "mikan-3821");
        assert_eq!(word(10_007, Language::En), "ringo-0007");
        assert_eq!(word(u64::MAX, Language::En).split('-').count(), 2);
    }
}
