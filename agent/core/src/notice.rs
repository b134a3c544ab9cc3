//! The messages of the inbox, what is still to be said about them, and what the backend was told of that.

use std::collections::{BTreeMap, BTreeSet};

use akabeko_shared::wire::{Inbox, InboxNotice, NoticeState};
use akabeko_shared::{NoticeId, Stage};

use crate::{Origin, Remembered};

/// What the inbox held when it was last read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Notices {
    is_read: bool,
    open: Vec<InboxNotice>,
    closed: Vec<InboxNotice>,
    reported: BTreeMap<NoticeId, Stage>,
    unpopped: BTreeSet<NoticeId>,
    unthanked: BTreeSet<NoticeId>,
    unsent: BTreeSet<(NoticeId, Stage)>,
    failed: BTreeSet<(NoticeId, Stage)>,
}

/// More messages than an honest backend has for one agent.
const MOST: usize = 100;

impl Notices {
    /// Before the inbox is read. What popped up in an earlier life was reported then.
    pub(crate) fn new(popped: &BTreeSet<NoticeId>) -> Self {
        let reported = popped.iter().map(|notice| (*notice, Stage::Popup)).collect();
        Self { reported, ..Self::default() }
    }

    /// Takes the inbox as the one truth, except pages that are not on `server`: those are never shown.
    pub(crate) fn read(&mut self, inbox: Inbox, server: &Origin) {
        (self.open, self.closed) = (Vec::new(), Vec::new());
        for notice in inbox.notices.into_iter().filter(|notice| server.covers(&notice.url)).take(MOST) {
            match notice.state {
                NoticeState::Open => self.open.push(notice),
                NoticeState::Closed => self.closed.push(notice),
                NoticeState::Ended => {}
            }
        }
        let known: BTreeSet<NoticeId> =
            self.open.iter().chain(&self.closed).map(|notice| notice.notice).collect();
        self.reported.retain(|notice, _| known.contains(notice));
        self.is_read = true;
    }

    /// The backend that said all this no longer knows us.
    pub(crate) fn forget(&mut self) {
        *self = Self::default();
    }

    pub(crate) fn is_read(&self) -> bool {
        self.is_read
    }

    pub(crate) fn open(&self) -> &[InboxNotice] {
        &self.open
    }

    /// Takes out of `memory` what was planned and never said: since then the notice may have closed, or the
    /// person may want quiet.
    pub(crate) fn take_back(&mut self, memory: &mut Remembered) {
        for notice in std::mem::take(&mut self.unpopped) {
            memory.popped.remove(&notice);
        }
        for notice in std::mem::take(&mut self.unthanked) {
            memory.thanked.remove(&notice);
        }
    }

    /// Puts into `memory` what is to be said: the open notices that did not pop up yet, and the closings that a
    /// person who saw the notice did not hear of yet.
    pub(crate) fn plan(&mut self, memory: &mut Remembered) {
        let open = self.open.iter().map(|notice| notice.notice);
        self.unpopped.extend(open.filter(|notice| memory.popped.insert(*notice)));
        let closed = self.closed.iter().map(|notice| notice.notice);
        let seen = closed.filter(|notice| memory.popped.contains(notice));
        self.unthanked.extend(seen.filter(|notice| memory.thanked.insert(*notice)));
        memory.trim();
    }

    /// The notices to pop up, now that these are written down; from now on they did.
    pub(crate) fn pops(&mut self, written: &BTreeSet<NoticeId>) -> Vec<InboxNotice> {
        let known = self.open.iter().filter(|notice| written.contains(&notice.notice));
        known.filter(|notice| self.unpopped.remove(&notice.notice)).cloned().collect()
    }

    /// The closings to be said, now that these are written down; from now on they were.
    pub(crate) fn closings(&mut self, written: &BTreeSet<NoticeId>) -> Vec<InboxNotice> {
        let known = self.closed.iter().filter(|notice| written.contains(&notice.notice));
        known.filter(|notice| self.unthanked.remove(&notice.notice)).cloned().collect()
    }

    /// The steps that the open notices came to and that the backend was not told; from now on it was.
    pub(crate) fn reports(&mut self, reached: Stage) -> Vec<(NoticeId, Stage)> {
        for notice in &self.open {
            let has_popped = !self.unpopped.contains(&notice.notice);
            let reached = if has_popped { reached } else { reached.min(Stage::Drawn) };
            let before = self.reported.get(&notice.notice).copied();
            let steps = [Stage::Delivered, Stage::Drawn, Stage::Popup].into_iter();
            let new = steps.filter(|stage| Some(*stage) > before && *stage <= reached);
            self.unsent.extend(new.map(|stage| (notice.notice, stage)));
            self.reported.insert(notice.notice, before.map_or(reached, |before| before.max(reached)));
        }
        std::mem::take(&mut self.unsent).into_iter().collect()
    }

    /// A report did not arrive; it is kept for when the backend answers again.
    pub(crate) fn keep(&mut self, notice: NoticeId, stage: Stage) {
        self.failed.insert((notice, stage));
    }

    /// The backend answers again.
    pub(crate) fn send_kept(&mut self) {
        self.unsent.append(&mut self.failed);
    }
}
