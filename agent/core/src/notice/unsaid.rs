//! What is to be said of the notices, each thing once: planned in the memory, written down, and only then said.
//! And what is on the screen, until it is to be taken off again.

use std::collections::{BTreeMap, BTreeSet};

use akabeko_shared::NoticeId;
use akabeko_shared::wire::{InboxNotice, NoticeState};
use jiff::Timestamp;

use crate::{Remembered, Reminders};

/// What was planned and not said yet.
#[derive(Clone, Debug, Default)]
pub(super) struct Unsaid {
    pops: BTreeSet<NoticeId>,
    closings: BTreeSet<NoticeId>,
    /// With what was said before.
    reminders: BTreeMap<NoticeId, Reminders>,
    on_screen: BTreeSet<NoticeId>,
}

impl Unsaid {
    /// Nothing is planned any more; what is on the screen is there all the same.
    pub(super) fn forgotten(self) -> Self {
        Self { on_screen: self.on_screen, ..Self::default() }
    }

    pub(super) fn is_to_pop(&self, notice: NoticeId) -> bool {
        self.pops.contains(&notice)
    }

    pub(super) fn unplan(&mut self, memory: &mut Remembered) {
        for notice in std::mem::take(&mut self.pops) {
            memory.popped.remove(&notice);
            memory.reminders.remove(&notice);
        }
        for notice in std::mem::take(&mut self.closings) {
            memory.thanked.remove(&notice);
        }
        memory.reminders.append(&mut self.reminders);
    }

    /// The open notices that did not pop up yet, the reminders that are due, and the closings that a person who
    /// saw the notice did not hear of yet.
    pub(super) fn plan(&mut self, inbox: &[InboxNotice], memory: &mut Remembered, now: Timestamp) {
        for notice in inbox {
            match notice.state {
                // Whoever answered on another device need not hear of it here.
                NoticeState::Open if notice.answered || memory.is_snoozed(notice.notice) => {}
                NoticeState::Open => self.plan_open(notice.notice, memory, now),
                NoticeState::Closed => self.plan_closing(notice.notice, memory),
                NoticeState::Ended => {}
            }
        }
        memory.trim();
    }

    fn plan_open(&mut self, notice: NoticeId, memory: &mut Remembered, now: Timestamp) {
        if memory.popped.insert(notice) {
            self.pops.insert(notice);
            memory.reminders.insert(notice, Reminders::from(now));
        } else if let Some(reminders) = memory.reminders.get_mut(&notice)
            && reminders.is_due(now)
        {
            self.reminders.insert(notice, *reminders);
            *reminders = reminders.said(now);
        }
    }

    fn plan_closing(&mut self, notice: NoticeId, memory: &mut Remembered) {
        if memory.popped.contains(&notice) && memory.thanked.insert(notice) {
            self.closings.insert(notice);
        }
    }

    pub(super) fn pops(&mut self, inbox: &[InboxNotice], written: &Remembered) -> Vec<InboxNotice> {
        let known = inbox.iter().filter(|notice| written.popped.contains(&notice.notice));
        let pops: Vec<InboxNotice> =
            known.filter(|notice| self.pops.remove(&notice.notice)).cloned().collect();
        self.on_screen.extend(pops.iter().map(|notice| notice.notice));
        pops
    }

    pub(super) fn reminders(
        &mut self,
        inbox: &[InboxNotice],
        memory: &Remembered,
        written: &Remembered,
    ) -> Vec<InboxNotice> {
        let is_written = |notice: &NoticeId| memory.reminders.get(notice) == written.reminders.get(notice);
        let known = inbox.iter().filter(|notice| is_written(&notice.notice));
        let said = known.filter(|notice| self.reminders.remove(&notice.notice).is_some());
        let said: Vec<InboxNotice> = said.cloned().collect();
        self.on_screen.extend(said.iter().map(|notice| notice.notice));
        said
    }

    pub(super) fn closings(&mut self, inbox: &[InboxNotice], written: &Remembered) -> Vec<InboxNotice> {
        let known = inbox.iter().filter(|notice| written.thanked.contains(&notice.notice));
        known.filter(|notice| self.closings.remove(&notice.notice)).cloned().collect()
    }

    pub(super) fn stale(&mut self, inbox: &[InboxNotice]) -> Vec<NoticeId> {
        let wants_attention = |notice: &&InboxNotice| notice.state == NoticeState::Open && !notice.answered;
        let wanted: BTreeSet<NoticeId> =
            inbox.iter().filter(wants_attention).map(|notice| notice.notice).collect();
        let stale: Vec<NoticeId> = self.on_screen.difference(&wanted).copied().collect();
        self.on_screen.retain(|notice| wanted.contains(notice));
        stale
    }

    pub(super) fn reminds_at(&self, inbox: &[InboxNotice], memory: &Remembered) -> Option<Timestamp> {
        let is_wanted = |notice: &&InboxNotice| {
            notice.state == NoticeState::Open && !notice.answered && !memory.is_snoozed(notice.notice)
        };
        let waiting = inbox.iter().filter(is_wanted).map(|notice| notice.notice);
        waiting.filter_map(|notice| memory.reminders.get(&notice)?.next()).min()
    }
}
