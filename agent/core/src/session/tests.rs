//! Sessions against a backend of a few lines on loopback, over real HTTP.

mod backend;
#[cfg(feature = "run")]
mod live;
mod portal;

use akabeko_shared::wire::{CONSENT_VERSION, InboxNotice, NoticeState};
use akabeko_shared::{AgentId, Language, NoticeId, Platform};
use jiff::Timestamp;

use self::backend::FakeBackend;
use super::*;
use crate::{Failure, Mood, RecordingHost, Remembered};

const NOON: Timestamp = Timestamp::UNIX_EPOCH;

#[tokio::test]
async fn a_session_enrols_reads_its_inbox_and_shows_the_notice() {
    let fake = FakeBackend::start(NoticeState::Open).await;
    let mut session = session(&fake, RecordingHost::default());
    session.give(Event::Started, NOON).await.unwrap();

    assert_eq!(session.face().mood, Mood::Notice);
    assert_eq!(session.host().popped, [notice()]);
    assert_eq!(session.host().push_keys, ["BKey"]);
    assert_eq!(session.id(), Some(agent()));
    assert_eq!(session.take_stream(), Some(StreamOrder::Open { after: 1 }));
    assert!(session.wake_at().is_some());
    assert_eq!(
        fake.heard(),
        [
            "POST /api/v1/enrol",
            "POST /api/v1/check-in Bearer secret",
            "GET /api/v1/inbox Bearer secret",
            "GET /api/v1/look Bearer secret",
            &format!("POST /api/v1/notices/{}/progress Bearer secret", notice()),
            &format!("POST /api/v1/notices/{}/progress Bearer secret", notice()),
            &format!("POST /api/v1/notices/{}/progress Bearer secret", notice()),
        ]
    );
}

#[tokio::test]
async fn a_restarted_session_remembers_who_it_is_and_what_it_said() {
    let fake = FakeBackend::start(NoticeState::Open).await;
    let mut first = session(&fake, RecordingHost::default());
    first.give(Event::Started, NOON).await.unwrap();
    let mut second = session(&fake, first.host().restarted());
    second.give(Event::Started, NOON).await.unwrap();
    assert_eq!((second.face().mood, second.host().popped.len()), (Mood::Notice, 0));
    assert_eq!(fake.heard().iter().filter(|call| call.contains("enrol")).count(), 1);
}

#[tokio::test]
async fn a_full_disk_is_reported_and_what_it_kept_from_the_person_is_said_afterwards() {
    let fake = FakeBackend::start(NoticeState::Open).await;
    let mut session = session(&fake, RecordingHost { is_full: true, ..RecordingHost::default() });
    assert!(session.give(Event::Started, NOON).await.is_err());
    assert_eq!((session.face().mood, session.host().popped.len()), (Mood::Notice, 0));
    assert!(session.give(Event::Tick, NOON).await.is_err());

    session.host.is_full = false;
    session.give(Event::Tick, NOON).await.unwrap();
    assert_eq!(session.host().popped, [notice()]);
    let mut second = self::session(&fake, session.host().restarted());
    second.give(Event::Started, NOON).await.unwrap();
    assert_eq!(second.host().popped, [], "it is said once");
}

#[tokio::test]
async fn an_agent_that_ends_asks_for_no_more_scans() {
    let fake = FakeBackend::start(NoticeState::Open).await;
    let mut session = session(&fake, RecordingHost::default());
    session.leave().await;
    assert_eq!(fake.heard(), [""; 0], "nobody knows it yet");
    session.give(Event::Started, NOON).await.unwrap();
    session.leave().await;
    assert_eq!(fake.heard().last().map(String::as_str), Some("POST /api/v1/check-in Bearer secret"));
    assert_eq!(fake.bodies().last().map(String::as_str), Some(r#"{"veto":"paused"}"#));
}

#[tokio::test]
async fn every_address_of_loopback_can_be_a_home() {
    let fake = FakeBackend::start(NoticeState::Open).await;
    let mut session = session(&fake, RecordingHost::default());
    session.bind(Some("127.1.2.3".parse().unwrap())).unwrap();
    session.give(Event::Started, NOON).await.unwrap();
    assert_eq!(fake.peers().last().map(ToString::to_string).as_deref(), Some("127.1.2.3"));
}

#[tokio::test]
async fn only_the_backend_itself_can_forget_an_agent() {
    let fake = FakeBackend::start(NoticeState::Open).await;
    let mut session = session(&fake, RecordingHost::default());
    session.give(Event::Started, NOON).await.unwrap();
    fake.answer_check_ins(401, "text/html");
    assert!(matches!(session.backend().check_in(&Default::default()).await, Err(Failure::Intercepted)));
    fake.answer_check_ins(401, "application/problem+json");
    assert_eq!(session.backend().check_in(&Default::default()).await, Err(Failure::UnknownToken));
    fake.answer_check_ins(429, "application/problem+json");
    assert!(matches!(session.backend().check_in(&Default::default()).await, Err(Failure::Refused(_))));
}

#[tokio::test]
async fn a_ticket_for_a_page_elsewhere_is_refused() {
    let fake = FakeBackend::start(NoticeState::Open).await;
    let backend = Backend::new(fake.origin(), None).unwrap();
    assert!(matches!(backend.ticket(notice()).await, Err(Failure::Unreachable(_))));
}

#[tokio::test]
async fn consent_is_taken_back_and_given_again() {
    let fake = FakeBackend::start(NoticeState::Open).await;
    let mut session = session(&fake, RecordingHost::default());
    session.give(Event::Started, NOON).await.unwrap();
    session.give(Event::Withdraw, NOON).await.unwrap();
    assert_eq!(fake.heard().last().map(String::as_str), Some("DELETE /api/v1/consent Bearer secret"));
    assert_eq!(session.take_stream(), Some(StreamOrder::Close));
    let calls = fake.heard().len();
    session.give(Event::Tick, NOON).await.unwrap();
    session.leave().await;
    assert_eq!(fake.heard().len(), calls, "nothing more to say");

    session.give(Event::Agree, NOON).await.unwrap();
    let heard = fake.heard().split_off(calls);
    assert_eq!(heard[0], "PUT /api/v1/consent Bearer secret");
    assert!(heard[1].starts_with("POST /api/v1/check-in"), "{heard:?}");
    assert_eq!(fake.bodies()[calls], format!(r#"{{"consent_version":{CONSENT_VERSION}}}"#));
}

#[tokio::test]
async fn what_was_asked_for_before_the_consent_was_taken_back_is_not_asked_any_more() {
    let fake = FakeBackend::start(NoticeState::Open).await;
    let mut session = session(&fake, RecordingHost::default());
    session.give(Event::Started, NOON).await.unwrap();
    let calls = fake.heard().len();
    session.take(Event::AskScan, NOON).unwrap();
    session.take(Event::NetworkChanged(None), NOON).unwrap();
    session.give(Event::Withdraw, NOON).await.unwrap();
    let heard = fake.heard().split_off(calls);
    assert!(heard.contains(&"DELETE /api/v1/consent Bearer secret".to_owned()), "{heard:?}");
    assert!(!heard.iter().any(|call| call.starts_with("POST")), "{heard:?}");
}

#[tokio::test]
async fn the_device_sees_every_step_and_none_later_than_a_call() {
    let fake = FakeBackend::start(NoticeState::Open).await;
    let mut session = Session::new(invited(), backend(&fake), Watcher::default(), 1).unwrap();
    session.take(Event::Started, NOON).unwrap();
    assert_eq!((session.host().0.len(), fake.heard().len()), (1, 0), "before the first call");
    session.give(Event::Tick, NOON).await.unwrap();
    let moods = &session.host().0;
    assert_eq!(moods.last(), Some(&Mood::Notice));
    assert!(moods.len() > 3, "{moods:?}");
}

#[tokio::test]
async fn everything_about_a_person_comes_as_it_is() {
    let fake = FakeBackend::start(NoticeState::Open).await;
    assert_eq!(backend(&fake).me().await.as_deref(), Ok(r#"{ "agent": 1 }"#));
    assert_eq!(backend(&fake).erase_me().await, Ok(()));
    assert_eq!(fake.heard(), ["GET /api/v1/me", "DELETE /api/v1/me"]);
}

/// A device that looks at the agent whenever it may.
#[derive(Default)]
struct Watcher(Vec<Mood>);

impl Host for Watcher {
    fn show_face(&mut self, _: &Face, _: Timestamp) {}
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
    fn settled(&mut self, agent: &Agent, _: Timestamp) {
        self.0.push(agent.face().mood);
    }
}

fn session(fake: &FakeBackend, host: RecordingHost) -> Session<RecordingHost> {
    Session::new(invited(), backend(fake), host, 1).unwrap()
}

fn backend(fake: &FakeBackend) -> Backend {
    Backend::new(fake.origin(), None).unwrap()
}

fn invited() -> Installation {
    Installation {
        invite: Some("mikan".to_owned()),
        platform: Platform::Desktop,
        language: Language::En,
        app_version: "0.1.0".to_owned(),
    }
}

fn agent() -> AgentId {
    AgentId::at(NOON, [1; 10])
}

fn notice() -> NoticeId {
    NoticeId::at(NOON, [2; 10])
}
