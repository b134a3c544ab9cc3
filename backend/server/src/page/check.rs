//! “Is this really from you?”: whoever got a message can have its check word looked up.

use akabeko_shared::locale::Catalogue;
use askama::Template;

use super::Organisation;
use super::frame::Frame;

/// All that the page shows, as plain values.
pub(crate) struct CheckPage<'a> {
    /// The texts of the page's language.
    pub(crate) catalogue: &'a Catalogue,
    /// Who runs the service.
    pub(crate) organisation: &'a Organisation,
    /// What came of the look.
    pub(crate) verdict: Verdict,
}

/// What a check word turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing was asked yet.
    Asks,
    /// We sent a notice with this word.
    Ours,
    /// We sent none.
    Unknown,
    /// Too much was asked from there.
    TooMany,
}

impl Verdict {
    fn key(self) -> &'static str {
        match self {
            Self::Asks => "page-check-headline",
            Self::Ours => "page-check-ours",
            Self::Unknown => "page-check-unknown",
            Self::TooMany => "page-check-too-many",
        }
    }

    fn more(self) -> [&'static str; 2] {
        match self {
            Self::Asks => ["page-check-how", "page-check-app"],
            Self::Ours => ["page-check-ours-app", "page-check-ours-never"],
            Self::Unknown => ["page-check-unknown-do", "page-check-unknown-spelling"],
            Self::TooMany => ["page-check-too-many-do", "page-check-app"],
        }
    }
}

#[derive(Template)]
#[template(path = "check.html")]
struct Page<'a> {
    frame: Frame<'a>,
    page: &'a CheckPage<'a>,
}

/// Writes the page.
pub(crate) fn check(page: &CheckPage) -> Result<String, askama::Error> {
    Page { frame: Frame::check(page.catalogue), page }.render()
}
