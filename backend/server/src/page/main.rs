//! The three templates and what each of them is given.

use akabeko_shared::Port;
use askama::Template;
use jiff::Timestamp;

use super::again::Again;
use super::ask::{self, Question};
use super::door::{self, Row};
use super::frame::Frame;
use super::measure::{self, Measure};
use super::{NoticePage, moment};

/// The notice itself.
#[derive(Template)]
#[template(path = "notice.html")]
pub(super) struct Main<'a> {
    frame: Frame<'a>,
    page: &'a NoticePage<'a>,
    doors: Vec<Row>,
    meanings: Vec<(String, String)>,
    questions: Vec<Question>,
    measures: Vec<Measure>,
    again: Option<Again>,
}

/// The page that stands before the notice and explains what it is.
#[derive(Template)]
#[template(path = "landing.html")]
pub(super) struct Landing<'a> {
    pub(super) frame: Frame<'a>,
    pub(super) page: &'a NoticePage<'a>,
}

/// The page for an address that leads nowhere.
#[derive(Template)]
#[template(path = "lost.html")]
pub(super) struct Lost<'a> {
    pub(super) frame: Frame<'a>,
}

impl<'a> Main<'a> {
    /// The notice of a page.
    pub(super) fn of(page: &'a NoticePage<'a>) -> Self {
        let doors = door::rows(page);
        Self {
            frame: if page.sample { Frame::sample(page) } else { Frame::main(page) },
            page,
            meanings: door::meanings(page),
            questions: ask::questions(page, &doors),
            measures: measure::measures(page, &doors),
            again: Again::of(page),
            doors,
        }
    }

    fn headline(&self) -> String {
        self.frame.with(&self.page.variant.key("page-headline"), "count", self.count())
    }

    /// The first sentence.
    fn lead(&self) -> String {
        self.frame.text(&self.page.variant.key("page-calm"))
    }

    fn count(&self) -> String {
        self.doors.len().to_string()
    }

    fn moment(&self, at: &Timestamp) -> String {
        moment::moment(self.page.catalogue, self.page.time_zone, *at)
    }

    fn is_finished(&self) -> bool {
        let ports: Vec<Port> = self.doors.iter().map(|door| door.port).collect();
        self.page.survey.is_finished(&ports)
    }

    fn is_shut(&self) -> bool {
        self.page.closed_at.is_some() || self.again.as_ref().is_some_and(Again::is_shut)
    }

    fn asks_others(&self) -> bool {
        self.measures.iter().any(Measure::is_for_others)
    }

    fn gets_support(&self) -> bool {
        self.measures.iter().any(Measure::is_support)
    }

    /// Whether the next thing to press is the button that scans again.
    fn is_scan_next(&self) -> bool {
        self.is_finished() && !self.is_shut() && self.measures.iter().any(Measure::is_for_a_scan)
    }
}
