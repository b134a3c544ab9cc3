//! The messages of the inbox, what is still to be said about them, and what the backend was told of that.

mod reported;
mod unsaid;

use std::collections::BTreeSet;

use akabeko_shared::wire::{Inbox, InboxNotice, NoticeState};
use akabeko_shared::{NoticeId, Stage};
use jiff::Timestamp;

use self::reported::Reported;
use self::unsaid::Unsaid;
use crate::{Origin, Remembered};

/// What the inbox held when it was last read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Notices {
    is_read: bool,
    inbox: Vec<InboxNotice>,
    reported: Reported,
    unsaid: Unsaid,
}

/// More messages than an honest backend has for one agent.
const MOST: usize = 100;

impl Notices {
    /// Before the inbox is read. What popped up in an earlier life was reported then.
    pub(crate) fn new(popped: &BTreeSet<NoticeId>) -> Self {
        Self { reported: Reported::in_an_earlier_life(popped), ..Self::default() }
    }

    /// Takes the inbox as the one truth, except pages that are not on `server`: those are never shown.
    pub(crate) fn read(&mut self, inbox: Inbox, server: &Origin) {
        let ours = inbox.notices.into_iter().filter(|notice| server.covers(&notice.url));
        self.inbox = ours.take(MOST).collect();
        self.reported.keep_only(&self.inbox);
        self.is_read = true;
    }

    /// The backend that said all this no longer knows us.
    pub(crate) fn forget(&mut self) {
        let unsaid = std::mem::take(&mut self.unsaid).forgotten();
        *self = Self { unsaid, ..Self::default() };
    }

    pub(crate) fn is_read(&self) -> bool {
        self.is_read
    }

    /// Every message, newest first.
    pub(crate) fn inbox(&self) -> &[InboxNotice] {
        &self.inbox
    }

    /// The messages that want attention, newest first.
    pub(crate) fn open(&self) -> impl Iterator<Item = &InboxNotice> {
        self.inbox.iter().filter(|notice| notice.state == NoticeState::Open)
    }

    /// Takes out of `memory` what was planned and never said: since then the notice may have closed, or the
    /// person may want quiet.
    pub(crate) fn unplan(&mut self, memory: &mut Remembered) {
        self.unsaid.unplan(memory);
    }

    /// Puts into `memory` what is to be said now.
    pub(crate) fn plan(&mut self, memory: &mut Remembered, now: Timestamp) {
        self.unsaid.plan(&self.inbox, memory, now);
    }

    /// The notices to pop up, now that this is written down; from now on they did.
    pub(crate) fn pops(&mut self, written: &Remembered) -> Vec<InboxNotice> {
        self.unsaid.pops(&self.inbox, written)
    }

    /// The notices to remind of, now that this is written down; from now on the person was.
    pub(crate) fn reminders(&mut self, memory: &Remembered, written: &Remembered) -> Vec<InboxNotice> {
        self.unsaid.reminders(&self.inbox, memory, written)
    }

    /// The closings to be said, now that this is written down; from now on they were.
    pub(crate) fn closings(&mut self, written: &Remembered) -> Vec<InboxNotice> {
        self.unsaid.closings(&self.inbox, written)
    }

    /// What is on the screen and wants no more attention; from now on it is there no longer.
    pub(crate) fn stale(&mut self) -> Vec<NoticeId> {
        self.unsaid.stale(&self.inbox)
    }

    /// When the next reminder is due.
    pub(crate) fn reminds_at(&self, memory: &Remembered) -> Option<Timestamp> {
        self.unsaid.reminds_at(&self.inbox, memory)
    }

    /// The steps that the open notices came to and that the backend was not told; from now on it was.
    pub(crate) fn reports(&mut self, reached: Stage, memory: &Remembered) -> Vec<(NoticeId, Stage)> {
        let open = self.inbox.iter().filter(|notice| notice.state == NoticeState::Open);
        for notice in open.map(|notice| notice.notice) {
            let has_popped = memory.popped.contains(&notice) && !self.unsaid.is_to_pop(notice);
            self.reported.reach(notice, if has_popped { reached } else { reached.min(Stage::Drawn) });
        }
        self.reported.take_unsent()
    }

    /// A report did not arrive; it is kept for when the backend answers again.
    pub(crate) fn keep(&mut self, notice: NoticeId, stage: Stage) {
        self.reported.keep(notice, stage);
    }

    /// The backend answers again.
    pub(crate) fn send_kept(&mut self) {
        self.reported.send_kept();
    }
}
