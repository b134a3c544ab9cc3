//! The page on which whoever holds an address has it left alone.

use std::net::IpAddr;

use akabeko_shared::locale::Catalogue;
use askama::Template;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::frame::Frame;
use super::{Organisation, moment};

/// All that the page shows, as plain values.
pub(crate) struct OptOutPage<'a> {
    /// The texts of the page's language.
    pub(crate) catalogue: &'a Catalogue,
    /// Who runs the service.
    pub(crate) organisation: &'a Organisation,
    /// Where the page is read.
    pub(crate) address: IpAddr,
    /// The zone that days are shown in.
    pub(crate) time_zone: &'a TimeZone,
    /// Whether the address is left alone already, and until when if that ends by itself.
    pub(crate) left_alone: Option<Option<Timestamp>>,
}

#[derive(Template)]
#[template(path = "opt-out.html")]
struct Page<'a> {
    frame: Frame<'a>,
    page: &'a OptOutPage<'a>,
}

impl Page<'_> {
    fn until(&self) -> String {
        let day = |end| moment::day(self.page.catalogue, self.page.time_zone, end);
        match self.page.left_alone.flatten() {
            Some(end) => self.frame.with("page-opt-out-until", "day", day(end)),
            None => self.frame.text("page-opt-out-lasting"),
        }
    }
}

/// Writes the page.
pub(crate) fn opt_out(page: &OptOutPage) -> Result<String, askama::Error> {
    Page { frame: Frame::opt_out(page.catalogue), page }.render()
}

#[cfg(test)]
mod tests {
    use akabeko_shared::Language;

    use super::*;

    #[test]
    fn the_button_is_there_until_the_address_is_left_alone() {
        let end = "2027-03-31T15:00:00Z".parse().unwrap();
        for (left_alone, button, said) in [
            (None, true, "page-opt-out-press"),
            (Some(None), false, "page-opt-out-lasting"),
            (Some(Some(end)), false, "page-opt-out-done"),
        ] {
            for language in [Language::Ja, Language::En] {
                let (html, catalogue) = (html(language, left_alone), Catalogue::new(language));
                assert_eq!(html.contains("<form method=\"post\" action=\"/opt-out?lang="), button);
                assert!(html.contains(&catalogue.text(said)), "{said} in {language}");
                assert!(html.contains("203.0.113.24") && html.contains("Example"), "{language}");
            }
        }
        assert!(html(Language::En, Some(Some(end))).contains("Thu 1 Apr 2027"));
    }

    #[test]
    fn nothing_is_left_untranslated_and_it_leads_to_the_other_language() {
        for (language, other) in [(Language::Ja, "en"), (Language::En, "ja")] {
            for left_alone in [None, Some(None)] {
                let html = html(language, left_alone);
                assert!(!html.contains(">page-") && !html.contains("{$"), "{html}");
                assert!(html.contains(&format!("href=\"?lang={other}\"")));
            }
        }
    }

    fn html(language: Language, left_alone: Option<Option<Timestamp>>) -> String {
        let (catalogue, zone) = (Catalogue::new(language), TimeZone::get("Asia/Tokyo").unwrap());
        let organisation = Organisation { name: "Example University".into(), ..Organisation::default() };
        let (organisation, address) = (&organisation, "203.0.113.24".parse().unwrap());
        let page = OptOutPage { catalogue: &catalogue, organisation, address, time_zone: &zone, left_alone };
        opt_out(&page).unwrap()
    }
}
