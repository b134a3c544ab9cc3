//! The loop that keeps an agent going for as long as the device is on.

use std::time::Duration;

use futures::stream::{self, BoxStream, FusedStream};
use futures::{Stream, StreamExt};
use jiff::Timestamp;

use crate::{Backend, Event, Host, Reason, Session};

/// Why the loop ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It was asked to.
    Asked,
    /// Nothing will ever change without the person: a new invitation is needed.
    Stranded(Reason),
}

/// Runs until `shutdown` is done. `outside` is what happens on the device: networks that change, a person who
/// asks for a scan or wants quiet. `clock` tells the time. When it is asked to end, the backend is told so.
pub async fn run<H: Host>(
    session: &mut Session<H>,
    clock: impl Fn() -> Timestamp,
    outside: impl Stream<Item = Event> + Unpin,
    shutdown: impl Future<Output = ()>,
) -> Ended {
    // Dropping a call half-way is harmless: what was not answered did not happen, and is asked again.
    let ended = tokio::select! {
        reason = live(session, clock, outside.fuse()) => Ended::Stranded(reason),
        () = shutdown => Ended::Asked,
    };
    if ended == Ended::Asked {
        session.leave().await;
    }
    ended
}

async fn live<H: Host>(
    session: &mut Session<H>,
    clock: impl Fn() -> Timestamp,
    mut outside: impl FusedStream<Item = Event> + Unpin,
) -> Reason {
    let mut heard = stream::empty().fuse().boxed();
    let mut event = Event::Started;
    loop {
        if let Err(error) = session.give(event, clock()).await {
            tracing::warn!("failed to {error}");
        }
        if let Some(reason) = session.stranded() {
            return reason.clone();
        }
        if let Some(after) = session.take_stream() {
            heard = listen(session.backend().clone(), after);
        }
        event = tokio::select! {
            Some(event) = outside.next() => event,
            Some(event) = heard.next() => event,
            () = tokio::time::sleep(wait(session.wake_at(), clock())) => Event::Tick,
        };
    }
}

/// How long to sleep: never so long that a clock set anew or a laptop that slept goes unnoticed.
fn wait(wake_at: Option<Timestamp>, now: Timestamp) -> Duration {
    const SHORTEST: Duration = Duration::from_millis(50);
    const LONGEST: Duration = Duration::from_secs(30);
    let left = wake_at.map_or(LONGEST, |at| at.duration_since(now).try_into().unwrap_or(Duration::ZERO));
    left.clamp(SHORTEST, LONGEST)
}

/// One event stream from its opening to its end. The agent decides when there is another one.
fn listen(backend: Backend, after: i64) -> BoxStream<'static, Event> {
    let opening = stream::once(async move { backend.stream(after).await });
    let heard = opening.flat_map(|opened| match opened {
        Ok(events) => stream::once(async { Event::StreamOpened }).chain(events.map(Event::Heard)).boxed(),
        Err(failure) => {
            tracing::info!("failed to {failure}");
            stream::empty().boxed()
        }
    });
    heard.chain(stream::once(async { Event::StreamClosed })).fuse().boxed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    #[test]
    fn a_wait_is_neither_busy_nor_deaf() {
        let now = Timestamp::UNIX_EPOCH;
        let after = |seconds| Some(now + SignedDuration::from_secs(seconds));
        assert_eq!(wait(after(-5), now), Duration::from_millis(50));
        assert_eq!(wait(after(7), now), Duration::from_secs(7));
        assert_eq!(wait(after(900), now), Duration::from_secs(30));
        assert_eq!(wait(None, now), Duration::from_secs(30));
    }
}
