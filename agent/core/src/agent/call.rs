//! Enrolling and checking in: the calls that the agent makes by itself, and what their answers change.

use akabeko_shared::wire::{
    CONSENT_VERSION, CheckIn, CheckInReply, EnrolRequest, Network, PushSubscription, Veto,
};
use akabeko_shared::{Language, NetworkKind};
use jiff::Timestamp;

use super::{Agent, SeenFromAfar, Standing};
use crate::listen::Listening;
use crate::reading::Reading;
use crate::{Agreed, Effect, Enrolment, Failure, Reason, Remembered};

impl Agent {
    pub(super) fn start(&mut self, now: Timestamp) {
        if self.standing == Standing::Waiting {
            self.standing = match (&self.memory, &self.installation.invite) {
                (Some(_), _) => Standing::Enrolled,
                (None, Some(_)) => Standing::Enrolling,
                (None, None) => Standing::Stranded(Reason::NotEnrolled),
            };
            self.pace.hurry(now);
        }
    }

    /// Another network may mean another address, and connections that still lead through the old one.
    pub(super) fn move_to(&mut self, network: Option<Network>, now: Timestamp) {
        self.network = network;
        self.wake_up(now);
    }

    /// Whatever was open may lead nowhere by now, and whatever was known may be old.
    pub(super) fn wake_up(&mut self, now: Timestamp) {
        self.listening = Listening::new();
        self.look.want();
        self.pace.hurry(now);
    }

    /// The language of pages and messages goes along with the next check-in.
    pub(super) fn speak_in(&mut self, language: Language, now: Timestamp) {
        if self.installation.language != language {
            self.installation.language = language;
            self.is_introduced = false;
            self.reading.want();
            self.pace.hurry(now);
        }
    }

    /// How the device can be woken goes along with the next check-in.
    pub(super) fn offer_push(&mut self, subscription: Option<PushSubscription>, now: Timestamp) {
        if self.push.offer(subscription) {
            self.pace.hurry(now);
        }
    }

    pub(super) fn enrolled(&mut self, enrolment: Enrolment, now: Timestamp) {
        if self.standing != Standing::Enrolling {
            return;
        }
        let Enrolment { agent, token } = enrolment;
        self.memory = Some(Remembered::new(agent, token, self.server.clone(), CONSENT_VERSION));
        self.standing = Standing::Enrolled;
        self.newest_event = 0;
        self.is_introduced = true;
        self.pace.acknowledged(now);
    }

    pub(super) fn enrol_failed(&mut self, failure: Failure, now: Timestamp) {
        let words = match &failure {
            Failure::Refused(problem) if failure.is_lasting() => problem.title.clone(),
            Failure::UnknownToken => failure.to_string(),
            Failure::Refused(_)
            | Failure::Unreachable(_)
            | Failure::Intercepted
            | Failure::CertificateDate => {
                return self.pace.failed(failure, now, &mut self.chance);
            }
        };
        if self.standing == Standing::Enrolling {
            self.standing = Standing::Stranded(Reason::InviteRefused(words));
        }
    }

    pub(super) fn checked_in(&mut self, reply: CheckInReply, now: Timestamp) {
        if self.agreed() != Agreed::Given {
            return;
        }
        if !self.pace.is_well() {
            self.listening.hurry();
            self.reading.hurry();
        }
        self.pace.succeeded(reply.check_in_every, now, &mut self.chance);
        self.is_introduced = true;
        self.notices.send_kept();
        self.clock_ahead = self.clock.compare(reply.now, now);
        self.push.answered();
        // A smaller number than before is a backend restored from a backup: its count starts over from there.
        let last_event = self.memory.as_ref().map(|memory| memory.last_event);
        let is_news = last_event.is_some_and(|last| last != reply.last_event);
        if last_event.is_some_and(|last| last > reply.last_event) {
            self.push.forgotten();
        }
        self.push.key_named(reply.push_key);
        self.newest_event = reply.last_event;
        if is_news || !self.notices.is_read() {
            self.reading.want();
        }
        self.look.want_if_old(now);
        self.seen_from_afar =
            Some(SeenFromAfar { at: now, address: reply.address, provider: reply.provider });
    }

    /// An answer that comes after the person took their consent back says nothing.
    pub(super) fn check_in_failed(&mut self, failure: Failure, now: Timestamp) {
        // Whoever cannot be woken can still check in.
        if failure.is_lasting() {
            self.push.answered();
        }
        if self.agreed() == Agreed::Given || failure == Failure::UnknownToken {
            self.call_failed(failure, now);
        }
    }

    pub(super) fn call_failed(&mut self, failure: Failure, now: Timestamp) {
        if failure == Failure::UnknownToken {
            self.forgotten();
        }
        self.pace.failed(failure, now, &mut self.chance);
    }

    /// The backend does not know this agent any more: maybe the person had it erased, so it never enrols again
    /// by itself. What is remembered stays: a restart asks once again.
    pub(super) fn forgotten(&mut self) {
        if self.standing != Standing::Enrolled {
            return;
        }
        self.notices.forget();
        self.reading = Reading::new();
        self.listening = Listening::new();
        self.standing = Standing::Stranded(Reason::Forgotten);
    }

    /// Calls the backend if it is time.
    pub(super) fn call(&mut self, now: Timestamp) -> Option<Effect> {
        if !self.pace.is_due(now) {
            return None;
        }
        let effect = match &self.standing {
            Standing::Waiting | Standing::Stranded(_) => return None,
            Standing::Enrolling => Effect::Enrol(self.enrol_request()?),
            Standing::Enrolled => match self.agreed() {
                Agreed::Given => {
                    self.push.send();
                    Effect::CheckIn(self.check_in())
                }
                Agreed::Renewing => Effect::Agree(CONSENT_VERSION),
                Agreed::Withdrawing => Effect::Withdraw,
                Agreed::Withdrawn => return None,
            },
        };
        self.pace.call(now);
        Some(effect)
    }

    fn enrol_request(&self) -> Option<EnrolRequest> {
        Some(EnrolRequest {
            invite: self.installation.invite.clone()?,
            platform: self.installation.platform,
            consent_version: CONSENT_VERSION,
            language: self.installation.language,
            app_version: self.installation.app_version.clone(),
            attempt: Some(self.attempt.clone()),
        })
    }

    /// Language and version go along once in each life, in case they changed while the app was off.
    pub(super) fn check_in(&self) -> CheckIn {
        let is_new = !self.is_introduced;
        CheckIn {
            network: self.network.clone(),
            veto: self.veto(),
            language: is_new.then_some(self.installation.language),
            app_version: is_new.then(|| self.installation.app_version.clone()),
            push: self.push.untold(),
        }
    }

    /// Only a network that the person called home is scanned, and only by the text that they agreed to. A device that cannot tell its networks apart says
    /// nothing of them.
    pub(super) fn veto(&self) -> Option<Veto> {
        let kind = self.network.as_ref().map(|network| network.kind);
        let is_paused = self.memory.as_ref().is_some_and(|memory| memory.paused_until.is_some());
        match (is_paused || self.is_outdated(), kind) {
            (true, _) => Some(Veto::Paused),
            (false, Some(NetworkKind::Work | NetworkKind::Away | NetworkKind::Unknown)) => {
                Some(Veto::Network)
            }
            (false, Some(NetworkKind::Home) | None) => None,
        }
    }

    /// The last word of an agent that ends: whoever is switched off is not to be scanned.
    pub fn farewell(&self) -> Option<CheckIn> {
        self.takes_part().then(|| CheckIn { veto: Some(Veto::Paused), ..self.check_in() })
    }
}
