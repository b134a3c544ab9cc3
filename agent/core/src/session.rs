//! An agent at work: its effects carried out against a real backend and a device.
//!
//! There is no timer in here. Whoever holds a session says what time it is and gives it a tick when
//! [`Session::wake_at`] has come: the loop in `run` on a real device, a fast clock in the demo and in tests.

mod call;

use std::collections::VecDeque;
use std::net::IpAddr;
use std::time::Duration;

use akabeko_shared::AgentId;
use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::Timestamp;
use tokio::time::timeout;

use crate::http::BackendError;
use crate::{Agent, Backend, Effect, Event, Face, Host, HostError, Installation, Reason, Rescan};

/// One agent, its backend and its device.
pub struct Session<H> {
    agent: Agent,
    backend: Backend,
    host: H,
    calls: VecDeque<Effect>,
    wake_at: Option<Timestamp>,
    stream: Option<StreamOrder>,
}

/// What is to be done about the stream of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamOrder {
    /// Open one, instead of any that was open before.
    Open {
        /// The last event that is known.
        after: i64,
    },
    /// Close it.
    Close,
}

/// Whoever ends an agent does not wait longer than this for its last word.
const FAREWELL: Duration = Duration::from_secs(2);

impl<H: Host> Session<H> {
    /// Recalls what the device remembers. Nothing is sent before [`Event::Started`] is given.
    ///
    /// # Errors
    /// When the memory is there and cannot be read.
    pub fn new(
        installation: Installation,
        backend: Backend,
        mut host: H,
        seed: u64,
    ) -> Result<Self, HostError> {
        let agent = Agent::new(backend.origin().clone(), installation, host.recall()?, seed);
        Ok(Self { agent, backend, host, calls: VecDeque::new(), wake_at: None, stream: None })
    }

    /// Lets the agent know of `event` and does everything that follows, until nothing is left to do. Calls that
    /// fail are events like any other; the agent tries again when it is time.
    ///
    /// # Errors
    /// When the device could not write its memory, which is tried again at the next tick. What has to be
    /// written down before it is said waits for that; everything else was done all the same.
    pub async fn give(&mut self, event: Event, now: Timestamp) -> Result<(), HostError> {
        let mut outcome = self.take(event, now);
        while let Some(call) = self.next_call() {
            if let Some(event) = call.await {
                outcome = outcome.and(self.take(event, now));
            }
        }
        outcome
    }

    /// Lets the agent know of `event` and does what the device can do by itself, so that nobody waits for the
    /// network to see it. Calls are left for [`Session::next_call`].
    ///
    /// # Errors
    /// As [`Session::give`].
    pub fn take(&mut self, event: Event, now: Timestamp) -> Result<(), HostError> {
        let (mut events, mut outcome) = (VecDeque::from([event]), Ok(()));
        while let Some(event) = events.pop_front() {
            for effect in self.agent.handle(event, now) {
                match self.perform(effect, now) {
                    Ok(event) => events.extend(event),
                    Err(error) => outcome = outcome.and(Err(error)),
                }
            }
        }
        self.host.settled(&self.agent, now);
        outcome
    }

    /// The next call to be made, if there is one; what comes of it is an event to take. One after the other: what
    /// was asked later may count on what was asked before.
    pub fn next_call(&mut self) -> Option<BoxFuture<'static, Option<Event>>> {
        let effect = loop {
            let effect = self.calls.pop_front()?;
            if self.agent.still_wants(&effect) {
                break effect;
            }
        };
        let effect = self.agent.as_of_now(effect);
        self.backend.set_token(self.agent.token().cloned());
        let backend = self.backend.clone();
        Some(async move { call::make(&backend, effect).await }.boxed())
    }

    /// Does what the device can do by itself, and puts the rest with the calls.
    fn perform(&mut self, effect: Effect, now: Timestamp) -> Result<Option<Event>, HostError> {
        match effect {
            Effect::Remember(remembered) => {
                self.host.remember(&remembered)?;
                return Ok(Some(Event::Remembered(remembered)));
            }
            Effect::ShowFace(face) => self.host.show_face(&face, now),
            Effect::Pop(notice) => self.host.pop(&notice),
            Effect::Remind(notice) => self.host.remind(&notice),
            Effect::SayClosed(notice) => self.host.say_closed(&notice),
            Effect::TakeBack(notice) => self.host.take_back(notice),
            Effect::OfferPush { key } => self.host.offer_push(&key),
            Effect::SayClockIsOff(ahead) => tracing::warn!("{}", Reason::ClockIsOff(ahead)),
            Effect::OpenStream { after } => self.stream = Some(StreamOrder::Open { after }),
            Effect::CloseStream => self.stream = Some(StreamOrder::Close),
            Effect::WakeAt(at) => self.wake_at = Some(at),
            Effect::ReportProgress { .. }
            | Effect::Enrol(_)
            | Effect::CheckIn(_)
            | Effect::Withdraw
            | Effect::Agree(_)
            | Effect::ReadInbox
            | Effect::ReadLook
            | Effect::AskScan
            | Effect::ReadScan(_) => self.calls.push_back(effect),
        }
        Ok(None)
    }

    /// Tells the backend that the agent ends, so that scans stop at once. Takes two seconds at most.
    pub async fn leave(&mut self) {
        let Some(farewell) = self.agent.farewell() else { return };
        self.backend.set_token(self.agent.token().cloned());
        match timeout(FAREWELL, self.backend.check_in(&farewell)).await {
            Ok(Ok(_)) => tracing::info!("told the server to scan no more"),
            Ok(Err(failure)) => tracing::info!("failed to {failure}"),
            Err(_) => tracing::info!("failed to tell the server to scan no more: it took too long"),
        }
    }

    /// Leads every further call through another address of the device, as after a move.
    ///
    /// # Errors
    /// When HTTP cannot be set up.
    pub fn bind(&mut self, local_address: Option<IpAddr>) -> Result<(), BackendError> {
        self.backend = Backend::new(&self.backend.origin().to_string(), local_address)?;
        self.backend.set_token(self.agent.token().cloned());
        Ok(())
    }

    /// When to give it a tick.
    pub fn wake_at(&self) -> Option<Timestamp> {
        self.wake_at
    }

    /// What is to be done about the stream of events, told once. Who does not listen still hears of everything at
    /// the next check-in.
    pub fn take_stream(&mut self) -> Option<StreamOrder> {
        self.stream.take()
    }

    /// The agent itself, to be asked how it is.
    pub fn agent(&self) -> &Agent {
        &self.agent
    }

    /// What the person sees now.
    pub fn face(&self) -> Face {
        self.agent.face()
    }

    /// How the scan that the person last asked for stands.
    pub fn rescan(&self) -> &Rescan {
        self.agent.rescan()
    }

    /// Why the agent stopped asking for good, if it did.
    pub fn stranded(&self) -> Option<&Reason> {
        self.agent.stranded()
    }

    /// Who this is, once enrolled.
    pub fn id(&self) -> Option<AgentId> {
        self.agent.id()
    }

    /// The device.
    pub fn host(&self) -> &H {
        &self.host
    }

    /// The way to the backend, with the agent's token.
    pub fn backend(&self) -> &Backend {
        &self.backend
    }
}

#[cfg(test)]
mod tests;
