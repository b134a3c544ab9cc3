//! A shell that is an agent, or is just becoming one.

use std::collections::VecDeque;

use akabeko_agent_core::call::Call;
use akabeko_agent_core::message::Message;
use akabeko_agent_core::{Agent, Effect, Event, Installation, Origin, Reason, words};
use akabeko_shared::Platform;
use akabeko_shared::view::Scene;
use akabeko_shared::wire::{About, Network};
use jiff::{SignedDuration, Timestamp};

use crate::browser::{Browser, Stage};
use crate::errand::Errand;
use crate::turn::Said;

/// Who runs the server is asked again after so long.
const ABOUT: SignedDuration = SignedDuration::from_hours(24);

/// A call without an answer for so long was lost by the browser.
const LOST_AFTER: SignedDuration = SignedDuration::from_secs(60);

/// The agent, and what is to be done for it.
pub(crate) struct Member {
    pub(crate) agent: Agent,
    pub(crate) wake_at: Option<Timestamp>,
    /// When the call under way was made, if there is one.
    pub(crate) calling_since: Option<Timestamp>,
    pub(crate) calls: VecDeque<Effect>,
    /// What the agent was told of the network.
    told: Network,
    /// The server that the person agreed to join, while it has not answered.
    joining: Option<About>,
    /// Nothing else is asked of a server that is to delete everything.
    pub(crate) is_leaving: bool,
}

impl Member {
    /// Whether the agent has something to show.
    pub(crate) fn knows_how_things_stand(&self) -> bool {
        self.agent.face().reason != Some(Reason::Connecting)
    }

    /// Whether the server took the device in; until then the person can still turn back.
    pub(crate) fn is_member(&self) -> bool {
        self.agent.id().is_some()
    }

    /// Whether a call is under way that may still be answered.
    fn is_calling(&self, now: Timestamp) -> bool {
        self.calling_since.is_some_and(|since| since <= now && now.duration_since(since) < LOST_AFTER)
    }
}

impl Browser {
    /// Goes on as the agent that is remembered, or becomes one.
    pub(crate) fn be_member(&mut self) {
        let (memory, invited) = (self.kept.memory.clone(), self.kept.invited.clone());
        let invited = invited.filter(|_| memory.is_none());
        let server = memory.as_ref().map(|memory| memory.server.clone());
        let server = server.or_else(|| invited.as_ref()?.server.parse::<Origin>().ok());
        let Some(server) = server else { return self.be_guest(None) };
        let installation = Installation {
            invite: invited.as_ref().map(|invited| invited.code.clone()),
            platform: Platform::Browser,
            language: self.language(),
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let seed = invited.as_ref().and_then(|invited| invited.agreed);
        let seed = seed.unwrap_or_else(|| self.chance.seed());
        let told = self.kept.networks.network(self.now);
        self.stage = Stage::Member(Box::new(Member {
            agent: Agent::new(server, installation, memory, seed),
            wake_at: None,
            calling_since: None,
            calls: VecDeque::new(),
            told: told.clone(),
            joining: invited.map(|invited| invited.about),
            is_leaving: false,
        }));
        self.give(Event::NetworkChanged(Some(told)));
        self.give(Event::Started);
        self.ask_about();
    }

    /// Asks who runs the server, if that was long ago.
    fn ask_about(&mut self) {
        let at = self.kept.about.as_ref().map(|(_, at)| *at);
        let is_new = |at: Timestamp| at <= self.now && self.now.duration_since(at) < ABOUT;
        if self.kept.invited.is_none() && !at.is_some_and(is_new) {
            self.run(Errand::About, Call::about());
        }
    }

    /// Lets the agent know, and does what follows.
    pub(crate) fn give(&mut self, event: Event) {
        let Stage::Member(member) = &mut self.stage else { return };
        for effect in member.agent.handle(event, self.now) {
            self.perform(effect);
        }
        self.end_if_stranded();
    }

    fn perform(&mut self, effect: Effect) {
        let Stage::Member(member) = &mut self.stage else { return };
        let say = match effect {
            Effect::Remember(remembered) => {
                if let Some(invited) = self.kept.invited.take() {
                    self.kept.about = Some((invited.about, self.now));
                }
                self.kept.memory = Some((*remembered).clone());
                self.unwritten = Some(remembered);
                return;
            }
            Effect::Pop(notice) => Message::Notice(notice.notice, notice.variant),
            Effect::Remind(notice) => Message::Remind(notice.notice),
            Effect::SayClosed(notice) => Message::Closed(notice.notice),
            Effect::TakeBack(notice) => return self.done.take_back.push(notice),
            Effect::OfferPush { key } => return self.offered_a_push(key),
            Effect::WakeAt(at) => {
                member.wake_at = (at < Timestamp::MAX).then_some(at);
                return;
            }
            // Icon and windows follow from the view, and so do the words about the clock; no stream is ever opened.
            Effect::ShowFace(_)
            | Effect::SayClockIsOff(_)
            | Effect::OpenStream { .. }
            | Effect::CloseStream => return,
            call @ (Effect::ReportProgress { .. }
            | Effect::Enrol(_)
            | Effect::CheckIn(_)
            | Effect::Withdraw
            | Effect::Agree(_)
            | Effect::ReadInbox
            | Effect::ReadLook
            | Effect::AskScan
            | Effect::ReadScan(_)) => return member.calls.push_back(call),
        };
        let said = Said::new(say, self.catalogue());
        self.done.say.push(said);
    }

    /// What nobody can mend but the person ends the agent here; what it remembers stays.
    fn end_if_stranded(&mut self) {
        let Stage::Member(member) = &self.stage else { return };
        let Some(reason) = member.agent.stranded() else { return };
        let why = words::stranded(reason, self.catalogue());
        if !member.is_member() {
            self.kept.invited = None;
        }
        self.be_guest(why);
    }

    /// The agent hears that its memory was written down.
    pub(crate) fn remembered(&mut self) {
        if let Some(memory) = self.unwritten.take() {
            self.give(Event::Remembered(memory));
        }
    }

    /// Makes the next call of the agent, one after the other: what was asked later may count on what was asked before.
    pub(crate) fn make_next_call(&mut self) {
        loop {
            let Stage::Member(member) = &mut self.stage else { return };
            if member.is_calling(self.now) || member.is_leaving {
                return;
            }
            let Some(effect) = member.calls.pop_front() else { return };
            if !member.agent.still_wants(&effect) {
                continue;
            }
            member.calling_since = Some(self.now);
            if matches!(effect, Effect::CheckIn(_)) {
                self.tell_network();
            }
            let Stage::Member(member) = &self.stage else { return };
            let effect = member.agent.as_of_now(effect);
            if let Some(call) = Call::of(&effect) {
                self.run(Errand::Agent(Box::new(effect)), call);
            }
            return;
        }
    }

    /// Tells the agent where it is, if that is something else than it was told.
    pub(crate) fn tell_network(&mut self) {
        let network = self.kept.networks.network(self.now);
        let Stage::Member(member) = &mut self.stage else { return };
        if member.told != network {
            member.told = network.clone();
            self.give(Event::NetworkChanged(Some(network)));
        }
    }

    /// The server saw the device at this address.
    pub(crate) fn seen_at(&mut self, address: &str) {
        self.kept.networks.seen(address, self.now);
        self.tell_network();
    }

    pub(crate) fn tick(&mut self) {
        self.give(Event::Tick);
    }

    pub(crate) fn moved(&mut self) {
        self.kept.networks.moved();
        self.tell_network();
        self.give(Event::Woke);
    }

    pub(crate) fn pushed(&mut self) {
        self.give(Event::Pushed);
    }

    /// Nothing was deleted, so everything goes on.
    pub(crate) fn stays_member(&mut self) {
        if let Stage::Member(member) = &mut self.stage {
            member.is_leaving = false;
        }
        self.give(Event::Woke);
    }

    /// Takes every message off the screen.
    pub(crate) fn take_all_back(&mut self) {
        let Some(memory) = &self.kept.memory else { return };
        self.done.take_back.extend(memory.popped.iter().copied());
    }

    pub(crate) fn scene_of_a_member(&self, member: &Member) -> Scene {
        let mut status = member.agent.status(self.catalogue(), self.now);
        // Between two check-ins the device is nowhere for sure; the person's word about the place stands all the same.
        status.network = Some(self.kept.networks.kind());
        match (&member.joining, member.is_member()) {
            (Some(about), false) => Scene::Invited {
                server: status.server,
                about: about.clone(),
                joining: true,
                // Before the first answer there is nothing to be told of.
                trouble: status.hint.filter(|_| member.knows_how_things_stand()),
            },
            (Some(_) | None, _) => Scene::Member(Box::new(status)),
        }
    }
}
