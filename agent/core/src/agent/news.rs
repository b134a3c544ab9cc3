//! What the backend has to say: events, the inbox, and scans that the person asked for.

use akabeko_shared::wire::{self, Inbox, News};
use akabeko_shared::{NoticeId, ScanId, Stage};
use jiff::Timestamp;

use super::{Agent, Standing};
use crate::{Effect, Failure, Rescan};

impl Agent {
    /// Whatever is new, the inbox tells how things stand now; so older events have nothing to add.
    pub(super) fn heard(&mut self, event: &wire::Event) -> Option<Effect> {
        match &event.news {
            News::ScanFinished { scan } => self.rescan.finished(*scan),
            News::NoticeSent { .. }
            | News::NoticeClosed { .. }
            | News::NoticeReopened { .. }
            | News::NoticeEnded { .. }
            | News::Unknown => {}
        }
        let known = self.memory.as_ref()?.last_event.max(self.newest_event);
        if event.number <= known {
            return None;
        }
        self.newest_event = event.number;
        if self.reading_up_to.is_some() { None } else { self.read_inbox() }
    }

    pub(super) fn read_inbox(&mut self) -> Option<Effect> {
        if self.standing != Standing::Enrolled {
            return None;
        }
        self.reading_up_to = Some(self.newest_event);
        Some(Effect::ReadInbox)
    }

    pub(super) fn inbox_read(&mut self, inbox: Inbox) -> Option<Effect> {
        if self.standing != Standing::Enrolled {
            return None;
        }
        self.notices.read(inbox, &self.server);
        let read_up_to = self.reading_up_to.take()?;
        if let Some(memory) = &mut self.memory {
            memory.last_event = read_up_to;
        }
        (self.newest_event > read_up_to).then(|| self.read_inbox()).flatten()
    }

    /// Counts as a failed check-in: the next one that succeeds reads the inbox again.
    pub(super) fn inbox_failed(&mut self, failure: Failure, now: Timestamp) {
        self.reading_up_to = None;
        self.check_in_failed(failure, now);
    }

    pub(super) fn progress_failed(
        &mut self,
        notice: NoticeId,
        stage: Stage,
        failure: Failure,
        now: Timestamp,
    ) {
        match failure {
            Failure::UnknownToken => self.check_in_failed(failure, now),
            Failure::Refused(_) if failure.is_lasting() => {}
            Failure::Refused(_) | Failure::Unreachable(_) => self.notices.keep(notice, stage),
        }
    }

    pub(super) fn ask_scan(&mut self) -> Option<Effect> {
        if self.standing != Standing::Enrolled || self.rescan == Rescan::Asked {
            return None;
        }
        self.rescan = Rescan::Asked;
        Some(Effect::AskScan)
    }

    pub(super) fn scan_refused(&mut self, failure: Failure, now: Timestamp) {
        self.rescan = Rescan::Refused(failure.clone());
        if failure == Failure::UnknownToken {
            self.check_in_failed(failure, now);
        }
    }

    pub(super) fn scan_finished(&mut self, scan: ScanId) -> Option<Effect> {
        self.rescan.finished(scan);
        self.read_inbox()
    }
}
