//! The course of one scan, the same for both engines: what to send next, and what an answer means.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use akabeko_shared::{Port, PortState, Protocol};

use crate::house::House;
use crate::patience::Patience;
use crate::plan::{Attempt, Next, Plan, Silent};
use crate::records::Counts;
use crate::secret::Secret;
use crate::targets::Targets;
use crate::throttle::Pulse;
use crate::udp::Dialect;
use crate::{Gate, Probe, Record};

/// How long to wait when this side runs short of something, and how often in a row before a probe is given up.
pub(crate) const SHORTAGE: Duration = Duration::from_millis(50);
const SHORTAGES: u32 = 100;

/// How much is found before it is handed over, so that a town that falls silent at once is not all held in memory.
const HANDED_OVER: usize = 1_024;

pub(crate) struct Course {
    house: Arc<House>,
    secret: Secret,
    gate: Arc<dyn Gate>,
    counts: Arc<Counts>,
    plan: Plan,
    pulse: Pulse,
    found: Vec<Record>,
    short_until: Option<Instant>,
    shortages: u32,
}

/// What an engine does now.
#[derive(Debug)]
pub(crate) enum Step {
    /// Sends this.
    Send(Attempt),
    /// Comes back then, or when something arrives.
    Wait(Instant),
    /// Nothing is left, and nothing more can come.
    Done,
}

impl Course {
    pub(crate) fn new(
        house: Arc<House>,
        secret: Secret,
        gate: Arc<dyn Gate>,
        counts: Arc<Counts>,
        targets: &Targets,
        patience: Patience,
    ) -> Self {
        let (settings, now) = (&house.settings, Instant::now());
        let plan = Plan::new(targets, &secret, &settings.lab, settings.tries, patience, now);
        let (found, short_until, shortages) = (Vec::new(), None, 0);
        Self { house, secret, gate, counts, plan, pulse: Pulse::new(now), found, short_until, shortages }
    }

    /// What to do now. Whoever may not be dialled is left out here, right before the packet is made.
    pub(crate) fn next(&mut self, now: Instant) -> Step {
        if let Some(until) = self.short_until.filter(|until| *until > now) {
            return Step::Wait(until);
        }
        if self.pulse.falls(now) {
            self.slow_down(now);
        }
        while self.found.len() < HANDED_OVER {
            let next = self.plan.next(&mut self.house.slots(), now);
            match next {
                Next::Send(attempt) if !self.may_send(attempt) => {}
                Next::Send(attempt) => return Step::Send(attempt),
                Next::Wait(until) => return Step::Wait(until),
                Next::Silent(silent) => self.give_up(silent),
                Next::Done => return Step::Done,
            }
        }
        Step::Wait(now)
    }

    /// Counts a request that has left.
    pub(crate) fn sent(&mut self, attempt: Attempt) {
        self.shortages = 0;
        self.counts.send();
        if attempt.number == 1 {
            self.pulse.sent();
        }
    }

    /// Takes a request back that did not leave for want of something on this side.
    pub(crate) fn short(&mut self, attempt: Attempt, now: Instant) {
        // A batch comes back as a whole: that is one shortage, and not one for each request in it.
        if self.short_until.is_none_or(|until| until <= now) {
            self.shortages += 1;
        }
        if self.shortages > SHORTAGES {
            return self.unsent(attempt);
        }
        self.plan.take_back(attempt);
        self.short_until = Some(now + SHORTAGE);
        self.slow_down(now);
    }

    /// Gives up a probe that cannot leave.
    pub(crate) fn unsent(&mut self, attempt: Attempt) {
        self.plan.withdraw(attempt);
        self.counts.give_up();
    }

    /// Takes what is known of a port without anything that it said.
    pub(crate) fn seen(&mut self, probe: Probe, state: PortState, now: Instant) {
        self.answered(probe, state, None, now);
    }

    /// Takes a datagram that arrived where answers from `service` arrive, if it is one to our own request.
    pub(crate) fn datagram(&mut self, from: SocketAddr, service: Port, datagram: &[u8], now: Instant) {
        let probe = Probe { target: from.ip(), port: service };
        let Some(dialect) = Dialect::of(service) else { return };
        if dialect.answers_from_any_port || self.house.settings.lab.socket(probe) == from {
            let tries = self.plan.tries(probe);
            if dialect.answers(&self.secret, probe, tries, datagram) {
                let said = self.house.settings.evidence.then(|| datagram.to_vec());
                self.answered(probe, PortState::Open, said, now);
            }
        }
    }

    /// Takes the news that a request could not be delivered.
    ///
    /// Only the target itself can say that its port is closed. What others say of a datagram is easily forged or true
    /// of one datagram only, so that it is remembered and an answer still waited for; of a SYN it proves itself by the
    /// sequence number that is quoted.
    pub(crate) fn undelivered(&mut self, probe: Probe, by: Option<IpAddr>, is_port: bool, now: Instant) {
        let refused_by_itself = is_port && by.is_none_or(|by| by == probe.target);
        match (refused_by_itself, probe.port.protocol) {
            (true, Protocol::Tcp | Protocol::Udp) => self.answered(probe, PortState::Closed, None, now),
            (false, Protocol::Tcp) => self.answered(probe, PortState::Filtered, None, now),
            (false, Protocol::Udp) => self.plan.undelivered(probe),
        }
    }

    /// Whether a datagram to a probe can have begun like this, as somebody quotes it who did not deliver it. Nearly
    /// every router quotes too little to tell (RFC 792), and some add zeros (RFC 4884).
    pub(crate) fn has_asked(&self, probe: Probe, quoted: &[u8]) -> bool {
        let quoted = &quoted[..quoted.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1)];
        let begins = |request: Vec<u8>| request.iter().zip(quoted).all(|(ours, theirs)| ours == theirs);
        Dialect::of(probe.port).is_some_and(|dialect| {
            (1..=self.tries(probe)).any(|attempt| begins(dialect.request(&self.secret, probe, attempt)))
        })
    }

    /// The request to a probe, what it is made with, and how long an answer may take.
    pub(crate) fn secret(&self) -> &Secret {
        &self.secret
    }

    pub(crate) fn tries(&self, probe: Probe) -> u8 {
        self.plan.tries(probe)
    }

    pub(crate) fn patience(&self, port: Port) -> Duration {
        self.plan.patience(port)
    }

    pub(crate) fn house(&self) -> &House {
        &self.house
    }

    /// Hands over what was found so far.
    pub(crate) fn take_found(&mut self) -> Vec<Record> {
        if let Some(loss) = self.plan.loss() {
            self.counts.lose(loss);
        }
        std::mem::take(&mut self.found)
    }

    /// How much was found and not yet handed over.
    pub(crate) fn found(&self) -> usize {
        self.found.len()
    }

    fn may_send(&mut self, attempt: Attempt) -> bool {
        let target = attempt.probe.target;
        let Err(refusal) = self.house.may_dial(target, &*self.gate) else { return true };
        tracing::debug!(address = %target, %refusal, "refused to dial");
        self.plan.withdraw(attempt);
        self.counts.refuse();
        false
    }

    fn answered(&mut self, probe: Probe, state: PortState, said: Option<Vec<u8>>, now: Instant) {
        let open = state == PortState::Open;
        let Some(tries) = self.plan.answered(probe, open, now) else { return };
        if tries == 1 {
            self.pulse.answered();
        }
        self.counts.answer(open);
        self.find(probe, state, said);
    }

    fn give_up(&mut self, silent: Silent) {
        let state = if silent.was_undelivered {
            self.counts.answer(false);
            PortState::Filtered
        } else {
            silence(silent.probe.port)
        };
        self.find(silent.probe, state, None);
    }

    fn find(&mut self, probe: Probe, state: PortState, evidence: Option<Vec<u8>>) {
        let (at, Probe { target, port }) = ((self.house.clock)(), probe);
        self.found.push(Record { target, port, state, at, conversations: 0, evidence });
    }

    fn slow_down(&self, now: Instant) {
        self.house.slots().slow_down(now);
    }
}

/// What silence means: over UDP an open port may keep quiet, over TCP it would have answered.
fn silence(port: Port) -> PortState {
    match port.protocol {
        Protocol::Tcp => PortState::Filtered,
        Protocol::Udp => PortState::OpenFiltered,
    }
}
