//! What an agent is to its backend and to its person, as it follows from the state.

use akabeko_shared::NetworkKind;
use akabeko_shared::wire::CONSENT_VERSION;

use super::{Agent, Standing};
use crate::face::Wish;
use crate::{Agreed, Effect, Reason};

impl Agent {
    /// Whether a call that was asked for earlier is still to be made: not for somebody who no longer agrees.
    pub fn still_wants(&self, call: &Effect) -> bool {
        match call {
            Effect::CheckIn(_) | Effect::AskScan => !self.agreed().is_withdrawn(),
            Effect::Withdraw => self.agreed() == Agreed::Withdrawing,
            Effect::Agree(_) => self.agreed() == Agreed::Renewing,
            Effect::Remember(_)
            | Effect::ShowFace(_)
            | Effect::Pop(_)
            | Effect::Remind(_)
            | Effect::SayClosed(_)
            | Effect::TakeBack(_)
            | Effect::OfferPush { .. }
            | Effect::SayClockIsOff(_)
            | Effect::ReportProgress { .. }
            | Effect::Enrol(_)
            | Effect::ReadInbox
            | Effect::ReadLook
            | Effect::OpenStream { .. }
            | Effect::CloseStream
            | Effect::ReadScan(_)
            | Effect::WakeAt(_) => true,
        }
    }

    /// A call that waited says how things stand when it is made: a check-in of before must not speak for the network
    /// that the device is in by now.
    pub fn as_of_now(&self, call: Effect) -> Effect {
        if matches!(call, Effect::CheckIn(_)) { Effect::CheckIn(self.check_in()) } else { call }
    }

    /// Whether the person agrees, as far as the backend has to know.
    pub(super) fn agreed(&self) -> Agreed {
        self.memory.as_ref().map(|memory| memory.agreed).unwrap_or_default()
    }

    /// Whether the person agreed to an older text than the one of this app.
    pub(super) fn is_outdated(&self) -> bool {
        self.memory.as_ref().is_some_and(|memory| memory.consent_version < CONSENT_VERSION)
    }

    /// Whether it is an agent, of a person who agrees, as far as the backend knows.
    pub(super) fn takes_part(&self) -> bool {
        self.standing == Standing::Enrolled && self.agreed() == Agreed::Given
    }

    /// What the person wants to be told.
    pub(super) fn wish(&self) -> Wish {
        let Some(memory) = &self.memory else { return Wish::All };
        let is_later = self.notices.open().all(|notice| memory.is_snoozed(notice.notice));
        match (memory.wants_quiet(), is_later) {
            (true, _) => Wish::Nothing,
            (false, true) => Wish::Later,
            (false, false) => Wish::All,
        }
    }

    /// What keeps it from knowing how things stand.
    pub(super) fn trouble(&self) -> Option<Reason> {
        let failing = || self.pace.trouble().or_else(|| self.reading.trouble());
        let connecting = !self.notices.is_read() || self.agreed() == Agreed::Renewing;
        let reasons = self.stranded().cloned();
        let reasons = reasons.or_else(|| self.agreed().is_withdrawn().then_some(Reason::Withdrawn));
        let reasons = reasons.or_else(failing).or_else(|| connecting.then_some(Reason::Connecting));
        let reasons = reasons.or_else(|| self.is_outdated().then_some(Reason::ConsentOutdated));
        let elsewhere = || self.is_in(NetworkKind::Unknown).then_some(Reason::NewNetwork);
        reasons.or_else(elsewhere).or_else(|| self.clock.ahead().map(Reason::ClockIsOff))
    }

    /// Whether a network is known, and of this kind.
    fn is_in(&self, kind: NetworkKind) -> bool {
        self.network.as_ref().is_some_and(|network| network.kind == kind)
    }
}
