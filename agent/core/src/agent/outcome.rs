//! What follows from the state: what to write down, draw, say, report, call, hear, and when to look again.

use akabeko_shared::{Platform, Stage};
use jiff::Timestamp;

use super::{Agent, Standing};
use crate::{Effect, Mood, Reason};

impl Agent {
    /// Everything that is to be done now, what is to be remembered first.
    pub(super) fn settle(&mut self, asked: Option<Effect>, now: Timestamp) -> Vec<Effect> {
        let mut effects: Vec<Effect> = self.show().into_iter().collect();
        effects.extend(self.speak());
        effects.extend(self.clock_ahead.take().map(Effect::SayClockIsOff));
        effects.extend(self.report());
        effects.extend(asked);
        effects.extend(self.call(now));
        effects.extend(self.read_inbox(now));
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
    fn speak(&mut self) -> Vec<Effect> {
        let Some(memory) = &mut self.memory else { return Vec::new() };
        self.notices.take_back(memory);
        if memory.paused_until.is_some() {
            return Vec::new();
        }
        self.notices.plan(memory);
        let Some(written) = &self.written else { return Vec::new() };
        let pops = self.notices.pops(&written.popped).into_iter().map(Effect::Pop);
        let closings = self.notices.closings(&written.thanked).into_iter().map(Effect::SayClosed);
        pops.chain(closings).collect()
    }

    fn report(&mut self) -> Vec<Effect> {
        let reached = match (self.is_paused(), self.installation.platform) {
            (true, _) => Stage::Delivered,
            // Without a screen nothing pops up, whatever the host made of it.
            (false, Platform::Headless) => Stage::Drawn,
            (false, Platform::Desktop | Platform::Mobile | Platform::Browser) => Stage::Popup,
        };
        let steps = self.notices.reports(reached).into_iter();
        steps.map(|(notice, stage)| Effect::ReportProgress { notice, stage }).collect()
    }

    fn listen(&mut self, now: Timestamp) -> Option<Effect> {
        self.listens_at().filter(|opens_at| *opens_at <= now)?;
        self.listening.opening();
        Some(Effect::OpenStream { after: self.memory.as_ref()?.last_event })
    }

    fn wake(&mut self, now: Timestamp) -> Option<Effect> {
        let calls = matches!(self.standing, Standing::Enrolling | Standing::Enrolled);
        let calls_at = calls.then(|| self.pace.wakes_at(now));
        let resumes_at = self.memory.as_ref().and_then(|memory| memory.paused_until);
        let reads_at = self.reading.reads_at().filter(|_| self.may_read());
        let next = [calls_at, reads_at, self.listens_at(), resumes_at].into_iter().flatten().min()?;
        (self.wake_at.replace(next) != Some(next)).then_some(Effect::WakeAt(next))
    }

    /// When to open the event stream: only where check-ins and the inbox work.
    fn listens_at(&self) -> Option<Timestamp> {
        let is_well = self.standing == Standing::Enrolled && self.notices.is_read() && self.pace.is_well();
        if is_well { self.listening.opens_at() } else { None }
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
