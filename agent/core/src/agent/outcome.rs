//! What follows from the state: what to write down, draw, say, report, call, hear, and when to look again.

use akabeko_shared::{Platform, Stage};
use jiff::Timestamp;

use super::{Agent, Standing};
use crate::{Effect, Mood, Reason};

impl Agent {
    /// Everything that is to be done now. What is remembered comes first: a pop-up that was not written down
    /// before it showed could show twice.
    pub(super) fn settle(&mut self, asked: Option<Effect>, now: Timestamp) -> Vec<Effect> {
        let mut effects: Vec<Effect> = self.show().into_iter().collect();
        effects.extend(self.speak());
        effects.extend(self.report());
        effects.extend(asked);
        effects.extend(self.call(now));
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

    /// Nothing is said while the person wants quiet; it is said afterwards.
    fn speak(&mut self) -> Vec<Effect> {
        let Some(memory) = self.memory.as_mut().filter(|memory| memory.paused_until.is_none()) else {
            return Vec::new();
        };
        let pops = self.notices.pops(&mut memory.popped).into_iter().map(Effect::Pop);
        let closings = self.notices.closings(&memory.popped, &mut memory.thanked);
        let said = pops.chain(closings.into_iter().map(Effect::SayClosed)).collect();
        memory.trim();
        said
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
        let next = [calls_at, self.listens_at(), resumes_at].into_iter().flatten().min()?;
        (self.wake_at.replace(next) != Some(next)).then_some(Effect::WakeAt(next))
    }

    /// When to open the event stream: only where check-ins and the inbox work.
    fn listens_at(&self) -> Option<Timestamp> {
        let is_well = self.standing == Standing::Enrolled && self.notices.is_read() && self.pace.is_well();
        if is_well { self.listening.opens_at() } else { None }
    }

    fn remember(&mut self) -> Option<Effect> {
        if self.memory == self.written {
            return None;
        }
        self.written.clone_from(&self.memory);
        self.memory.clone().map(|memory| Effect::Remember(Box::new(memory)))
    }
}
