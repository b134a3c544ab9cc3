//! The manner of the texts: calm, short, in everyday words. What a person must find on a screen stands quoted.

/// The texts of a page, of its advice and the words it shares, with the key of each.
const JAPANESE: [&str; 2] = [
    include_str!("../../../../shared/locales/ja/page.ftl"),
    include_str!("../../../../shared/locales/ja/advice.ftl"),
];
const ENGLISH: [&str; 2] = [
    include_str!("../../../../shared/locales/en/page.ftl"),
    include_str!("../../../../shared/locales/en/advice.ftl"),
];

#[test]
fn sentences_are_short() {
    for (key, text) in texts(JAPANESE) {
        for sentence in plain(text).split('。') {
            assert!(sentence.chars().count() <= 40, "{key}: {sentence}");
        }
    }
    for (key, text) in texts(ENGLISH) {
        for sentence in plain(text).split(['.', '?', ':']) {
            assert!(sentence.split_whitespace().count() <= 18, "{key}: {sentence}");
        }
    }
}

#[test]
fn nothing_frightens_and_nobody_is_told_to_click_here() {
    let words =
        ["危険", "警告！", "感染して", "至急", "ここをクリック", "danger", "urgent", "click", "infected"];
    for (key, text) in texts(JAPANESE).chain(texts(ENGLISH)) {
        for word in words {
            assert!(!text.to_lowercase().contains(word), "{key}: {word}");
        }
        assert!(!text.contains('!') && !text.contains('！'), "{key}");
    }
}

#[test]
fn names_of_protocols_stand_only_where_they_are_read_off_a_screen() {
    let names =
        ["FTP", "SSH", "elnet", "DNS", "HTTP", "SMB", "UPnP", "NTP", "SSDP", "NAT-PMP", "TCP", "UDP", "CVE"];
    for (key, text) in texts(JAPANESE).chain(texts(ENGLISH)) {
        let unquoted = outside_quotes(text);
        for name in names {
            assert!(!unquoted.contains(name), "{key}: {name}");
        }
    }
}

fn texts(sources: [&'static str; 2]) -> impl Iterator<Item = (&'static str, &'static str)> {
    sources.into_iter().flat_map(str::lines).filter_map(|line| line.split_once(" = "))
}

/// A text without its placeables, which are counted where they come from.
fn plain(text: &str) -> String {
    outside(text, '{', '}')
}

fn outside_quotes(text: &str) -> String {
    outside(&outside(text, '「', '」'), '“', '”')
}

fn outside(text: &str, opens: char, closes: char) -> String {
    let mut kept = String::new();
    let mut depth = 0_u32;
    for character in text.chars() {
        if character == opens {
            depth += 1;
        } else if character == closes {
            depth = depth.saturating_sub(1);
        } else if depth == 0 {
            kept.push(character);
        }
    }
    kept
}
