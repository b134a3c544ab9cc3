//! What the backend has to say: events, the inbox, and scans that the person asked for.

use akabeko_shared::wire::{self, Inbox, News, Scan};
use akabeko_shared::{NoticeId, ScanId, Stage};
use jiff::Timestamp;

use super::{Agent, Standing};
use crate::rescan::Asking;
use crate::{Effect, Failure, Rescan};

impl Agent {
    /// Whatever is new, the inbox tells how things stand now; so older events have nothing to add.
    pub(super) fn heard(&mut self, event: &wire::Event) {
        if self.agreed().is_withdrawn() {
            return;
        }
        match &event.news {
            // It is over, but whether it was done or given up is for the scan itself to tell.
            News::ScanFinished { scan } => {
                if self.rescan.due() == Some(*scan) {
                    self.asks_about_scan = Asking::at_once();
                }
                self.look.want();
            }
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
        self.look.want();
        Some(Effect::ReadInbox)
    }

    /// Asks what the latest scan saw, and how far the one is that the person asked for.
    pub(super) fn read_scans(&mut self, now: Timestamp) -> Vec<Effect> {
        if !self.takes_part() {
            return Vec::new();
        }
        let look = (self.pace.is_well() && self.look.take_wish()).then_some(Effect::ReadLook);
        let scan = self.asks_about().filter(|_| self.asks_about_scan.is_due(now));
        if scan.is_some() {
            self.asks_about_scan = Asking::after(now);
        }
        look.into_iter().chain(scan.map(Effect::ReadScan)).collect()
    }

    /// The scan to ask about. While check-ins fail, they are the ones to try again.
    pub(super) fn asks_about(&self) -> Option<ScanId> {
        self.rescan.due().filter(|_| self.takes_part() && self.pace.is_well())
    }

    pub(super) fn may_read(&self) -> bool {
        self.takes_part() && (self.reading.is_well() || self.pace.is_well())
    }

    pub(super) fn inbox_read(&mut self, inbox: Inbox) {
        if self.standing != Standing::Enrolled {
            return;
        }
        self.notices.read(inbox, &self.server);
        self.trim_snooze();
        let (Some(read_up_to), Some(memory)) = (self.reading.succeeded(), &mut self.memory) else { return };
        memory.last_event = read_up_to;
        if self.newest_event > read_up_to {
            self.reading.want();
        }
    }

    pub(super) fn inbox_failed(&mut self, failure: Failure, now: Timestamp) {
        if failure == Failure::UnknownToken {
            self.call_failed(failure, now);
        } else {
            self.reading.failed(failure, now, &mut self.chance);
        }
    }

    pub(super) fn look_failed(&mut self, failure: Failure, now: Timestamp) {
        self.look.failed();
        if failure == Failure::UnknownToken {
            self.call_failed(failure, now);
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
            Failure::UnknownToken => self.call_failed(failure, now),
            Failure::Refused(_) if failure.is_lasting() => {}
            Failure::Refused(_)
            | Failure::Unreachable(_)
            | Failure::Intercepted
            | Failure::CertificateDate => self.notices.keep(notice, stage),
        }
    }

    pub(super) fn ask_scan(&mut self) -> Option<Effect> {
        if !self.takes_part() || self.rescan == Rescan::Asked {
            return None;
        }
        self.rescan = Rescan::Asked;
        Some(Effect::AskScan)
    }

    pub(super) fn scan_accepted(&mut self, scan: &Scan, now: Timestamp) {
        if self.agreed().is_withdrawn() {
            return;
        }
        let before = self.rescan.clone();
        self.rescan.accepted(scan);
        if self.rescan == before {
            return;
        }
        match self.rescan {
            Rescan::Due(_) => self.asks_about_scan = Asking::after(now),
            Rescan::Finished(_) | Rescan::Dropped(_) => self.scan_finished(scan.scan),
            Rescan::Unasked | Rescan::Asked | Rescan::Refused(_) => {}
        }
    }

    pub(super) fn scan_refused(&mut self, failure: Failure, now: Timestamp) {
        self.rescan = Rescan::Refused(failure.clone());
        if failure == Failure::UnknownToken {
            self.call_failed(failure, now);
        }
    }

    pub(super) fn scan_finished(&mut self, scan: ScanId) {
        self.rescan.finished(scan);
        self.look.want();
        self.reading.want();
    }
}
