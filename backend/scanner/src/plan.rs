//! In which order probes leave: an unguessable one, one port of each home in turn, as the pace allows.
//!
//! Homes take turns, so that none sees a burst. What stays silent is asked again a whole round later, when an answer
//! to the first request can no longer come; a home is done when all its ports have answered, or when nothing more can
//! come. A few bytes of memory a probe suffice, so that a hundred thousand homes fit anywhere.

mod home;

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::net::IpAddr;
use std::time::{Duration, Instant};

use akabeko_shared::Port;

use self::home::Home;
use crate::loss::Loss;
use crate::pace::{Claim, Slots};
use crate::patience::{Patience, takes_thought};
use crate::secret::Secret;
use crate::targets::{PortSet, Targets};
use crate::{Lab, Probe};

/// The probes of one scan and how far each has come.
pub(crate) struct Plan {
    ports: Vec<Port>,
    /// Ports that take their time to answer. Asked first, nobody has to wait for them in the end.
    slow: PortSet,
    homes: Vec<Home>,
    /// When each port of each home was asked last, in ticks since the start that may wrap around.
    asked: Vec<u16>,
    places: Vec<(IpAddr, u32)>,
    ready: VecDeque<u32>,
    resting: BinaryHeap<Reverse<(Instant, u32)>>,
    silent: Option<(u32, PortSet)>,
    /// How many probes have not ended.
    left: usize,
    /// How often silent ports are asked, unless the loss asks for more.
    tries: u8,
    patience: Patience,
    loss: Loss,
    start: Instant,
}

/// One request, about to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Attempt {
    pub(crate) probe: Probe,
    /// The number of this try, from 1.
    pub(crate) number: u8,
    home: u32,
    port: u8,
}

/// What to do now.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Send this.
    Send(Attempt),
    /// Come back then.
    Wait(Instant),
    /// This port was asked often enough and never answered.
    Silent(Silent),
    /// Nothing is left.
    Done,
}

/// A probe to which no answer can come any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Silent {
    pub(crate) probe: Probe,
    /// Whether somebody on the way said that it did not arrive.
    pub(crate) was_undelivered: bool,
}

/// The length of a tick.
const TICK: Duration = Duration::from_millis(16);

/// What a home wants when it is its turn.
enum Turn {
    Ask(u8),
    Rest(Instant),
    Silent,
    Over,
}

impl Plan {
    /// Lays out the probes: the secret orders both the homes and the ports of each.
    pub(crate) fn new(
        targets: &Targets,
        secret: &Secret,
        lab: &Lab,
        tries: u8,
        patience: Patience,
        start: Instant,
    ) -> Self {
        let ports = targets.ports().to_vec();
        let slow = set_of(&ports, takes_thought);
        let mut homes: Vec<Home> = targets
            .homes()
            .iter()
            .filter(|(_, wanted)| *wanted != 0)
            .map(|(address, wanted)| {
                Home::new(*address, *wanted, secret.rank(*address), lab.contains(*address))
            })
            .collect();
        homes.sort_unstable_by_key(|home| (home.rank, home.address));
        let mut places: Vec<_> = homes.iter().map(|home| home.address).zip(0..).collect();
        places.sort_unstable();
        Self {
            asked: vec![0; homes.len() * ports.len()],
            ready: (0..homes.len() as u32).collect(),
            resting: BinaryHeap::new(),
            silent: None,
            left: targets.probes(),
            loss: Loss::default(),
            ports,
            slow,
            homes,
            places,
            tries: tries.max(1),
            patience,
            start,
        }
    }

    /// What to do now, as far as the slots allow.
    pub(crate) fn next(&mut self, slots: &mut Slots, now: Instant) -> Next {
        if let Some(silent) = self.next_silent() {
            return Next::Silent(silent);
        }
        if self.left == 0 {
            return Next::Done;
        }
        self.wake(now);
        while let Some(&home) = self.ready.front() {
            match self.turn(home, now) {
                Turn::Over => self.leave(),
                Turn::Rest(until) => self.rest(until),
                Turn::Silent => {
                    self.leave();
                    self.silent = Some((home, std::mem::take(&mut self.homes[home as usize].left)));
                    return self.next_silent().map_or(Next::Done, Next::Silent);
                }
                Turn::Ask(port) => {
                    let Home { address, in_lab, .. } = self.homes[home as usize];
                    match slots.claim(address, in_lab, now) {
                        Claim::AllBusy(until) => return Next::Wait(until),
                        Claim::TargetBusy(until) => self.rest(until),
                        Claim::Granted => return Next::Send(self.ask(home, port, now)),
                    }
                }
            }
        }
        self.resting.peek().map_or(Next::Done, |Reverse((until, _))| Next::Wait(*until))
    }

    /// Takes an answer from a port, and tells how often it was asked until then. Only the first answer to each probe
    /// counts; late and repeated ones are none.
    pub(crate) fn answered(&mut self, probe: Probe, open: bool, now: Instant) -> Option<u8> {
        let (home, port) = self.find(probe)?;
        let took = self.age(home, port, now);
        let bit = 1 << port;
        let inhabitant = &mut self.homes[home as usize];
        if inhabitant.left & bit == 0 || inhabitant.tries(bit) == 0 {
            return None;
        }
        inhabitant.left &= !bit;
        inhabitant.is_alive = true;
        self.left -= 1;
        let tries = inhabitant.tries(bit);
        if open {
            self.loss.learn(tries);
        }
        self.patience.learn(took);
        Some(tries)
    }

    /// Notes that somebody on the way said that a request was not delivered. An answer may come all the same.
    pub(crate) fn undelivered(&mut self, probe: Probe) {
        if let Some((home, port)) = self.find(probe) {
            self.homes[home as usize].undelivered |= 1 << port;
        }
    }

    /// How often this probe was sent so far.
    pub(crate) fn tries(&self, probe: Probe) -> u8 {
        self.find(probe).map_or(0, |(home, port)| self.homes[home as usize].tries(1 << port))
    }

    /// Forgets a probe that cannot be sent: it yields nothing.
    pub(crate) fn withdraw(&mut self, attempt: Attempt) {
        let (left, bit) = (&mut self.homes[attempt.home as usize].left, 1 << attempt.port);
        self.left -= usize::from(*left & bit != 0);
        *left &= !bit;
    }

    /// Takes a request back that did not leave, to be sent in its home's next turn.
    pub(crate) fn take_back(&mut self, attempt: Attempt) {
        self.homes[attempt.home as usize].unsent |= 1 << attempt.port;
    }

    /// How long an answer from this port may take now.
    pub(crate) fn patience(&self, port: Port) -> Duration {
        self.patience.of(port)
    }

    /// The share of requests that remain unanswered for want of a way, if enough is known.
    pub(crate) fn loss(&self) -> Option<f64> {
        self.loss.estimate()
    }

    fn turn(&mut self, home: u32, now: Instant) -> Turn {
        let inhabitant = self.homes[home as usize];
        if inhabitant.left == 0 {
            return Turn::Over;
        }
        if inhabitant.unsent & inhabitant.left == 0 {
            let next = self.wanted_in_round(inhabitant, inhabitant.round + 1);
            if next == 0 {
                let until = self.last_answer(home, inhabitant.left, now);
                return if until > now { Turn::Rest(until) } else { Turn::Silent };
            }
            self.homes[home as usize].begin_round(next);
        }
        let inhabitant = self.homes[home as usize];
        if inhabitant.round == 1 {
            return Turn::Ask(inhabitant.any_unsent(self.slow));
        }
        let (waited, port) = self.longest_asked(home, inhabitant.unsent & inhabitant.left, now);
        let patience = self.patience_after(port);
        if waited < patience { Turn::Rest(now + (patience - waited)) } else { Turn::Ask(port) }
    }

    /// What is asked in a round: what is silent, as often as wanted and as the loss asks for.
    fn wanted_in_round(&self, home: Home, round: u8) -> PortSet {
        let rounds = self.tries.saturating_add(self.loss.more_rounds(home.is_alive));
        if round <= rounds { home.left } else { 0 }
    }

    /// When the last answer to what was asked can have come.
    fn last_answer(&self, home: u32, ports: PortSet, now: Instant) -> Instant {
        let rest = |port: u8| self.patience_after(port).saturating_sub(self.age(home, port, now));
        now + bits(ports).map(rest).max().unwrap_or_default()
    }

    fn longest_asked(&self, home: u32, ports: PortSet, now: Instant) -> (Duration, u8) {
        bits(ports).map(|port| (self.age(home, port, now), port)).max().expect("something is unsent")
    }

    fn patience_after(&self, port: u8) -> Duration {
        self.patience.of(self.ports[usize::from(port)])
    }

    fn ask(&mut self, home: u32, port: u8, now: Instant) -> Attempt {
        let place = self.place(home, port);
        self.asked[place] = self.ticks(now);
        let inhabitant = &mut self.homes[home as usize];
        inhabitant.unsent &= !(1 << port);
        let (target, number) = (inhabitant.address, inhabitant.round);
        self.ready.rotate_left(1);
        Attempt { probe: Probe { target, port: self.ports[usize::from(port)] }, number, home, port }
    }

    fn next_silent(&mut self) -> Option<Silent> {
        let (home, ports) = self.silent?;
        let port = bits(ports).next()?;
        let rest = ports & !(1 << port);
        self.left -= 1;
        self.silent = (rest != 0).then_some((home, rest));
        let inhabitant = &self.homes[home as usize];
        Some(Silent {
            probe: Probe { target: inhabitant.address, port: self.ports[usize::from(port)] },
            was_undelivered: inhabitant.undelivered & 1 << port != 0,
        })
    }

    fn find(&self, probe: Probe) -> Option<(u32, u8)> {
        let place = self.places.binary_search_by_key(&probe.target, |(address, _)| *address).ok()?;
        let port = self.ports.binary_search(&probe.port).ok()?;
        Some((self.places[place].1, port as u8))
    }

    fn leave(&mut self) {
        self.ready.pop_front();
    }

    fn rest(&mut self, until: Instant) {
        if let Some(home) = self.ready.pop_front() {
            self.resting.push(Reverse((until, home)));
        }
    }

    fn wake(&mut self, now: Instant) {
        while let Some(Reverse((until, home))) = self.resting.peek()
            && *until <= now
        {
            self.ready.push_back(*home);
            self.resting.pop();
        }
    }

    fn place(&self, home: u32, port: u8) -> usize {
        home as usize * self.ports.len() + usize::from(port)
    }

    fn ticks(&self, now: Instant) -> u16 {
        (now.duration_since(self.start).as_millis() / TICK.as_millis()) as u16
    }

    /// How long ago a port was asked, to a tick. What was asked long ago may seem younger, and is then waited for.
    fn age(&self, home: u32, port: u8, now: Instant) -> Duration {
        TICK * u32::from(self.ticks(now).wrapping_sub(self.asked[self.place(home, port)]))
    }
}

fn set_of(ports: &[Port], belongs: impl Fn(Port) -> bool) -> PortSet {
    (0..).zip(ports).filter(|(_, port)| belongs(**port)).fold(0, |set, (index, _)| set | 1 << index)
}

/// The positions of the bits that are set.
fn bits(mut set: PortSet) -> impl Iterator<Item = u8> {
    std::iter::from_fn(move || {
        let lowest = (set != 0).then(|| set.trailing_zeros() as u8)?;
        set &= set - 1;
        Some(lowest)
    })
}

#[cfg(test)]
mod tests;
