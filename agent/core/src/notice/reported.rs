//! How far each notice has come on this device, and what the backend knows of that.

use std::collections::{BTreeMap, BTreeSet};

use akabeko_shared::wire::InboxNotice;
use akabeko_shared::{NoticeId, Stage};

/// What was reported, and what is to be.
#[derive(Clone, Debug, Default)]
pub(super) struct Reported {
    reached: BTreeMap<NoticeId, Stage>,
    unsent: BTreeSet<(NoticeId, Stage)>,
    failed: BTreeSet<(NoticeId, Stage)>,
}

impl Reported {
    pub(super) fn in_an_earlier_life(popped: &BTreeSet<NoticeId>) -> Self {
        let reached = popped.iter().map(|notice| (*notice, Stage::Popup)).collect();
        Self { reached, ..Self::default() }
    }

    /// Forgets what the inbox does not have.
    pub(super) fn keep_only(&mut self, inbox: &[InboxNotice]) {
        let known: BTreeSet<NoticeId> = inbox.iter().map(|notice| notice.notice).collect();
        self.reached.retain(|notice, _| known.contains(notice));
    }

    /// A notice came as far as this; the steps up to there are to be reported.
    pub(super) fn reach(&mut self, notice: NoticeId, stage: Stage) {
        let before = self.reached.get(&notice).copied();
        let steps = [Stage::Delivered, Stage::Drawn, Stage::Popup].into_iter();
        let new = steps.filter(|step| Some(*step) > before && *step <= stage);
        self.unsent.extend(new.map(|step| (notice, step)));
        self.reached.insert(notice, before.map_or(stage, |before| before.max(stage)));
    }

    pub(super) fn take_unsent(&mut self) -> Vec<(NoticeId, Stage)> {
        std::mem::take(&mut self.unsent).into_iter().collect()
    }

    pub(super) fn keep(&mut self, notice: NoticeId, stage: Stage) {
        self.failed.insert((notice, stage));
    }

    pub(super) fn send_kept(&mut self) {
        self.unsent.append(&mut self.failed);
    }
}
