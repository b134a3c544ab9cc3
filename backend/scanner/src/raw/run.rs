//! The loop of a raw scan: fill a batch, have it sent, hear what has arrived, and wait only when nothing may leave.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use akabeko_shared::{Port, PortState, Protocol};
use nix::poll::{PollFd, PollFlags, ppoll};
use tokio::sync::mpsc;

use super::Ways;
use super::answer::{self, Answer};
use super::frame::{self, Route};
use super::sender::{Batch, Sender};
use crate::course::{Course, Step};
use crate::plan::Attempt;
use crate::secret::Cookie;
use crate::udp::Dialect;
use crate::{Probe, Record};

/// How many frames leave at once.
const BATCH: usize = 256;

/// How many frames are heard before sending goes on, so that a flood of answers does not stop the scan.
const HEARD: usize = 1_024;

/// The longest frame that is looked at; answers are shorter.
const FRAME: usize = 2_048;

/// The longest wait before it is looked whether anybody still listens.
const LONGEST_WAIT: Duration = Duration::from_millis(100);

pub(super) struct Run {
    course: Course,
    ways: Arc<Ways>,
    found: mpsc::Sender<Vec<Record>>,
    /// What is about to leave.
    batch: Batch,
    sender: Sender,
}

impl Run {
    pub(super) fn new(course: Course, ways: Ways, found: mpsc::Sender<Vec<Record>>) -> Self {
        let ways = Arc::new(ways);
        let batch = Batch { frames: vec![Vec::new(); BATCH], ..Batch::default() };
        Self { course, found, batch, sender: Sender::start(Arc::clone(&ways), BATCH), ways }
    }

    pub(super) fn finish(mut self) {
        loop {
            // What has arrived comes first: nothing is silent whose answer lies there.
            let heard = self.hear(Instant::now());
            let step = self.fill(Instant::now());
            let sent = self.flush(Instant::now());
            let is_done = matches!(step, Step::Done) && !sent;
            let is_wanted = self.course.found() == 0 || self.hand_over();
            if is_done || !is_wanted || self.found.is_closed() {
                return;
            }
            if let (Step::Wait(until), false, false) = (step, sent, heard) {
                self.wait(until);
            }
        }
    }

    /// Fills a batch with what may leave now.
    fn fill(&mut self, now: Instant) -> Step {
        while self.batch.attempts.len() < BATCH {
            match self.course.next(now) {
                Step::Send(attempt) => {
                    if !self.add(attempt) {
                        self.course.unsent(attempt);
                    }
                }
                stop @ (Step::Wait(_) | Step::Done) => return stop,
            }
        }
        Step::Wait(now)
    }

    /// Makes the frame of an attempt, unless there is none to be made.
    fn add(&mut self, attempt: Attempt) -> bool {
        let probe = attempt.probe;
        let Some(way) = self.ways.to(probe.target) else { return false };
        let cookie = self.course.secret().cookie(probe);
        let Some(source_port) = self.source_port(probe, cookie) else { return false };
        let route = Route { source: way.source, target: probe.target, source_port, port: probe.port.number };
        if (self.batch.line, self.batch.six) != (way.line, probe.target.is_ipv6()) {
            self.flush(Instant::now());
            (self.batch.line, self.batch.six) = (way.line, probe.target.is_ipv6());
        }
        let frame = &mut self.batch.frames[self.batch.attempts.len()];
        frame.clear();
        match (probe.port.protocol, Dialect::of(probe.port)) {
            (Protocol::Tcp, _) => frame::syn(way.ends, route, cookie.sequence, frame),
            (Protocol::Udp, Some(dialect)) => {
                let request = dialect.request(self.course.secret(), probe, attempt.number);
                frame::datagram(way.ends, route, &request, frame);
            }
            (Protocol::Udp, None) => return false,
        }
        self.batch.attempts.push(attempt);
        true
    }

    /// Has the batch sent, and learns what became of the one before. Gives whether there was anything to do.
    fn flush(&mut self, now: Instant) -> bool {
        if self.batch.attempts.is_empty() && !self.sender.is_busy() {
            return false;
        }
        let returned = self.sender.exchange(std::mem::take(&mut self.batch));
        self.batch = returned.batch;
        let mut attempts = std::mem::take(&mut self.batch.attempts);
        let (left, kept) = attempts.split_at(returned.left);
        left.iter().for_each(|attempt| self.course.sent(*attempt));
        if let Some(error) = returned.error {
            self.give_back(kept, &error, now);
        }
        attempts.clear();
        self.batch.attempts = attempts;
        true
    }

    fn give_back(&mut self, attempts: &[Attempt], error: &io::Error, now: Instant) {
        let is_passing = crate::limit::is_shortage(error);
        for attempt in attempts {
            if is_passing {
                self.course.short(*attempt, now);
            } else {
                self.course.unsent(*attempt);
            }
        }
    }

    /// Takes what has arrived. Gives whether anything has.
    fn hear(&mut self, now: Instant) -> bool {
        let mut frame = [0; FRAME];
        let mut heard = 0;
        for line in 0..self.ways.lines().len() {
            for six in [false, true] {
                while heard < HEARD
                    && let Some(length) = self.ways.lines()[line].receive(six, &mut frame)
                {
                    heard += 1;
                    if let Some(answer) = answer::read(&frame[..length]) {
                        self.take(answer, now);
                    }
                }
            }
        }
        heard > 0
    }

    fn take(&mut self, answer: Answer<'_>, now: Instant) {
        match answer {
            Answer::Segment { from, to_port, acknowledged, is_open } => {
                let probe = Probe { target: from.ip(), port: Port::tcp(from.port()) };
                let cookie = self.course.secret().cookie(probe);
                let is_ours = acknowledged == cookie.sequence.wrapping_add(1);
                if is_ours && self.source_port(probe, cookie) == Some(to_port) {
                    let state = if is_open { PortState::Open } else { PortState::Closed };
                    self.course.seen(probe, state, now);
                }
            }
            Answer::Datagram { from, to_port, payload } => {
                if let Some(probe) = self.asked(from, to_port) {
                    self.course.datagram(from, probe.port, payload, now);
                }
            }
            Answer::Undelivered { by, is_port, source, target, protocol, source_port, mark } => {
                let probe = Probe { target: target.ip(), port: Port { protocol, number: target.port() } };
                let route = Route { source, target: target.ip(), source_port, port: target.port() };
                if self.has_sent(probe, route, mark) {
                    self.course.undelivered(probe, Some(by), is_port, now);
                }
            }
        }
    }

    /// The probe whose answer this datagram can be, by the port that it came to.
    fn asked(&self, from: SocketAddr, to_port: u16) -> Option<Probe> {
        let probe = Probe { target: from.ip(), port: self.ways.ports()?.service(to_port)? };
        let cookie = self.course.secret().cookie(probe);
        (self.source_port(probe, cookie) == Some(to_port)).then_some(probe)
    }

    /// Whether this is a packet of ours, by the marks that are quoted of it.
    fn has_sent(&self, probe: Probe, route: Route, mark: u32) -> bool {
        let secret = self.course.secret();
        let cookie = secret.cookie(probe);
        if self.source_port(probe, cookie) != Some(route.source_port) {
            return false;
        }
        match (probe.port.protocol, Dialect::of(probe.port)) {
            (Protocol::Tcp, _) => mark == cookie.sequence,
            (Protocol::Udp, Some(dialect)) => (1..=self.course.tries(probe)).any(|attempt| {
                u32::from(frame::datagram_checksum(route, &dialect.request(secret, probe, attempt))) == mark
            }),
            (Protocol::Udp, None) => false,
        }
    }

    fn source_port(&self, probe: Probe, cookie: Cookie) -> Option<u16> {
        self.ways.ports()?.source(probe.port, cookie)
    }

    /// Hands over what was found. Gives false when nobody wants it.
    fn hand_over(&mut self) -> bool {
        self.found.blocking_send(self.course.take_found()).is_ok()
    }

    fn wait(&self, until: Instant) {
        let time = until.saturating_duration_since(Instant::now()).min(LONGEST_WAIT);
        let descriptors = self.ways.lines().iter().flat_map(super::line::Line::descriptors);
        let mut watched: Vec<_> =
            descriptors.map(|descriptor| PollFd::new(descriptor, PollFlags::POLLIN)).collect();
        // Whatever ends the wait, the loop looks again.
        let _ended = ppoll(&mut watched, Some(time.into()), None);
    }
}
