//! Hearing a port out: what is noted, and when it has been enough.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use super::EVIDENCE_LIMIT;

/// Where a conversation gets its connections from.
///
/// It only asks for them: whoever makes them does so in one place, so that the conversations need not know how.
pub(super) struct Door {
    wishes: mpsc::Sender<Wish>,
}

/// A wish for a connection, and the way to it.
pub(super) type Wish = oneshot::Sender<Option<Connection>>;

/// A connection, whatever carries it.
pub(super) type Connection = Box<dyn Stream>;

/// What carries words both ways.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

impl Door {
    /// A door, and the wishes that are made at it.
    pub(super) fn new() -> (Self, mpsc::Receiver<Wish>) {
        let (wishes, asked) = mpsc::channel(1);
        (Self { wishes }, asked)
    }

    /// A connection: none when the port may not be dialled any more, or nobody answers.
    pub(super) async fn open(&self) -> Option<Connection> {
        let (wish, granted) = oneshot::channel();
        self.wishes.send(wish).await.ok()?;
        granted.await.ok()?
    }
}

/// What a port said: over the last connection on which it said anything.
#[derive(Default)]
pub(super) struct Notes {
    earlier: Vec<u8>,
    said: Vec<u8>,
}

impl Notes {
    /// Begins anew for another connection.
    pub(super) fn turn(&mut self) {
        if !self.said.is_empty() {
            self.earlier = std::mem::take(&mut self.said);
        }
    }

    /// What was said over this connection.
    pub(super) fn said(&self) -> &[u8] {
        &self.said
    }

    /// Replaces what was said over this connection.
    pub(super) fn rewrite(&mut self, said: Vec<u8>) {
        self.said = said;
        self.said.truncate(EVIDENCE_LIMIT);
    }

    /// How much more is noted, in bytes.
    fn room(&self) -> usize {
        EVIDENCE_LIMIT.saturating_sub(self.earlier.len() + self.said.len())
    }

    pub(super) fn into_evidence(self) -> Option<Vec<u8>> {
        let mut evidence = if self.said.is_empty() { self.earlier } else { self.said };
        evidence.shrink_to_fit();
        (!evidence.is_empty()).then_some(evidence)
    }
}

/// Whether to go on hearing.
pub(super) enum More {
    /// What was said is enough.
    Enough,
    /// The next bytes may take so long.
    Within(Duration),
}

/// How a hearing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// It was enough.
    Enough,
    /// The other side closed, or no more is kept.
    Closed,
    /// Nothing more came in time.
    Silent,
}

/// Notes what a stream says until it is enough, ends, pauses too long or fills the notes. `more` is asked before each
/// reading with all that was said over this connection.
pub(super) async fn hear(
    stream: &mut (impl AsyncRead + Unpin),
    notes: &mut Notes,
    mut more: impl FnMut(&[u8]) -> More,
) -> Ended {
    loop {
        let patience = match more(&notes.said) {
            More::Enough => return Ended::Enough,
            More::Within(patience) => patience,
        };
        let room = u64::try_from(notes.room()).expect("the limit is small");
        let mut bounded = (&mut *stream).take(room);
        match timeout(patience, bounded.read_buf(&mut notes.said)).await {
            Err(_late) => return Ended::Silent,
            Ok(Ok(0) | Err(_)) => return Ended::Closed,
            Ok(Ok(_)) => {}
        }
    }
}

/// Says something; none if the other side has gone. A stream that takes nothing is ended by the limit for all.
pub(super) async fn say(stream: &mut (impl AsyncWrite + Unpin), words: &[u8]) -> Option<()> {
    stream.write_all(words).await.ok()?;
    stream.flush().await.ok()
}
