//! The thread that gives frames to the kernel, so that the next ones are made meanwhile.
//!
//! The kernel needs twice as long for a frame as we do. One batch is always with this thread; who brings the next one
//! takes the last one back, with what became of it.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::Ways;
use crate::plan::Attempt;

/// Frames that leave together by one card, and the attempts that they are.
#[derive(Default)]
pub(super) struct Batch {
    /// The card, by its place among the lines.
    pub(super) line: usize,
    pub(super) six: bool,
    /// At least as many as there are attempts; what follows is left over from earlier batches.
    pub(super) frames: Vec<Vec<u8>>,
    pub(super) attempts: Vec<Attempt>,
}

/// A batch that came back.
#[derive(Default)]
pub(super) struct Returned {
    pub(super) batch: Batch,
    /// How many of its frames have left.
    pub(super) left: usize,
    /// Why the others have not.
    pub(super) error: Option<io::Error>,
}

/// The near end of the thread, which ends with it.
pub(super) struct Sender {
    to: SyncSender<Batch>,
    back: Receiver<Returned>,
    /// How many attempts are with the thread.
    away: usize,
}

impl Sender {
    /// Starts the thread with an empty batch of `size` frames in its hands.
    pub(super) fn start(ways: Arc<Ways>, size: usize) -> Self {
        let (to, batches) = sync_channel::<Batch>(1);
        let (returns, back) = sync_channel(1);
        let empty = Batch { frames: vec![Vec::new(); size], ..Batch::default() };
        std::thread::spawn(move || {
            let first = Returned { batch: empty, ..Returned::default() };
            let sent = batches.into_iter().map(|batch| send(&ways, batch));
            // Whoever started it is gone when nothing can be returned.
            std::iter::once(first).chain(sent).try_for_each(|returned| returns.send(returned).ok())
        });
        Self { to, back, away: 0 }
    }

    /// Takes the last batch back, as soon as it was sent, and gives the next one away.
    pub(super) fn exchange(&mut self, batch: Batch) -> Returned {
        let returned = self.back.recv().expect("the thread only ends with this end");
        self.away = batch.attempts.len();
        self.to.send(batch).expect("the thread only ends with this end");
        returned
    }

    /// Whether any attempt is with the thread.
    pub(super) fn is_busy(&self) -> bool {
        self.away > 0
    }
}

fn send(ways: &Ways, batch: Batch) -> Returned {
    let mut left = 0;
    while left < batch.attempts.len() {
        let frames = &batch.frames[left..batch.attempts.len()];
        match ways.lines()[batch.line].send(batch.six, frames) {
            Ok(sent) => left += sent,
            Err(error) => return Returned { batch, left, error: Some(error) },
        }
    }
    Returned { batch, left, error: None }
}
