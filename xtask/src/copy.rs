//! The manner of the texts that a worried person reads: calm, short, in everyday words. What they must find on a
//! screen stands quoted, and may then be called by its own name.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::command::root;

/// The files whose texts a person reads about their own line.
const FILES: [&str; 2] = ["page.ftl", "advice.ftl"];

/// Looks at every text in both languages, and names whatever breaks a rule.
pub(crate) fn check() -> Result<()> {
    let mut faults = Vec::new();
    for manner in [JAPANESE, ENGLISH] {
        for file in FILES {
            let path = format!("shared/locales/{}/{file}", manner.language);
            let source = fs::read_to_string(root().join(&path)).with_context(|| format!("read {path}"))?;
            faults.extend(
                texts(&source)
                    .flat_map(|(line, text)| {
                        manner.faults(text).into_iter().map(move |fault| (line, fault)).collect::<Vec<_>>()
                    })
                    .map(|(line, fault)| format!("{path}:{line}: {fault}")),
            );
        }
    }
    ensure!(faults.is_empty(), "write calmly and shortly:\n{}", faults.join("\n"));
    Ok(())
}

/// What is asked of the texts of one language.
struct Manner {
    language: &'static str,
    ends: &'static [char],
    longest: usize,
    /// How long a sentence is, in what is counted.
    length: fn(&str) -> usize,
    counted: &'static str,
    refused: &'static [&'static str],
}

const JAPANESE: Manner = Manner {
    language: "ja",
    ends: &['。'],
    longest: 40,
    length: |sentence| sentence.chars().count(),
    counted: "characters",
    refused: &[
        "危険",
        "警告！",
        "感染して",
        "至急",
        "今すぐ",
        "電話してください",
        "ここをクリック",
        "!",
        "！",
    ],
};

const ENGLISH: Manner = Manner {
    language: "en",
    ends: &['.', '?', ':'],
    longest: 18,
    length: |sentence| sentence.split_whitespace().count(),
    counted: "words",
    refused: &["danger", "urgent", "immediately", "infected", "call us", "click", "!"],
};

/// Names that stand only where they are read off a screen.
const PROTOCOLS: [&str; 13] =
    ["FTP", "SSH", "elnet", "DNS", "HTTP", "SMB", "UPnP", "NTP", "SSDP", "NAT-PMP", "TCP", "UDP", "CVE"];

impl Manner {
    fn faults(&self, text: &str) -> Vec<String> {
        let (lower, plain) = (text.to_lowercase(), outside(text, '{', '}'));
        let unquoted = outside(&outside(&plain, '「', '」'), '“', '”');
        let long = plain.split(self.ends).filter(|sentence| (self.length)(sentence) > self.longest);
        let mut faults: Vec<String> =
            long.map(|sentence| format!("more than {} {}: {sentence}", self.longest, self.counted)).collect();
        let refused = self.refused.iter().filter(|word| lower.contains(*word));
        faults.extend(refused.map(|word| format!("says {word:?}")));
        let named = PROTOCOLS.iter().filter(|name| unquoted.contains(*name));
        faults.extend(named.map(|name| format!("names {name} outside of quotes")));
        let crowded = unquoted.split(self.ends).filter(|sentence| numbers(sentence) > 1);
        faults.extend(crowded.map(|sentence| format!("more than one number: {sentence}")));
        faults
    }
}

/// The texts of a catalogue, each with its line. A text may go on in lines that are set in.
fn texts(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = (1..).zip(source.lines()).filter(|(_, line)| !line.starts_with('#'));
    lines.filter_map(|(number, line)| {
        let text = match line.split_once(" = ") {
            Some((_, text)) => text,
            None => {
                line.trim_start().split_once("] ").filter(|_| line.starts_with(' ')).map(|(_, text)| text)?
            }
        };
        Some((number, text))
    })
}

/// How many numbers a sentence has.
fn numbers(sentence: &str) -> usize {
    sentence.split(|letter: char| !letter.is_numeric()).filter(|number| !number.is_empty()).count()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_finds_what_breaks_it_and_nothing_else() {
        for (text, faults) in [
            ("We look again tomorrow.", 0),
            ("This is a danger to you.", 1),
            ("Click here!", 2),
            ("Turn off “Telnet” now.", 0),
            ("Turn off Telnet now.", 1),
            ("After 3 or 7 days.", 1),
            ("Seen on { $open } of { $days } days.", 0),
            ("one two three four five six seven eight nine ten eleven twelve a b c d e f g.", 1),
            ("one two three four five six seven eight nine. ten eleven twelve a b c d e f g.", 0),
        ] {
            assert_eq!(ENGLISH.faults(text).len(), faults, "{text}: {:?}", ENGLISH.faults(text));
        }
        for (text, faults) in [
            ("ルーターの「SSH」を切ります。", 0),
            ("SSHは危険です。", 2),
            ("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一。", 1),
        ] {
            assert_eq!(JAPANESE.faults(text).len(), faults, "{text}");
        }
    }

    #[test]
    fn every_text_is_looked_at_also_where_it_depends_on_a_number() {
        let source = "### About\n\nkey = One text.\nother = { $count ->\n    [one] A day\n   *[other] { $count } days\n  }\n";
        let found: Vec<_> = texts(source).collect();
        assert_eq!(found, [(3, "One text."), (4, "{ $count ->"), (5, "A day"), (6, "{ $count } days")]);
    }
}
