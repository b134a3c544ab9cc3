//! The scan that the person asked for: under way, done, or given up.

use akabeko_core::schedule::Unavailable;
use akabeko_shared::wire::{ScanState, SeenPort};
use akabeko_shared::{PortState, ScanId};

use super::{NoticePage, Rescan, door, moment};

/// A scan as the page shows it.
pub(super) struct Again {
    /// Which.
    pub(super) scan: Option<ScanId>,
    /// What came of it, in a word: `due`, `shut`, `open`, `withheld` or `dropped`.
    pub(super) mood: &'static str,
    /// What came of it, in a line.
    pub(super) title: String,
    /// What that means or what to do.
    pub(super) more: String,
    /// When it ended.
    pub(super) at: Option<String>,
    /// Each port of interest, its state in words, and whether it is open.
    pub(super) seen: Vec<(String, String, bool)>,
}

impl Again {
    /// The scan of a page, or why there is none although the person asked.
    pub(super) fn of(page: &NoticePage) -> Option<Self> {
        let refused = || page.unavailable.map(|reason| Self::refused(page, reason));
        page.rescan.as_ref().map(|rescan| Self::made(page, rescan)).or_else(refused)
    }

    fn refused(page: &NoticePage, reason: Unavailable) -> Self {
        let key = match reason {
            Unavailable::NotHere => "page-again-not-here",
            Unavailable::Vetoed => "page-again-vetoed",
            Unavailable::Withdrawn => "page-again-withdrawn",
            Unavailable::TooMany => "page-again-too-many",
            Unavailable::OptedOut => "page-again-opted-out",
            Unavailable::Halted => "page-again-halted",
        };
        let (title, more) = (page.catalogue.text(key), page.catalogue.text(&format!("{key}-more")));
        Self { scan: None, mood: "dropped", title, more, at: None, seen: Vec::new() }
    }

    fn made(page: &NoticePage, rescan: &Rescan) -> Self {
        let seen: Vec<_> = rescan.seen.iter().filter(|seen| is_of_interest(page, seen)).collect();
        let open = seen.iter().filter(|seen| seen.state == PortState::Open).count();
        let mood = mood(rescan.state, open, page.withheld);
        let key = format!("page-again-{mood}");
        Self {
            scan: Some(rescan.scan),
            mood,
            title: page.catalogue.text_with(&key, &[("count", &open.to_string())]),
            more: page.catalogue.text(&format!("{key}-more")),
            at: rescan.finished_at.map(|at| moment::moment(page.catalogue, page.time_zone, at)),
            seen: seen.into_iter().map(|seen| line(page, seen)).collect(),
        }
    }

    /// Whether it is done and nothing is open any more.
    pub(super) fn is_shut(&self) -> bool {
        self.mood == "shut"
    }
}

fn mood(state: ScanState, open: usize, withheld: bool) -> &'static str {
    match (state, open) {
        (ScanState::Due, _) => "due",
        (ScanState::Done, _) if withheld => "withheld",
        (ScanState::Done, 0) => "shut",
        (ScanState::Done, _) => "open",
        (ScanState::Dropped, _) => "dropped",
    }
}

/// The ports of the notice, and any other that turned out to be open.
fn is_of_interest(page: &NoticePage, seen: &SeenPort) -> bool {
    seen.state == PortState::Open || page.doors.iter().any(|door| door.port == seen.port)
}

fn line(page: &NoticePage, seen: &SeenPort) -> (String, String, bool) {
    (door::name(page, seen.port), door::state(page, seen.state), seen.state == PortState::Open)
}
