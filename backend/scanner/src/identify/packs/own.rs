//! Our own pack: small, reviewed, devices of Japanese homes first.

use regex::Regex;
use serde::Deserialize;

use crate::identify::fact::{Fact, Kind};
use crate::identify::guess::{Certainty, Guess};

/// The pack as it is written.
const TEXT: &str = include_str!("own.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pack {
    entry: Vec<Written>,
}

/// One entry as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    on: Vec<Kind>,
    pattern: String,
    maker: Option<String>,
    model: Option<String>,
    kind: Option<String>,
    software: Option<String>,
    certainty: Certainty,
    #[cfg_attr(not(test), expect(dead_code, reason = "a test holds the pattern against it"))]
    example: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "written for those who review the pack"))]
    source: String,
}

/// A pattern and what it stands for. `$1` in a word stands for the first group of the pattern.
#[derive(Debug)]
pub(super) struct Entry {
    on: Vec<Kind>,
    pattern: Regex,
    maker: Option<String>,
    model: Option<String>,
    kind: Option<String>,
    software: Option<String>,
    certainty: Certainty,
}

/// All entries.
pub(super) fn entries() -> Vec<Entry> {
    written().into_iter().map(Entry::of).collect()
}

fn written() -> Vec<Written> {
    toml::from_str::<Pack>(TEXT).expect("a test reads it").entry
}

impl Entry {
    fn of(written: Written) -> Self {
        let pattern = Regex::new(&written.pattern).expect("a test compiles each");
        let Written { on, maker, model, kind, software, certainty, pattern: _, example: _, source: _ } =
            written;
        Self { on, pattern, maker, model, kind, software, certainty }
    }

    /// What this entry makes of a fact.
    pub(super) fn guess(&self, fact: &Fact) -> Option<Guess> {
        if !self.on.contains(&fact.kind) {
            return None;
        }
        let found = self.pattern.captures(&fact.text)?;
        let filled = |word: &Option<String>| {
            let mut text = String::new();
            found.expand(word.as_deref()?, &mut text);
            Some(text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        Some(Guess {
            maker: filled(&self.maker),
            model: filled(&self.model),
            kind: filled(&self.kind),
            software: filled(&self.software),
            certainty: self.certainty,
            because: Some(fact.clone()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_recognises_its_own_example_and_says_where_it_is_from() {
        for written in written() {
            assert!(!written.source.is_empty(), "{}", written.pattern);
            let example = written.example.clone();
            let told_model = written.model.is_some();
            let entry = Entry::of(written);
            for kind in &entry.on {
                let guess = entry.guess(&Fact { kind: *kind, text: example.clone() });
                let guess = guess.unwrap_or_else(|| panic!("{} does not match {example:?}", entry.pattern));
                assert_eq!(guess.model.is_some(), told_model, "{example}");
                assert!(
                    guess.maker.is_some() || guess.software.is_some() || guess.kind.is_some(),
                    "{example}"
                );
                assert!(!told_model || guess.model.is_some(), "{example}");
            }
        }
    }

    #[test]
    fn no_entry_matches_what_anybody_could_say() {
        let common = [
            "",
            "login:",
            "Login",
            "index",
            "nginx",
            "Apache",
            "404 Not Found",
            "Password:",
            "Hana's blog - 日記",
            "Archer Homes",
            "TD 2024",
            "Basic realm=\"Login to router\"",
            "Basic realm=\"Login to ROUTER12\"",
        ];
        for entry in entries() {
            for text in common {
                for kind in &entry.on {
                    let guess = entry.guess(&Fact { kind: *kind, text: text.to_owned() });
                    assert_eq!(guess, None, "{text:?}");
                }
            }
        }
    }
}
