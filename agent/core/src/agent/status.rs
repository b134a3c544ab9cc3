//! How things stand, as a window shows it: a value computed from the state, in the person's language.

use akabeko_shared::locale::Catalogue;
use akabeko_shared::view::{Consent, Mood, RescanState, Status, ViewNotice};
use akabeko_shared::wire::{InboxNotice, LastLook};
use akabeko_shared::{Language, PortState, Variant};
use jiff::{SignedDuration, Timestamp};

use super::Agent;
use crate::{Agreed, Face, Failure, Reason, Rescan};

impl Agent {
    /// How things stand now.
    pub fn status(&self, catalogue: &Catalogue, now: Timestamp) -> Status {
        let face = self.face();
        let (memory, seen) = (self.memory.as_ref(), self.seen_from_afar.as_ref());
        Status {
            mood: face.mood,
            sentence: face.sentence(catalogue),
            hint: self.hint(&face, catalogue, now),
            server: self.server.to_string(),
            address: seen.map(|seen| seen.address.clone()),
            provider: seen.and_then(|seen| seen.provider.clone()),
            checked_in_at: seen.map(|seen| seen.at),
            look: self.look.last().clone(),
            rescan: self.rescan_state(catalogue),
            notices: self.notices.inbox().iter().map(shown).collect(),
            network: self.network.as_ref().map(|network| network.kind),
            paused_until: memory.and_then(|memory| memory.paused_until),
            snoozed_until: memory.and_then(|memory| memory.snoozed_until),
            consent: self.consent(),
        }
    }

    fn consent(&self) -> Consent {
        match (self.agreed().is_withdrawn(), self.is_outdated()) {
            (true, _) => Consent::Withdrawn,
            (false, true) => Consent::Outdated,
            (false, false) => Consent::Given,
        }
    }

    /// What to know or to do: about the mood, about the reason, and about the clock.
    fn hint(&self, face: &Face, catalogue: &Catalogue, now: Timestamp) -> Option<String> {
        let mood = self.hint_of_mood(face, catalogue, now);
        let reason = face.reason.as_ref().and_then(|reason| self.hint_of_reason(face, reason, catalogue));
        let clock = self.clock.ahead().map(|ahead| {
            let key = if ahead.is_negative() { "status-clock-behind" } else { "status-clock-ahead" };
            catalogue.text_with(key, &[("time", &time(ahead.abs(), catalogue))])
        });
        Some(joined([mood, reason, clock], catalogue)).filter(|hints| !hints.is_empty())
    }

    fn hint_of_mood(&self, face: &Face, catalogue: &Catalogue, now: Timestamp) -> Option<String> {
        let memory = self.memory.as_ref();
        let left = |until: Option<Timestamp>, key: &str| {
            let left = time(until?.duration_since(now), catalogue);
            Some(catalogue.text_with(key, &[("time", &left)]))
        };
        match face.mood {
            _ if face.main_reason().is_some() => None,
            Mood::Ok => self.hint_of_look(catalogue),
            Mood::Notice => Some(catalogue.text(&wording(face).key("status-notice-hint"))),
            Mood::Snoozed => left(memory?.snoozed_until, "status-snoozed-hint"),
            Mood::Paused => left(memory?.paused_until, "status-paused-hint"),
            Mood::Offline => None,
        }
    }

    /// What the latest scan saw. Of what is withheld there is nothing to say.
    fn hint_of_look(&self, catalogue: &Catalogue) -> Option<String> {
        match self.look.last() {
            LastLook::NotYet => Some(catalogue.text("status-ok-first-hint")),
            LastLook::Withheld { .. } => None,
            LastLook::Seen { seen, shared, .. } => {
                let mut open = seen.iter().filter(|seen| seen.state == PortState::Open);
                let count = open.clone().count();
                if count > 0 && open.all(|seen| shared.contains(&seen.port)) {
                    return Some(catalogue.text("status-ok-shared-hint"));
                }
                Some(catalogue.text_with("status-ok-seen-hint", &[("count", &count.to_string())]))
            }
        }
    }

    /// Beside a pause there is nothing that anybody could miss.
    fn hint_of_reason(&self, face: &Face, reason: &Reason, catalogue: &Catalogue) -> Option<String> {
        let own = |word: &str| Some(catalogue.text(&format!("status-{word}-hint")));
        match (reason, face.main_reason().is_some()) {
            (Reason::ClockIsOff(_), _) => None,
            (Reason::Withdrawn, _) if self.agreed() == Agreed::Withdrawing => own("withdrawing"),
            (_, true) => own(reason.word()),
            (_, false) if face.mood == Mood::Paused => None,
            (Reason::Intercepted | Reason::CertificateDate, false) => {
                let beside = [Some(catalogue.text("status-beside-offline")), own(reason.word())];
                Some(joined(beside, catalogue))
            }
            (Reason::NewNetwork | Reason::ConsentOutdated | Reason::Withdrawn, false) => own(reason.word()),
            (
                Reason::Connecting
                | Reason::Unreachable
                | Reason::Refused(_)
                | Reason::NotEnrolled
                | Reason::InviteRefused(_)
                | Reason::Forgotten,
                false,
            ) => Some(catalogue.text("status-beside-offline")),
        }
    }

    fn rescan_state(&self, catalogue: &Catalogue) -> RescanState {
        let refused = |key: &str| RescanState::Refused { why: catalogue.text(key) };
        match &self.rescan {
            Rescan::Unasked => RescanState::Unasked,
            Rescan::Asked | Rescan::Due(_) => RescanState::UnderWay,
            Rescan::Finished(_) => RescanState::Done,
            Rescan::Dropped(_) => refused("status-rescan-dropped"),
            Rescan::Refused(failure) => refused(self.why_not(failure)),
        }
    }

    /// Why the backend does not scan now, as a key of the catalogue.
    fn why_not(&self, failure: &Failure) -> &'static str {
        const TOO_MANY: u16 = 429;
        const CONFLICT: u16 = 409;
        const FORBIDDEN: u16 = 403;
        match failure {
            Failure::Refused(problem) if problem.status == TOO_MANY => "status-rescan-enough",
            Failure::Refused(problem) if problem.status == FORBIDDEN => "status-rescan-opted-out",
            Failure::Refused(problem) if problem.status == CONFLICT && self.veto().is_some() => {
                "status-rescan-vetoed"
            }
            Failure::Refused(problem) if problem.status == CONFLICT => "status-rescan-unknown",
            Failure::Refused(_) | Failure::UnknownToken => "status-rescan-refused",
            Failure::Unreachable(_) | Failure::Intercepted | Failure::CertificateDate => {
                "status-rescan-offline"
            }
        }
    }
}

fn shown(notice: &InboxNotice) -> ViewNotice {
    ViewNotice {
        notice: notice.notice,
        sent_at: notice.sent_at,
        state: notice.state,
        ports: notice.ports.clone(),
        word: notice.word.clone(),
        answered: notice.answered,
        variant: notice.variant,
    }
}

/// How the newest notice is worded.
fn wording(face: &Face) -> Variant {
    face.notices.first().map_or(Variant::Usual, |notice| notice.variant)
}

/// Sentences one after the other, as their language sets them.
fn joined<const N: usize>(sentences: [Option<String>; N], catalogue: &Catalogue) -> String {
    let space = match catalogue.language() {
        Language::Ja => "",
        Language::En => " ",
    };
    sentences.into_iter().flatten().collect::<Vec<_>>().join(space)
}

/// A length of time in words, in the unit that people would use.
fn time(length: SignedDuration, catalogue: &Catalogue) -> String {
    let (key, count) = match length.as_mins() {
        minutes @ ..=90 => ("status-time-minutes", minutes.max(1)),
        minutes @ 91..=2879 => ("status-time-hours", (minutes + 30) / 60),
        minutes @ 2880.. => ("status-time-days", (minutes + 720) / 1440),
    };
    catalogue.text_with(key, &[("count", &count.to_string())])
}
