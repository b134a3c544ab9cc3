//! The loop: everything as it comes, whatever the network does.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use futures::channel::mpsc;
use jiff::SignedDuration;

use super::*;
use crate::run::{Ended, run};

#[tokio::test]
async fn the_loop_hears_of_a_notice_and_of_its_end_as_they_come() {
    let fake = FakeBackend::start(NoticeState::Open).await;
    let mut session = session(&fake, RecordingHost::default());
    let outside = futures::stream::pending();
    let ended = run(&mut session, || NOON, outside, fake.until_closing_was_read()).await;
    assert_eq!(ended, Ended::Asked);
    let moods: Vec<Mood> = session.host().faces.iter().map(|(_, face)| face.mood).collect();
    assert_eq!(moods.first(), Some(&Mood::Notice));
    assert_eq!(fake.bodies().last().map(String::as_str), Some(r#"{"veto":"paused"}"#));
    assert!(fake.heard().iter().any(|call| call.starts_with("GET /api/v1/events?after=1")));
}

#[tokio::test]
async fn a_stream_is_asked_for_as_a_stream_and_nothing_else_is() {
    let fake = FakeBackend::start(NoticeState::Open).await;
    let mut session = session(&fake, RecordingHost::default());
    run(&mut session, || NOON, futures::stream::pending(), fake.until_closing_was_read()).await;
    for (call, taken) in fake.heard().iter().zip(fake.taken()) {
        let kind = if call.contains("/events") { "text/event-stream" } else { "application/json" };
        assert_eq!(taken, [kind], "{call}");
    }
}

#[tokio::test]
async fn nobody_waits_for_a_network_that_hangs() {
    let fake = FakeBackend::start(NoticeState::Open).await;
    fake.hang_at("/inbox");
    let mut session = Session::new(invited(), backend(&fake), Bell::default(), 1).unwrap();
    let rung = session.host().0.clone();
    let (person, outside) = mpsc::unbounded();
    let called = fake.until_heard("GET /api/v1/inbox", 1);
    let presses = async {
        called.await;
        person.unbounded_send(Event::Pause(NOON + SignedDuration::from_hours(1))).unwrap();
        rung.notified().await;
    };
    run(&mut session, || NOON, outside, presses).await;
    assert_eq!(session.face().mood, Mood::Paused);
}

#[tokio::test]
async fn whoever_takes_their_consent_back_listens_no_more() {
    let fake = FakeBackend::start(NoticeState::Open).await;
    let mut session = session(&fake, RecordingHost::default());
    let (person, outside) = mpsc::unbounded();
    let withdraws = async {
        fake.until_closing_was_read().await;
        person.unbounded_send(Event::Withdraw).unwrap();
        fake.until_nobody_listens().await;
        fake.until_heard("DELETE /api/v1/consent", 1).await;
    };
    run(&mut session, || NOON, outside, withdraws).await;
    assert_eq!(session.face().reason, Some(Reason::Withdrawn));
    assert!(fake.heard().last().unwrap().starts_with("DELETE /api/v1/consent"), "and says no more");
}

#[tokio::test]
async fn a_device_that_slept_checks_in_at_once() {
    let fake = FakeBackend::start(NoticeState::Open).await;
    let mut session = session(&fake, RecordingHost::default());
    let (person, outside) = mpsc::unbounded();
    let seconds = Arc::new(AtomicI64::new(0));
    let clock = || NOON + SignedDuration::from_secs(seconds.load(Ordering::SeqCst));
    let sleeps = async {
        fake.until_closing_was_read().await;
        seconds.store(60, Ordering::SeqCst);
        person.unbounded_send(Event::Tick).unwrap();
        fake.until_heard("POST /api/v1/check-in", 2).await;
        fake.until_heard("GET /api/v1/events", 2).await;
    };
    run(&mut session, clock, outside, sleeps).await;
}

/// A device that rings when it is to show a pause.
#[derive(Default)]
struct Bell(Arc<tokio::sync::Notify>);

impl Host for Bell {
    fn show_face(&mut self, face: &Face, _: Timestamp) {
        if face.mood == Mood::Paused {
            self.0.notify_one();
        }
    }
    fn pop(&mut self, _: &InboxNotice) {}
    fn remind(&mut self, _: &InboxNotice) {}
    fn take_back(&mut self, _: NoticeId) {}
    fn say_closed(&mut self, _: &InboxNotice) {}
    fn remember(&mut self, _: &Remembered) -> Result<(), HostError> {
        Ok(())
    }
    fn recall(&mut self) -> Result<Option<Remembered>, HostError> {
        Ok(None)
    }
}
