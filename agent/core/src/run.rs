//! The loop that keeps an agent going for as long as the device is on.

use std::time::Duration;

use futures::future::{self, BoxFuture};
use futures::stream::{self, BoxStream, FusedStream};
use futures::{Stream, StreamExt};
use jiff::Timestamp;
use tokio::time::{Instant, sleep};

use crate::{Backend, Event, Host, Reason, Session, StreamOrder};

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

/// A call is made while everything else goes on: nobody who presses a button waits for a network that hangs.
async fn live<H: Host>(
    session: &mut Session<H>,
    clock: impl Fn() -> Timestamp,
    mut outside: impl FusedStream<Item = Event> + Unpin,
) -> Reason {
    let mut heard = stream::empty().fuse().boxed();
    let mut calling: Option<BoxFuture<'static, Option<Event>>> = None;
    let mut events = vec![Event::Started];
    loop {
        for event in events.drain(..) {
            if let Err(error) = session.take(event, clock()) {
                tracing::warn!("failed to {error}");
            }
        }
        if let Some(reason) = session.stranded() {
            return reason.clone();
        }
        match session.take_stream() {
            Some(StreamOrder::Open { after }) => heard = listen(session.backend().clone(), after),
            Some(StreamOrder::Close) => heard = stream::empty().fuse().boxed(),
            None => {}
        }
        if calling.is_none() {
            calling = session.next_call();
        }
        let (nap, began) = (wait(session.wake_at(), clock()), Moment::at(clock()));
        let event = tokio::select! {
            answer = answer(&mut calling) => { calling = None; answer }
            Some(event) = outside.next() => Some(event),
            Some(event) = heard.next() => Some(event),
            () = sleep(nap) => Some(Event::Tick),
        };
        let woke = slept(began, Moment::at(clock()), nap).then_some(Event::Woke);
        // Where the device woke up is known before it calls from there.
        events.extend(event.into_iter().chain(woke));
    }
}

/// What comes of the call that is under way, if there is one.
async fn answer(calling: &mut Option<BoxFuture<'static, Option<Event>>>) -> Option<Event> {
    match calling {
        Some(call) => call.await,
        None => future::pending().await,
    }
}

/// How long to wait for something to happen: never so long that a clock set anew goes unnoticed.
fn wait(wake_at: Option<Timestamp>, now: Timestamp) -> Duration {
    const SHORTEST: Duration = Duration::from_millis(50);
    const LONGEST: Duration = Duration::from_secs(30);
    let left = wake_at.map_or(LONGEST, |at| at.duration_since(now).try_into().unwrap_or(Duration::ZERO));
    left.clamp(SHORTEST, LONGEST)
}

/// A moment by the clock on the wall, and by the one that no one sets.
#[derive(Clone, Copy, Debug)]
struct Moment {
    wall: Timestamp,
    running: Instant,
}

impl Moment {
    fn at(wall: Timestamp) -> Self {
        Self { wall, running: Instant::now() }
    }
}

/// Whether the device slept between two moments that were to be a nap apart: more time passed on the wall than the
/// nap was to take, or than the other clock counted, which on many devices stands still meanwhile.
fn slept(before: Moment, after: Moment, nap: Duration) -> bool {
    const MORE: Duration = Duration::from_secs(20);
    let passed: Duration = after.wall.duration_since(before.wall).try_into().unwrap_or(Duration::ZERO);
    let counted = after.running.duration_since(before.running);
    passed > nap.min(counted) + MORE
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

    #[test]
    fn a_device_that_slept_is_noticed_and_one_that_was_only_slow_is_not() {
        let start = Moment::at(Timestamp::UNIX_EPOCH);
        let cases = [
            (30, 30, 30, false),
            (5, 5, 30, false),
            (45, 45, 30, false),
            (51, 51, 30, true),
            (26, 5, 30, true),
            (3605, 5, 30, true),
            (-3600, 5, 30, false),
        ];
        for (wall, running, nap, is_noticed) in cases {
            let after = Moment {
                wall: start.wall + SignedDuration::from_secs(wall),
                running: start.running + Duration::from_secs(running),
            };
            let nap = Duration::from_secs(nap);
            assert_eq!(slept(start, after, nap), is_noticed, "{wall} s on the wall, {running} s counted");
        }
    }
}
