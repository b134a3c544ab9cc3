//! What every page has around its text: language, title, the way to the other language, data for the script.

use akabeko_shared::Language;
use akabeko_shared::locale::Catalogue;
use akabeko_shared::wire::ScanState;

use super::{NoticePage, moment};

/// The frame of one page.
pub(super) struct Frame<'a> {
    catalogue: &'a Catalogue,
    /// The key of the title.
    pub(super) title: &'static str,
    /// The same page in the other language.
    pub(super) switch: String,
    /// What the script reports as seen, if anything.
    pub(super) seen: Option<Seen<'a>>,
    /// What to ask for again and again, without script, until a scan is done. It has no fragment: a refresh to
    /// the same address with one does not leave the document.
    pub(super) waiting: Option<String>,
}

/// What a visit is reported with.
pub(super) struct Seen<'a> {
    /// The path of the notice.
    pub(super) path: &'a str,
    /// `main` or `landing`.
    pub(super) page: &'static str,
}

impl<'a> Frame<'a> {
    /// Around the notice.
    pub(super) fn main(page: &NoticePage<'a>) -> Self {
        let due = page.rescan.filter(|rescan| rescan.state == ScanState::Due);
        let language = page.catalogue.language();
        let waiting = due.map(|due| format!("{}?lang={language}&page=main&scan={}", page.path, due.scan));
        let seen = Seen { path: page.path, page: "main" };
        Self { waiting, ..Self::around(page, seen, &whereabouts(page)) }
    }

    /// Around a sample, which reports nothing.
    pub(super) fn sample(page: &NoticePage<'a>) -> Self {
        let switch = format!("{}?language={}", page.path, other(page.catalogue));
        let catalogue = page.catalogue;
        Self { catalogue, title: "page-sample-title", switch, seen: None, waiting: None }
    }

    /// Around the page that stands before it.
    pub(super) fn landing(page: &NoticePage<'a>) -> Self {
        Self::around(page, Seen { path: page.path, page: "landing" }, "")
    }

    /// Around the page for an address that leads nowhere.
    pub(super) fn lost(catalogue: &'a Catalogue) -> Self {
        let switch = format!("?lang={}", other(catalogue));
        Self { catalogue, title: "page-lost-title", switch, seen: None, waiting: None }
    }

    /// Around the page for opting out, which reports nothing.
    pub(super) fn opt_out(catalogue: &'a Catalogue) -> Self {
        Self { title: "page-opt-out-title", ..Self::lost(catalogue) }
    }

    /// Around the page about us, which reports nothing.
    pub(super) fn about(catalogue: &'a Catalogue) -> Self {
        Self { title: "page-about-title", ..Self::lost(catalogue) }
    }

    /// Around the page that checks a word, which reports nothing.
    pub(super) fn check(catalogue: &'a Catalogue) -> Self {
        Self { title: "page-check-headline", ..Self::lost(catalogue) }
    }

    fn around(page: &NoticePage<'a>, seen: Seen<'a>, query: &str) -> Self {
        let switch = format!("{}?lang={}{query}", page.path, other(page.catalogue));
        Self { catalogue: page.catalogue, title: "page-title", switch, seen: Some(seen), waiting: None }
    }

    /// The text for `key`.
    pub(super) fn text(&self, key: &str) -> String {
        self.catalogue.text(key)
    }

    /// The text for `key` with one value in it.
    pub(super) fn with(&self, key: &str, name: &str, value: impl AsRef<str>) -> String {
        self.catalogue.text_with(key, &[(name, value.as_ref())])
    }

    /// The day on which the person installed the agent.
    pub(super) fn enrolled(&self, page: &NoticePage) -> String {
        moment::day(page.catalogue, page.time_zone, page.enrolled_at)
    }

    /// The language of the page.
    pub(super) fn language(&self) -> Language {
        self.catalogue.language()
    }

    /// The language that the page can be switched to.
    pub(super) fn other(&self) -> Language {
        other(self.catalogue)
    }
}

/// What leads back to the same notice, the scan that was asked for, and the place that a person had come to.
fn whereabouts(page: &NoticePage) -> String {
    match (page.rescan, page.survey.place()) {
        (Some(rescan), _) => format!("&page=main&scan={}#rescan", rescan.scan),
        (None, Some(_)) => "&page=main#next".to_owned(),
        (None, None) => "&page=main".to_owned(),
    }
}

fn other(catalogue: &Catalogue) -> Language {
    match catalogue.language() {
        Language::Ja => Language::En,
        Language::En => Language::Ja,
    }
}
