//! The catalogue: one set of texts for tray, mail, pages and apps, in Japanese and English.

use std::fmt;
use std::str::FromStr;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

/// A language that every text exists in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Japanese.
    #[default]
    Ja,
    /// English.
    En,
}

impl Language {
    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// The best of both for the value of an `Accept-Language` header (RFC 9110, section 12.5.4).
    pub fn accepted(header: &str) -> Option<Self> {
        let mut choices: Vec<(Self, f32)> = header.split(',').filter_map(Self::weighed).collect();
        choices.sort_by(|(_, left), (_, right)| right.total_cmp(left));
        choices.first().map(|(language, _)| *language)
    }

    fn weighed(choice: &str) -> Option<(Self, f32)> {
        let mut parts = choice.split(';').map(str::trim);
        let language = parts.next()?.split('-').next()?.to_ascii_lowercase().parse().ok()?;
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1.0), |q| q.parse().ok())?;
        (weight > 0.0).then_some((language, weight))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "ja" => Ok(Self::Ja),
            "en" => Ok(Self::En),
            _ => Err(format!("{text:?} is not a language here: expected ja or en")),
        }
    }
}

/// The texts of one language.
pub struct Catalogue {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Catalogue {
    /// Reads the texts that are built in.
    ///
    /// # Panics
    /// When a built-in file is not valid Fluent, which a test rules out.
    pub fn new(language: Language) -> Self {
        let locale: LanguageIdentifier = language.tag().parse().expect("a language's tag is well-formed");
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Marks that isolate the direction of a value would show up as boxes in mails and terminals.
        bundle.set_use_isolating(false);
        for source in sources(language) {
            let resource = FluentResource::try_new(source.to_owned())
                .unwrap_or_else(|(_, errors)| panic!("failed to parse the catalogue: {errors:?}"));
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }

    /// The language of these texts.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether there is a text for `key`.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.get_message(key).is_some_and(|message| message.value().is_some())
    }

    /// The text for `key`, or the key itself where there is none.
    pub fn text(&self, key: &str) -> String {
        self.text_with(key, &[])
    }

    /// The text for `key` with values in it: `text_with("seen-on", &[("open", "3"), ("days", "30")])`.
    pub fn text_with(&self, key: &str, values: &[(&str, &str)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            match value.parse::<i64>() {
                Ok(number) => arguments.set(*name, number),
                Err(_) => arguments.set(*name, *value),
            }
        }
        self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }
}

fn sources(language: Language) -> [&'static str; 7] {
    match language {
        Language::Ja => [
            include_str!("../locales/ja/words.ftl"),
            include_str!("../locales/ja/page.ftl"),
            include_str!("../locales/ja/advice.ftl"),
            include_str!("../locales/ja/status.ftl"),
            include_str!("../locales/ja/tray.ftl"),
            include_str!("../locales/ja/app.ftl"),
            include_str!("../locales/ja/report.ftl"),
        ],
        Language::En => [
            include_str!("../locales/en/words.ftl"),
            include_str!("../locales/en/page.ftl"),
            include_str!("../locales/en/advice.ftl"),
            include_str!("../locales/en/status.ftl"),
            include_str!("../locales/en/tray.ftl"),
            include_str!("../locales/en/app.ftl"),
            include_str!("../locales/en/report.ftl"),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PORTS;
    use std::collections::BTreeSet;

    fn keys(language: Language) -> BTreeSet<String> {
        let starts_key = |line: &&str| line.starts_with(|first: char| first.is_ascii_lowercase());
        sources(language)
            .into_iter()
            .flat_map(|source| source.lines().filter(starts_key))
            .map(|line| line.split('=').next().unwrap_or_default().trim().to_owned())
            .collect()
    }

    #[test]
    fn both_languages_have_the_same_texts() {
        let (japanese, english) = (keys(Language::Ja), keys(Language::En));
        assert_eq!(japanese.symmetric_difference(&english).collect::<Vec<_>>(), Vec::<&String>::new());
        assert!(japanese.len() > 20);
    }

    #[test]
    fn every_watched_port_has_a_name_in_both_languages() {
        for language in [Language::Ja, Language::En] {
            let catalogue = Catalogue::new(language);
            for port in PORTS {
                let key = format!("service-{}", port.service().unwrap().key());
                assert!(catalogue.has(&key), "{key} is missing in {language}");
            }
        }
    }

    #[test]
    fn the_browser_s_first_choice_wins() {
        let choices = [
            ("ja,en;q=0.8", Some(Language::Ja)),
            ("en-GB,en;q=0.9,ja;q=0.8", Some(Language::En)),
            ("fr, ja;q=0.2, en;q=0.5", Some(Language::En)),
            ("fr", None),
            ("en;q=0, ja;q=0.1", Some(Language::Ja)),
            ("", None),
        ];
        for (header, language) in choices {
            assert_eq!(Language::accepted(header), language, "for {header:?}");
        }
    }
}
