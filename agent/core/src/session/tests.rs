//! Sessions against a backend of a few lines on loopback, over real HTTP.

mod backend;

use akabeko_shared::wire::NoticeState;
use akabeko_shared::{AgentId, Language, NoticeId, Platform};
use jiff::Timestamp;

use self::backend::FakeBackend;
use super::*;
use crate::{Mood, RecordingHost};

const NOON: Timestamp = Timestamp::UNIX_EPOCH;

#[tokio::test]
async fn a_session_enrols_reads_its_inbox_and_shows_the_notice() {
    let fake = FakeBackend::start(NoticeState::Open).await;
    let mut session = session(&fake, RecordingHost::default());
    session.give(Event::Started, NOON).await.unwrap();

    assert_eq!(session.face().mood, Mood::Notice);
    assert_eq!(session.host().popped, [notice()]);
    assert_eq!(session.id(), Some(agent()));
    assert_eq!(session.take_stream(), Some(1));
    assert!(session.wake_at().is_some());
    assert_eq!(
        fake.heard(),
        [
            "POST /api/v1/enrol",
            "POST /api/v1/check-in Bearer secret",
            "GET /api/v1/inbox Bearer secret",
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
    assert!(matches!(session.backend().check_in(&Default::default()).await, Err(Failure::Unreachable(_))));
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

#[cfg(feature = "run")]
#[tokio::test]
async fn the_loop_hears_of_a_notice_and_of_its_end_as_they_come() {
    use crate::run::{Ended, run};

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

fn session(fake: &FakeBackend, host: RecordingHost) -> Session<RecordingHost> {
    let installation = Installation {
        invite: Some("mikan".to_owned()),
        platform: Platform::Desktop,
        language: Language::En,
        app_version: "0.1.0".to_owned(),
    };
    Session::new(installation, Backend::new(fake.origin(), None).unwrap(), host, 1).unwrap()
}

fn agent() -> AgentId {
    AgentId::at(NOON, [1; 10])
}

fn notice() -> NoticeId {
    NoticeId::at(NOON, [2; 10])
}
