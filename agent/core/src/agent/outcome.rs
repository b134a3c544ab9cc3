//! What follows from the state: what to write down, draw, say, report, call, hear, and when to look again.

use akabeko_shared::{Platform, Stage};
use jiff::Timestamp;

use super::{Agent, Standing};
use crate::listen::Listening;
use crate::{Agreed, Effect, Mood, Reason};

impl Agent {
    /// Everything that is to be done now, what is to be remembered first.
    pub(super) fn settle(&mut self, asked: Option<Effect>, now: Timestamp) -> Vec<Effect> {
        let mut effects: Vec<Effect> = self.show().into_iter().collect();
        effects.extend(self.speak(now));
        effects.extend(self.push.take_key().map(|key| Effect::OfferPush { key }));
        effects.extend(self.clock_ahead.take().map(Effect::SayClockIsOff));
        effects.extend(self.report());
        effects.extend(asked);
        effects.extend(self.call(now));
        effects.extend(self.read_inbox(now));
        effects.extend(self.read_scans(now));
        effects.extend(self.listen(now));
        effects.extend(self.wake(now));
        effects.splice(0..0, self.remember());
        effects
    }

    fn show(&mut self) -> Option<Effect> {
        let face = self.face();
        let is_known = face.mood == Mood::Paused || face.reason != Some(Reason::Connecting);
        if !is_known || self.shown.as_ref() == Some(&face) {
            return None;
        }
        self.shown = Some(face.clone());
        Some(Effect::ShowFace(face))
    }

    /// Nothing is said while the person wants quiet; it is said afterwards. And nothing is said before it is
    /// written down that it was: it could be said again after a restart.
    fn speak(&mut self, now: Timestamp) -> Vec<Effect> {
        let stale = self.notices.stale().into_iter().map(Effect::TakeBack);
        let mut effects: Vec<Effect> = stale.collect();
        let Some(memory) = &mut self.memory else { return effects };
        self.notices.unplan(memory);
        if memory.wants_quiet() {
            return effects;
        }
        self.notices.plan(memory, now);
        if let Some(written) = &self.written {
            effects.extend(self.notices.pops(written).into_iter().map(Effect::Pop));
            effects.extend(self.notices.reminders(memory, written).into_iter().map(Effect::Remind));
            effects.extend(self.notices.closings(written).into_iter().map(Effect::SayClosed));
        }
        effects
    }

    fn report(&mut self) -> Vec<Effect> {
        let Some(memory) = self.memory.as_ref().filter(|_| self.takes_part()) else { return Vec::new() };
        let reached = match (memory.wants_quiet(), self.installation.platform) {
            (true, _) => Stage::Delivered,
            // Without a screen nothing pops up, whatever the host made of it.
            (false, Platform::Headless) => Stage::Drawn,
            (false, Platform::Desktop | Platform::Mobile | Platform::Browser) => Stage::Popup,
        };
        let steps = self.notices.reports(reached, memory).into_iter();
        steps.map(|(notice, stage)| Effect::ReportProgress { notice, stage }).collect()
    }

    fn listen(&mut self, now: Timestamp) -> Option<Effect> {
        if self.agreed().is_withdrawn() && self.listening.opens_at().is_none() {
            self.listening = Listening::new();
            return Some(Effect::CloseStream);
        }
        self.listens_at().filter(|opens_at| *opens_at <= now)?;
        self.listening.opening();
        Some(Effect::OpenStream { after: self.memory.as_ref()?.last_event })
    }

    fn wake(&mut self, now: Timestamp) -> Option<Effect> {
        let memory = self.memory.as_ref();
        let calls_at = self.has_calls().then(|| self.pace.wakes_at(now));
        let reads_at = self.reading.reads_at().filter(|_| self.may_read());
        let asks_at = self.asks_about().map(|_| self.asks_about_scan.at());
        let resumes_at = memory.and_then(|memory| memory.paused_until);
        let snoozes_until = memory.and_then(|memory| memory.snoozed_until);
        let heeds = memory.filter(|memory| !memory.wants_quiet());
        let reminds_at = heeds.and_then(|memory| self.notices.reminds_at(memory));
        let device = [resumes_at, snoozes_until, reminds_at];
        let backend = [calls_at, reads_at, asks_at, self.listens_at()];
        let next = device.into_iter().chain(backend).flatten().min().unwrap_or(Timestamp::MAX);
        (self.wake_at.replace(next) != Some(next)).then_some(Effect::WakeAt(next))
    }

    /// Whether there is anything to tell the backend by itself.
    fn has_calls(&self) -> bool {
        match self.standing {
            Standing::Enrolling => true,
            Standing::Enrolled => self.agreed() != Agreed::Withdrawn,
            Standing::Waiting | Standing::Stranded(_) => false,
        }
    }

    /// When to open the event stream: only where check-ins and the inbox work, and where the device can keep it open.
    fn listens_at(&self) -> Option<Timestamp> {
        let is_well = self.takes_part() && self.notices.is_read() && self.pace.is_well();
        if is_well && self.can_listen() { self.listening.opens_at() } else { None }
    }

    /// A browser ends what goes on behind its pages within seconds, and every stream with it.
    fn can_listen(&self) -> bool {
        match self.installation.platform {
            Platform::Desktop | Platform::Mobile | Platform::Headless => true,
            Platform::Browser => false,
        }
    }

    fn remember(&mut self) -> Option<Effect> {
        if self.memory == self.writing {
            return None;
        }
        self.writing.clone_from(&self.memory);
        self.memory.clone().map(|memory| Effect::Remember(Box::new(memory)))
    }

    /// What nobody said was written is to be written again, as after a full disk.
    pub(super) fn write_again(&mut self) {
        self.writing.clone_from(&self.written);
    }
}
