//! The engine that needs no privilege: connections and datagrams of the operating system.

pub(crate) mod fault;
mod mail;
pub(crate) mod tcp;

use std::time::{Duration, Instant};

use akabeko_shared::Protocol;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use self::fault::Outcome;
use self::mail::{Mail, Post};
use crate::course::{Course, Step};
use crate::patience::Patience;
use crate::plan::Attempt;
use crate::{Record, Settings};

/// How many requests leave before answers are looked at again.
const BATCH: usize = 64;

/// How long to wait before it is looked again whether a connection is free.
const FULL: Duration = Duration::from_secs(1);

/// How long answers may take.
pub(crate) fn patience(settings: &Settings) -> Patience {
    Patience::new(settings.tcp_timeout.min(tcp::LONGEST), settings.udp_timeout)
}

/// Runs a scan to its end, or until nobody listens any more.
pub(crate) async fn run(course: Course, found: mpsc::Sender<Vec<Record>>) {
    let at_once = course.house().settings.affordable_at_once();
    let (post, letters) = Post::new();
    let mut engine = Engine { course, post, letters, dials: JoinSet::new(), at_once, unread: Vec::new() };
    while !engine.turn().await {
        let records = engine.course.take_found();
        if !records.is_empty() && found.send(records).await.is_err() || found.is_closed() {
            return;
        }
    }
    // Whoever is gone needs no records.
    let _gone = found.send(engine.course.take_found()).await;
}

struct Engine {
    course: Course,
    post: Post,
    letters: mpsc::Receiver<Mail>,
    dials: JoinSet<(Attempt, Outcome)>,
    at_once: usize,
    unread: Vec<Mail>,
}

impl Engine {
    /// Takes what has arrived, sends a little and waits. Gives true when nothing is left.
    ///
    /// What has arrived comes first: nothing is silent whose answer lies there.
    async fn turn(&mut self) -> bool {
        self.take_arrived();
        let until = match self.send() {
            Step::Done => return true,
            Step::Send(_) => None,
            Step::Wait(until) => Some(until),
        };
        match until {
            // More can leave at once; others may run before it does.
            None => tokio::task::yield_now().await,
            Some(until) => self.wait(until).await,
        }
        false
    }

    /// Sends what may leave now, and says what stopped it.
    fn send(&mut self) -> Step {
        for _ in 0..BATCH {
            if self.dials.len() >= self.at_once {
                return Step::Wait(Instant::now() + FULL);
            }
            let now = Instant::now();
            match self.course.next(now) {
                Step::Send(attempt) => self.ask(attempt, now),
                stop @ (Step::Wait(_) | Step::Done) => return stop,
            }
        }
        // What it would send next is found again.
        Step::Wait(Instant::now())
    }

    fn ask(&mut self, attempt: Attempt, now: Instant) {
        let address = self.course.house().settings.lab.socket(attempt.probe);
        match attempt.probe.port.protocol {
            Protocol::Tcp => match tcp::begin(address) {
                Ok(begun) => {
                    let patience = self.course.patience(attempt.probe.port);
                    self.course.sent(attempt);
                    self.dials.spawn(async move { (attempt, tcp::dial(begun, patience).await) });
                }
                Err(outcome) => self.take_sent(attempt, outcome, now),
            },
            Protocol::Udp => {
                let outcome = self.post.send(address, attempt, self.course.secret());
                self.take_sent(attempt, outcome, now);
            }
        }
    }

    /// Takes what came of sending a request.
    fn take_sent(&mut self, attempt: Attempt, outcome: Outcome, now: Instant) {
        match outcome {
            Outcome::Seen(_) | Outcome::Silent => self.course.sent(attempt),
            Outcome::Short | Outcome::Unsent => {}
        }
        self.take_outcome(attempt, outcome, now);
    }

    async fn wait(&mut self, until: Instant) {
        tokio::select! {
            biased;
            _ = self.letters.recv_many(&mut self.unread, BATCH) => {}
            Some(ended) = self.dials.join_next() => self.take_dial(ended),
            () = tokio::time::sleep_until(until.into()) => {}
        }
    }

    fn take_arrived(&mut self) {
        while let Some(ended) = self.dials.try_join_next() {
            self.take_dial(ended);
        }
        let now = Instant::now();
        for mail in self.unread.drain(..) {
            mail.deliver(&mut self.course, now);
        }
        while let Ok(mail) = self.letters.try_recv() {
            mail.deliver(&mut self.course, now);
        }
    }

    fn take_dial(&mut self, ended: Result<(Attempt, Outcome), tokio::task::JoinError>) {
        let (attempt, outcome) = ended.expect("no dial panics, and none is aborted before its scan");
        self.take_outcome(attempt, outcome, Instant::now());
    }

    fn take_outcome(&mut self, attempt: Attempt, outcome: Outcome, now: Instant) {
        match outcome {
            Outcome::Seen(state) => self.course.seen(attempt.probe, state, now),
            // The plan itself knows when nothing more can come.
            Outcome::Silent => {}
            Outcome::Short => self.course.short(attempt, now),
            Outcome::Unsent => self.course.unsent(attempt),
        }
    }
}
