//! The agent itself: told what happened and what time it is, it says what is to be done.
//!
//! Events only change the state; what is to be done follows from the state afterwards, in [`Agent::handle`].
//! That is why an event may come twice, late or never: the same state asks for nothing new, and a lost event
//! only costs time, because every check-in tells whether there is news and the inbox is the one truth.

mod call;
mod consent;
mod news;
mod outcome;
mod rest;
mod standing;
mod status;

use akabeko_shared::wire::Network;
use akabeko_shared::{AgentId, Language, Platform};
use jiff::{SignedDuration, Timestamp};

use crate::chance::Chance;
use crate::check_in::Pace;
use crate::clock::Clock;
use crate::listen::Listening;
use crate::look::Looking;
use crate::notice::Notices;
use crate::push::Pushing;
use crate::reading::Reading;
use crate::rescan::Asking;
use crate::{Agreed, Effect, Event, Face, Origin, Reason, Remembered, Rescan, Token};

/// What this app is.
#[derive(Clone)]
pub struct Installation {
    /// The invitation, if the person gave one and accepted the consent text. It is good for one enrolment: an
    /// agent that remembers who it is never uses it, whatever the backend says.
    pub invite: Option<String>,
    /// What it runs on.
    pub platform: Platform,
    /// The language for pages and messages.
    pub language: Language,
    /// The version of the app.
    pub app_version: String,
}

/// An agent's whole state. It does nothing by itself.
pub struct Agent {
    server: Origin,
    installation: Installation,
    memory: Option<Remembered>,
    writing: Option<Remembered>,
    written: Option<Remembered>,
    standing: Standing,
    network: Option<Network>,
    pace: Pace,
    reading: Reading,
    clock: Clock,
    clock_ahead: Option<SignedDuration>,
    listening: Listening,
    notices: Notices,
    seen_from_afar: Option<SeenFromAfar>,
    look: Looking,
    push: Pushing,
    rescan: Rescan,
    asks_about_scan: Asking,
    newest_event: i64,
    is_introduced: bool,
    shown: Option<Face>,
    wake_at: Option<Timestamp>,
    attempt: String,
    chance: Chance,
}

/// What the backend said at the last check-in.
#[derive(Clone, Debug)]
struct SeenFromAfar {
    at: Timestamp,
    address: String,
    provider: Option<String>,
}

/// What an agent is to the backend.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Standing {
    Waiting,
    Enrolling,
    Enrolled,
    Stranded(Reason),
}

impl Agent {
    /// An agent of `server` before it starts, with what it remembers. A memory of another server is not used.
    pub fn new(server: Origin, installation: Installation, memory: Option<Remembered>, seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let memory = memory.filter(|memory| memory.server == server);
        let popped = memory.as_ref().map(|memory| memory.popped.clone()).unwrap_or_default();
        Self {
            newest_event: memory.as_ref().map_or(0, |memory| memory.last_event),
            writing: memory.clone(),
            written: memory.clone(),
            memory,
            server,
            installation,
            standing: Standing::Waiting,
            network: None,
            pace: Pace::new(),
            reading: Reading::new(),
            clock: Clock::default(),
            clock_ahead: None,
            listening: Listening::new(),
            notices: Notices::new(&popped),
            seen_from_afar: None,
            look: Looking::default(),
            push: Pushing::default(),
            rescan: Rescan::Unasked,
            asks_about_scan: Asking::after(Timestamp::MIN),
            is_introduced: false,
            shown: None,
            wake_at: None,
            attempt: chance.name(),
            chance,
        }
    }

    /// Takes an event in and says what is to be done now, in order.
    pub fn handle(&mut self, event: Event, now: Timestamp) -> Vec<Effect> {
        self.end_rest(now);
        if event == Event::Tick {
            self.write_again();
        }
        let asked = self.take(event, now);
        self.settle(asked, now)
    }

    fn take(&mut self, event: Event, now: Timestamp) -> Option<Effect> {
        match event {
            Event::Started => self.start(now),
            Event::Tick => {}
            Event::Remembered(memory) => self.written = Some(*memory),
            Event::Woke => self.wake_up(now),
            Event::NetworkChanged(network) => self.move_to(network, now),
            Event::Enrolled(enrolment) => self.enrolled(enrolment, now),
            Event::EnrolFailed(failure) => self.enrol_failed(failure, now),
            Event::CheckedIn(reply) => self.checked_in(reply, now),
            Event::CheckInFailed(failure) => self.check_in_failed(failure, now),
            Event::InboxRead(inbox) => self.inbox_read(inbox),
            Event::InboxFailed(failure) => self.inbox_failed(failure, now),
            Event::LookRead(look) => self.look.read(look, now),
            Event::LookFailed(failure) => self.look_failed(failure, now),
            Event::StreamOpened => self.listening.opened(now),
            Event::StreamClosed => self.listening.closed(now, &mut self.chance),
            Event::Heard(event) => self.heard(&event),
            Event::ProgressFailed { notice, stage, failure } => {
                self.progress_failed(notice, stage, failure, now)
            }
            Event::AskScan => return self.ask_scan(),
            Event::ScanAccepted(scan) => self.scan_accepted(&scan, now),
            Event::ScanRefused(failure) => self.scan_refused(failure, now),
            Event::ScanFinished(scan) => self.scan_finished(scan),
            Event::Pause(until) => self.pause(Some(until), now),
            Event::Resume => self.pause(None, now),
            Event::Snooze(until) => self.snooze(until, now),
            Event::EndSnooze => self.end_snooze(),
            Event::Withdraw => self.withdraw(now),
            Event::Withdrawn => self.consent_told(Agreed::Withdrawing, Agreed::Withdrawn, now),
            Event::WithdrawFailed(failure) => self.consent_untold(Agreed::Withdrawing, failure, now),
            Event::Agree => self.agree(now),
            Event::Agreed => self.consent_told(Agreed::Renewing, Agreed::Given, now),
            Event::AgreeFailed(failure) => self.consent_untold(Agreed::Renewing, failure, now),
            Event::Speak(language) => self.speak_in(language, now),
            Event::PushOffered(subscription) => self.offer_push(subscription, now),
            Event::Pushed => self.pace.nudge(now),
        }
        None
    }

    /// What the person sees now.
    pub fn face(&self) -> Face {
        Face::of(self.wish(), self.notices.open().cloned().collect(), self.trouble())
    }

    /// Who this is, once enrolled.
    pub fn id(&self) -> Option<AgentId> {
        self.memory.as_ref().map(|memory| memory.agent)
    }

    /// The proof of it.
    pub fn token(&self) -> Option<&Token> {
        self.memory.as_ref().map(|memory| &memory.token)
    }

    /// Where it belongs.
    pub fn server(&self) -> &Origin {
        &self.server
    }

    /// How the scan that the person last asked for stands.
    pub fn rescan(&self) -> &Rescan {
        &self.rescan
    }

    /// Why the agent stopped asking for good, if it did.
    pub fn stranded(&self) -> Option<&Reason> {
        match &self.standing {
            Standing::Stranded(reason) => Some(reason),
            Standing::Waiting | Standing::Enrolling | Standing::Enrolled => None,
        }
    }
}

#[cfg(test)]
mod tests;
