//! What a call was made for, and what becomes of its answer.

use akabeko_agent_core::call::{Answer, Call, answer, outcome};
use akabeko_agent_core::{Effect, Event, Failure, words};
use akabeko_shared::Invitation;
use akabeko_shared::wire::{About, Ticket};

use crate::browser::{Browser, Stage};
use crate::turn::{Asked, Saved};

/// What a call was made for.
#[derive(Debug)]
pub(crate) enum Errand {
    /// To learn who stands behind an invitation.
    Read(Invitation),
    /// For the agent.
    Agent(Box<Effect>),
    /// To learn who runs the server.
    About,
    /// To open the page of a notice.
    Ticket,
    /// To hand the person their data.
    Export,
    /// To have everything deleted.
    Erase,
}

impl Browser {
    /// Makes a call for something that a member asked for.
    pub(crate) fn run(&mut self, errand: Errand, call: Call) {
        let number = self.number();
        let Stage::Member(member) = &self.stage else { return };
        self.done.calls.push(Asked::new(number, call, member.agent.server(), member.agent.token()));
        self.errands.insert(number, errand);
    }

    /// An answer came, or none. One that nobody waits for any more says nothing.
    pub(crate) fn answered(&mut self, call: u64, answer: Result<Answer, Failure>) {
        match self.errands.remove(&call) {
            Some(Errand::Read(invitation)) => self.was_read(invitation, answer),
            Some(Errand::Agent(effect)) => self.agent_answered(*effect, answer),
            Some(Errand::About) => {
                if let Ok(about) = answer.and_then(Answer::read::<About>) {
                    self.kept.about = Some((about, self.now));
                }
            }
            Some(Errand::Ticket) => self.open_page(answer),
            Some(Errand::Export) => self.hand_over(answer),
            Some(Errand::Erase) => self.erased(answer),
            None => {}
        }
    }

    fn agent_answered(&mut self, effect: Effect, answer: Result<Answer, Failure>) {
        if let Stage::Member(member) = &mut self.stage {
            member.calling_since = None;
        }
        let Some(event) = outcome(effect, answer) else { return };
        // Where the device is comes first, so that the next check-in, if it is due by that, already knows.
        if let Event::CheckedIn(reply) = &event {
            self.seen_at(&reply.address);
        }
        self.give(event);
    }

    fn open_page(&mut self, answer: Result<Answer, Failure>) {
        let Stage::Member(member) = &self.stage else { return };
        let ticket = answer.and_then(Answer::read::<Ticket>);
        match ticket.and_then(|ticket| answer::own(ticket, member.agent.server())) {
            Ok(ticket) => self.done.open.push(ticket.address(self.language())),
            Err(failure) => self.fail(&failure),
        }
    }

    fn hand_over(&mut self, answer: Result<Answer, Failure>) {
        match answer.and_then(Answer::accepted).and_then(answer::document) {
            Ok(document) => {
                let day = self.now.to_string();
                let name = format!("akabeko-{}.json", day.split('T').next().unwrap_or_default());
                self.device.exported = Some(name.clone());
                self.done.save = Some(Saved { name, document });
            }
            Err(failure) => self.fail(&failure),
        }
    }

    /// Whoever cannot be reached has not deleted anything.
    fn erased(&mut self, answer: Result<Answer, Failure>) {
        match answer.and_then(Answer::accepted) {
            Ok(_) | Err(Failure::UnknownToken) => {
                self.take_all_back();
                self.forget();
                self.be_guest(None);
            }
            Err(failure) => {
                self.fail(&failure);
                self.stays_member();
            }
        }
    }

    fn fail(&mut self, failure: &Failure) {
        self.device.failure = Some(words::failure(failure, self.catalogue()));
    }
}
