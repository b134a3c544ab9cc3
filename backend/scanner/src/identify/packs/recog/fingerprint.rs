//! One fingerprint: a pattern that has shown on its own examples that it works.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use data_encoding::BASE64;
use regex::bytes::{Regex, RegexBuilder};

use super::document::{Example, Parameter, Written};
use crate::identify::fact::Fact;
use crate::identify::guess::{Certainty, Guess};

/// How large a compiled pattern and its cache may become, in bytes.
const LARGEST_PATTERN: usize = 1 << 20;
const LARGEST_CACHE: usize = 64 * 1_024;

/// How often values may name other values.
const NESTING: usize = 4;

/// Certainties at which recog's own number becomes one of our words.
const MEDIUM_FROM: f64 = 0.5;
const HIGH_FROM: f64 = 0.85;

/// What a match yields: values by name, such as `hw.vendor`.
pub(super) type Asserted = BTreeMap<String, String>;

#[derive(Debug)]
pub(super) struct Fingerprint {
    pattern: Regex,
    parameters: Vec<Parameter>,
}

impl Fingerprint {
    /// Compiles a fingerprint and holds it against its examples, which may stand in files beside its own.
    pub(super) fn of(written: Written, file: &Path) -> Result<Self, String> {
        let pattern = compile(&written.pattern, &written.flags)?;
        let groups = pattern.captures_len();
        if let Some(parameter) = written.parameters.iter().find(|parameter| parameter.position >= groups) {
            return Err(format!(
                "{} is in group {}, which does not exist",
                parameter.name, parameter.position
            ));
        }
        let fingerprint = Self { pattern, parameters: written.parameters };
        for example in &written.examples {
            fingerprint.check(example, file)?;
        }
        Ok(fingerprint)
    }

    fn check(&self, example: &Example, file: &Path) -> Result<(), String> {
        let bytes = bytes(example, file)?;
        let shown = || String::from_utf8_lossy(&bytes).chars().take(60).collect::<String>();
        let asserted =
            self.assert(&bytes).ok_or_else(|| format!("does not match its example {:?}", shown()))?;
        let expected = example.attributes.iter().filter(|(name, _)| !name.starts_with('_'));
        for (name, value) in expected {
            let found = asserted.get(name).map_or("", String::as_str);
            if found != value {
                return Err(format!(
                    "yields {name} {found:?} instead of {value:?} for its example {:?}",
                    shown()
                ));
            }
        }
        Ok(())
    }

    /// What a match yields; none if there is none.
    pub(super) fn assert(&self, text: &[u8]) -> Option<Asserted> {
        let found = self.pattern.captures(text)?;
        let mut asserted = Asserted::new();
        for Parameter { name, position, value } in &self.parameters {
            let value = match position {
                0 => Some(value.clone()),
                group => {
                    found.get(*group).map(|group| String::from_utf8_lossy(group.as_bytes()).into_owned())
                }
            };
            asserted.extend(value.filter(|value| !value.is_empty()).map(|value| (name.clone(), value)));
        }
        interpolate(&mut asserted);
        Some(asserted)
    }
}

/// `.` stands for a byte, as it does in most engines that these were written for; `^` and `$` stand at every line, as
/// they do in Ruby.
fn compile(pattern: &str, flags: &str) -> Result<Regex, String> {
    let mut builder = RegexBuilder::new(pattern);
    builder.unicode(false).multi_line(true).size_limit(LARGEST_PATTERN).dfa_size_limit(LARGEST_CACHE);
    for flag in flags.split([',', '|']).map(str::trim).filter(|flag| !flag.is_empty()) {
        match flag {
            "REG_ICASE" => builder.case_insensitive(true),
            "REG_DOT_NEWLINE" | "REG_MULTILINE" | "REG_LINE_ANY_CRLF" => builder.dot_matches_new_line(true),
            other => return Err(format!("unknown flag {other}")),
        };
    }
    builder.build().map_err(|error| {
        let text = error.to_string();
        format!("failed to compile the pattern: {}", text.lines().last().unwrap_or_default().trim())
    })
}

fn bytes(example: &Example, file: &Path) -> Result<Vec<u8>, String> {
    if let Some(name) = example.attributes.get("_filename") {
        return beside(file, name);
    }
    if example.attributes.get("_encoding").is_some_and(|encoding| encoding == "base64") {
        let packed: String = example.text.split_whitespace().collect();
        return BASE64.decode(packed.as_bytes()).map_err(|error| format!("an example is no base64: {error}"));
    }
    Ok(example.text.clone().into_bytes())
}

/// An example in a file of its own, in a folder that has the name of the fingerprints' file. It can be nowhere else.
fn beside(file: &Path, name: &str) -> Result<Vec<u8>, String> {
    if name.is_empty() || name.contains(['/', '\\']) || name.starts_with('.') {
        return Err(format!("the example's file name {name:?} leads elsewhere"));
    }
    let path = file.with_extension("").join(name);
    fs::read(&path).map_err(|error| format!("failed to read the example {}: {error}", path.display()))
}

/// Puts values in the place of their names in braces, as in `cpe:/o:maker:{os.version}`.
fn interpolate(asserted: &mut Asserted) {
    for _ in 0..NESTING {
        let values = asserted.clone();
        let mut is_stable = true;
        for text in asserted.values_mut().filter(|text| text.contains('{')) {
            let filled = fill(text, &values);
            is_stable &= filled == *text;
            *text = filled;
        }
        if is_stable {
            return;
        }
    }
}

/// The longest text that filling in may make, in bytes.
const LONGEST: usize = 1_024;

fn fill(text: &str, values: &Asserted) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        filled.push_str(&rest[..start]);
        rest = &rest[start..];
        let Some(end) = rest.find('}') else { break };
        filled.push_str(values.get(&rest[1..end]).map_or("-", String::as_str));
        rest = &rest[end + 1..];
        if filled.len() > LONGEST {
            return filled;
        }
    }
    filled + rest
}

/// The guess in what was asserted; none if nothing was, or with no certainty at all.
pub(super) fn guess(asserted: &Asserted, fact: &Fact) -> Option<Guess> {
    let told = |names: &[&str]| {
        let values = names.iter().filter_map(|name| asserted.get(*name));
        values.map(|value| clean(value)).find(|value| !value.is_empty() && value != "Unknown")
    };
    let certainty = told(&["hw.certainty", "os.certainty", "service.certainty"]);
    let certainty = certainty.and_then(|text| text.parse().ok()).unwrap_or(MEDIUM_FROM);
    let guess = Guess {
        maker: told(&["hw.vendor"]).or_else(|| told(&["os.device"]).and_then(|_device| told(&["os.vendor"]))),
        model: told(&["hw.product", "hw.model", "hw.family"]),
        kind: told(&["hw.device", "os.device"]),
        software: software(asserted, told(&["service.product", "os.product"])),
        certainty: word(certainty),
        because: Some(fact.clone()),
    };
    let is_empty =
        [&guess.maker, &guess.model, &guess.kind, &guess.software].iter().all(|word| word.is_none());
    (!is_empty && certainty > 0.0).then_some(guess)
}

fn software(asserted: &Asserted, product: Option<String>) -> Option<String> {
    let product = product?;
    match asserted.get("service.version").filter(|_| asserted.contains_key("service.product")) {
        Some(version) => Some(format!("{product} {}", clean(version))),
        None => Some(product),
    }
}

fn word(certainty: f64) -> Certainty {
    if certainty >= HIGH_FROM {
        Certainty::High
    } else if certainty >= MEDIUM_FROM {
        Certainty::Medium
    } else {
        Certainty::Low
    }
}

/// A value came out of what a device said, so it is cleaned as a fact is.
fn clean(value: &str) -> String {
    Fact::new(crate::identify::fact::Kind::Banner, value).map(|fact| fact.text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_braces_are_filled_in_and_never_for_ever() {
        let of = |pairs: &[(&str, &str)]| -> Asserted {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let mut asserted =
            of(&[("v", "1.2"), ("cpe", "x:{v}:{none}"), ("loop", "{loop}{loop}"), ("open", "{v")]);
        interpolate(&mut asserted);
        assert_eq!(asserted["cpe"], "x:1.2:-");
        assert_eq!(asserted["open"], "{v");
        assert!(asserted["loop"].len() < LONGEST * 4);
    }

    #[test]
    fn an_example_never_leads_out_of_its_folder() {
        for name in ["../../etc/passwd", "/etc/passwd", "..", "a\\b", ""] {
            assert!(beside(Path::new("/nowhere/x.xml"), name).unwrap_err().contains("leads elsewhere"));
        }
    }
}
