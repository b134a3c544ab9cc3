//! What the backend has to say: events, the inbox, and scans that the person asked for.

use akabeko_shared::wire::{self, Inbox, News};
use akabeko_shared::{NoticeId, ScanId, Stage};
use jiff::Timestamp;

use super::{Agent, Standing};
use crate::{Effect, Failure, Rescan};

impl Agent {
    /// Whatever is new, the inbox tells how things stand now; so older events have nothing to add.
    pub(super) fn heard(&mut self, event: &wire::Event) {
        match &event.news {
            News::ScanFinished { scan } => self.rescan.finished(*scan),
            News::NoticeSent { .. }
            | News::NoticeClosed { .. }
            | News::NoticeReopened { .. }
            | News::NoticeEnded { .. }
            | News::Unknown => {}
        }
        let Some(memory) = &self.memory else { return };
        if event.number <= memory.last_event.max(self.newest_event) {
            return;
        }
        self.newest_event = event.number;
        if !self.reading.is_reading() {
            self.reading.want();
        }
    }

    /// Asks for the inbox if it is wanted and time. While check-ins fail too, they are the ones to try again.
    pub(super) fn read_inbox(&mut self, now: Timestamp) -> Option<Effect> {
        if !self.may_read() || !self.reading.is_due(now) {
            return None;
        }
        self.reading.begin(self.newest_event);
        Some(Effect::ReadInbox)
    }

    pub(super) fn may_read(&self) -> bool {
        self.standing == Standing::Enrolled && (self.reading.is_well() || self.pace.is_well())
    }

    pub(super) fn inbox_read(&mut self, inbox: Inbox) {
        if self.standing != Standing::Enrolled {
            return;
        }
        self.notices.read(inbox, &self.server);
        let (Some(read_up_to), Some(memory)) = (self.reading.succeeded(), &mut self.memory) else { return };
        memory.last_event = read_up_to;
        if self.newest_event > read_up_to {
            self.reading.want();
        }
    }

    pub(super) fn inbox_failed(&mut self, failure: Failure, now: Timestamp) {
        if failure == Failure::UnknownToken {
            self.check_in_failed(failure, now);
        } else {
            self.reading.failed(failure, now, &mut self.chance);
        }
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

    pub(super) fn scan_finished(&mut self, scan: ScanId) {
        self.rescan.finished(scan);
        self.reading.want();
    }
}
