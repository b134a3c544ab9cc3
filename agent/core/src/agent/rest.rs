//! When the person wants to be left alone: with everything for a while, or with what they know already.

use jiff::Timestamp;

use super::Agent;

impl Agent {
    pub(super) fn pause(&mut self, until: Option<Timestamp>, now: Timestamp) {
        let until = until.filter(|until| *until > now);
        if let Some(memory) = &mut self.memory
            && memory.paused_until != until
        {
            memory.paused_until = until;
            self.pace.hurry(now);
        }
    }

    /// Covers the notices that there are now; one that comes later breaks through.
    pub(super) fn snooze(&mut self, until: Timestamp, now: Timestamp) {
        let Some(memory) = &mut self.memory else { return };
        let open = self.notices.open().map(|notice| notice.notice);
        memory.snoozed = if until > now { open.collect() } else { Default::default() };
        memory.snoozed_until = (!memory.snoozed.is_empty()).then_some(until);
    }

    pub(super) fn end_snooze(&mut self) {
        if let Some(memory) = &mut self.memory {
            memory.snoozed.clear();
            memory.snoozed_until = None;
        }
    }

    /// A notice that closed and opens again is news.
    pub(super) fn trim_snooze(&mut self) {
        let Some(memory) = &mut self.memory else { return };
        memory.snoozed.retain(|notice| self.notices.open().any(|open| open.notice == *notice));
        if memory.snoozed.is_empty() {
            memory.snoozed_until = None;
        }
    }

    /// Both end by themselves.
    pub(super) fn end_rest(&mut self, now: Timestamp) {
        let Some(memory) = &self.memory else { return };
        let is_over = |until: Option<Timestamp>| until.is_some_and(|until| until <= now);
        let (pause_is_over, snooze_is_over) = (is_over(memory.paused_until), is_over(memory.snoozed_until));
        if pause_is_over {
            self.pause(None, now);
        }
        if snooze_is_over {
            self.end_snooze();
        }
    }
}
