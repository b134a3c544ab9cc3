//! The messages of the inbox, what is still to be said about them, and what the backend was told of that.

use std::collections::{BTreeMap, BTreeSet};

use akabeko_shared::wire::{Inbox, InboxNotice, NoticeState};
use akabeko_shared::{NoticeId, Stage};

use crate::Origin;

/// What the inbox held when it was last read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Notices {
    is_read: bool,
    open: Vec<InboxNotice>,
    closed: Vec<InboxNotice>,
    reported: BTreeMap<NoticeId, Stage>,
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

    /// The notices that did not pop up yet; from now on they did.
    pub(crate) fn pops(&self, popped: &mut BTreeSet<NoticeId>) -> Vec<InboxNotice> {
        self.open.iter().filter(|notice| popped.insert(notice.notice)).cloned().collect()
    }

    /// The closings that a person who saw the notice did not hear of yet; from now on they did.
    pub(crate) fn closings(
        &self,
        popped: &BTreeSet<NoticeId>,
        thanked: &mut BTreeSet<NoticeId>,
    ) -> Vec<InboxNotice> {
        let seen = self.closed.iter().filter(|notice| popped.contains(&notice.notice));
        seen.filter(|notice| thanked.insert(notice.notice)).cloned().collect()
    }

    /// The steps that the open notices came to and that the backend was not told; from now on it was.
    pub(crate) fn reports(&mut self, reached: Stage) -> Vec<(NoticeId, Stage)> {
        for notice in &self.open {
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
