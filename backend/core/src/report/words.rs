//! What a page says, in the reader's language.

use akabeko_shared::locale::Catalogue;

use super::numbers::percent;

/// The texts of one language.
pub(super) struct Words<'a>(pub(super) &'a Catalogue);

impl Words<'_> {
    pub(super) fn say(&self, key: &str) -> String {
        self.0.text(key)
    }

    pub(super) fn say_with(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.0.text_with(key, values)
    }

    /// What a group is called: its own name, if it is a campaign.
    pub(super) fn group(&self, group: &str) -> String {
        let key = format!("report-group-{group}");
        if self.0.has(&key) { self.say(&key) } else { group.to_owned() }
    }

    /// A rate, or a dash for none.
    pub(super) fn rate(&self, rate: Option<f64>) -> String {
        rate.map_or_else(|| "–".to_owned(), percent)
    }

    /// An interval of rates, or nothing.
    pub(super) fn interval(&self, low: Option<f64>, high: Option<f64>) -> String {
        let ends = low.zip(high);
        ends.map_or_else(String::new, |(low, high)| {
            self.say_with("report-range", &[("low", &percent(low)), ("high", &percent(high))])
        })
    }
}
