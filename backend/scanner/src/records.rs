//! What a scan gives back: its records as they come, and how many probes yielded none.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};

use futures::Stream;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::Record;

/// The records of one scan, in the order in which its probes end. Dropping it stops the scan.
pub struct Records {
    receiver: mpsc::Receiver<Record>,
    counts: Arc<Counts>,
    // Stops the workers when it is dropped.
    _workers: JoinSet<()>,
}

impl Records {
    pub(crate) fn new(receiver: mpsc::Receiver<Record>, counts: Arc<Counts>, workers: JoinSet<()>) -> Self {
        Self { receiver, counts, _workers: workers }
    }

    /// The probes so far that yielded no record; complete once the stream has ended.
    pub fn tally(&self) -> Tally {
        self.counts.tally()
    }
}

impl Stream for Records {
    type Item = Record;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Record>> {
        self.receiver.poll_recv(context)
    }
}

/// How many probes yielded no record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The gate or the registries of special-purpose addresses forbade them.
    pub refused: u64,
    /// They could not be sent: no sockets left, no network, or a UDP port for which no request is known.
    pub unsent: u64,
}

/// The tally of a scan under way.
#[derive(Default)]
pub(crate) struct Counts {
    refused: AtomicU64,
    unsent: AtomicU64,
}

impl Counts {
    pub(crate) fn refuse(&self) {
        self.refused.fetch_add(1, Ordering::Release);
    }

    pub(crate) fn give_up(&self) {
        self.unsent.fetch_add(1, Ordering::Release);
    }

    fn tally(&self) -> Tally {
        Tally { refused: self.refused.load(Ordering::Acquire), unsent: self.unsent.load(Ordering::Acquire) }
    }
}
