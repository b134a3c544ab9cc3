//! What a scan gives back: its records as they come, and what it has done.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};

use futures::Stream;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::Record;

/// The records of one scan, in the order in which its probes end. Dropping it stops the scan.
pub struct Records {
    receiver: mpsc::Receiver<Vec<Record>>,
    received: std::vec::IntoIter<Record>,
    counts: Arc<Counts>,
    // Stops what works for the scan when it is dropped.
    work: JoinSet<()>,
}

impl Records {
    pub(crate) fn new(receiver: mpsc::Receiver<Vec<Record>>, counts: Arc<Counts>, work: JoinSet<()>) -> Self {
        Self { receiver, received: Vec::new().into_iter(), counts, work }
    }

    /// Ends the stream when all work has ended. Half a scan must not look like a whole one: a panic goes on here.
    fn end(&mut self, context: &mut Context<'_>) -> Poll<Option<Record>> {
        while let Some(ended) = ready!(self.work.poll_join_next(context)) {
            if let Err(error) = ended
                && let Ok(panic) = error.try_into_panic()
            {
                std::panic::resume_unwind(panic);
            }
        }
        Poll::Ready(None)
    }

    /// What the scan has done so far; complete once the stream has ended.
    pub fn tally(&self) -> Tally {
        self.counts.tally()
    }
}

impl Stream for Records {
    type Item = Record;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Record>> {
        loop {
            if let Some(record) = self.received.next() {
                return Poll::Ready(Some(record));
            }
            match ready!(self.receiver.poll_recv(context)) {
                None => return self.end(context),
                Some(records) => self.received = records.into_iter(),
            }
        }
    }
}

/// What a scan has done.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// Requests that left: SYN packets and datagrams, those of connections for evidence included.
    pub sent: u64,
    /// Probes that were answered: open, closed, or refused on the way.
    pub answered: u64,
    /// Probes that were found open.
    pub open: u64,
    /// Probes that yielded no record because the gate or the registries of special-purpose addresses forbade them.
    pub refused: u64,
    /// Probes that yielded no record because they could not be sent: no sockets left, no network, or a UDP port for
    /// which no request is known.
    pub unsent: u64,
    /// The share of requests that got lost, there or back, from 0 to 1, if enough answered to tell.
    pub loss: Option<f64>,
}

impl Tally {
    /// How many probes yielded no record.
    pub fn missing(&self) -> u64 {
        self.refused + self.unsent
    }
}

/// The tally of a scan under way.
#[derive(Default)]
pub(crate) struct Counts {
    sent: AtomicU64,
    answered: AtomicU64,
    open: AtomicU64,
    refused: AtomicU64,
    unsent: AtomicU64,
    /// In millionths, and one more; 0 is unknown.
    loss: AtomicU64,
}

impl Counts {
    pub(crate) fn send(&self) {
        self.sent.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn answer(&self, open: bool) {
        self.answered.fetch_add(1, Ordering::Relaxed);
        self.open.fetch_add(open.into(), Ordering::Relaxed);
    }

    pub(crate) fn refuse(&self) {
        self.refused.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn give_up(&self) {
        self.unsent.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn lose(&self, share: f64) {
        self.loss.store((share * 1e6) as u64 + 1, Ordering::Relaxed);
    }

    fn tally(&self) -> Tally {
        let count = |number: &AtomicU64| number.load(Ordering::Relaxed);
        Tally {
            sent: count(&self.sent),
            answered: count(&self.answered),
            open: count(&self.open),
            refused: count(&self.refused),
            unsent: count(&self.unsent),
            loss: count(&self.loss).checked_sub(1).map(|millionths| millionths as f64 / 1e6),
        }
    }
}
