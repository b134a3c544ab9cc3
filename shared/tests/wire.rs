//! What was ever said between an agent and the backend is still understood: the samples of version 1 stand in
//! `wire/`, and none is ever changed or taken away. A new message gets a new file.
#![cfg(test)]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use akabeko_shared::Variant;
use akabeko_shared::wire::{
    About, Agreement, CheckIn, CheckInReply, EnrolReply, EnrolRequest, Event, Events, Inbox, LastLook, News,
    Problem, Progress, Scan, Stored, Ticket,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

type Read = fn(&str) -> Result<Value, serde_json::Error>;

/// Every sample and the message that it is one of.
const SAMPLES: [(&str, Read); 42] = [
    ("about", again::<About>),
    ("about-short", again::<About>),
    ("agreement", again::<Agreement>),
    ("enrol-request", again::<EnrolRequest>),
    ("enrol-request-attempt", again::<EnrolRequest>),
    ("enrol-reply", again::<EnrolReply>),
    ("check-in", again::<CheckIn>),
    ("check-in-short", again::<CheckIn>),
    ("check-in-paused", again::<CheckIn>),
    ("check-in-network", again::<CheckIn>),
    ("check-in-push", again::<CheckIn>),
    ("check-in-push-off", again::<CheckIn>),
    ("check-in-reply", again::<CheckInReply>),
    ("check-in-reply-provider", again::<CheckInReply>),
    ("check-in-reply-push", again::<CheckInReply>),
    ("event-notice-sent", again::<Event>),
    ("event-notice-closed", again::<Event>),
    ("event-notice-reopened", again::<Event>),
    ("event-notice-ended", again::<Event>),
    ("event-scan-finished", again::<Event>),
    ("events", again::<Events>),
    ("inbox", again::<Inbox>),
    ("inbox-empty", again::<Inbox>),
    ("inbox-word", again::<Inbox>),
    ("inbox-variant", again::<Inbox>),
    ("look-not-yet", again::<LastLook>),
    ("look-withheld", again::<LastLook>),
    ("look-seen", again::<LastLook>),
    ("look-shared", again::<LastLook>),
    ("progress-delivered", again::<Progress>),
    ("progress-drawn", again::<Progress>),
    ("progress-popup", again::<Progress>),
    ("ticket", again::<Ticket>),
    ("scan-due", again::<Scan>),
    ("scan-done", again::<Scan>),
    ("scan-dropped", again::<Scan>),
    ("stored", again::<Stored>),
    ("stored-withheld", again::<Stored>),
    ("stored-push", again::<Stored>),
    ("stored-lines", again::<Stored>),
    ("problem", again::<Problem>),
    ("problem-short", again::<Problem>),
];

const REQUESTS: [&str; 4] = ["enrol-request", "check-in", "progress-drawn", "agreement"];

#[test]
fn every_message_of_version_1_is_understood_and_said_the_same_way() {
    for (name, read) in SAMPLES {
        let text = sample(name);
        let said =
            read(&text).unwrap_or_else(|error| panic!("{name}.json is not understood any more: {error}"));
        let expected: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(said, expected, "{name}.json would be said in another way");
    }
}

#[test]
fn every_file_is_a_sample_of_something() {
    let files =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let samples: BTreeSet<String> = SAMPLES.iter().map(|(name, _)| format!("{name}.json")).collect();
    assert_eq!(files.collect::<BTreeSet<_>>(), samples);
    assert_eq!(samples.len(), SAMPLES.len(), "a sample is named twice");
}

#[test]
fn every_kind_of_news_has_a_sample() {
    let kind = |news: &News| match news {
        News::NoticeSent { .. } => Some("event-notice-sent"),
        News::NoticeClosed { .. } => Some("event-notice-closed"),
        News::NoticeReopened { .. } => Some("event-notice-reopened"),
        News::NoticeEnded { .. } => Some("event-notice-ended"),
        News::ScanFinished { .. } => Some("event-scan-finished"),
        News::Unknown => None,
    };
    for (name, _) in SAMPLES.iter().filter(|(name, _)| name.starts_with("event-")) {
        let event: Event = serde_json::from_str(&sample(name)).unwrap();
        assert_eq!(kind(&event.news), Some(*name));
    }
}

#[test]
fn a_request_with_anything_unknown_in_it_is_refused() {
    for name in REQUESTS {
        let (_, read) = SAMPLES.iter().find(|(known, _)| *known == name).unwrap();
        for unknown in ["address", "ip", "target", "Address", ""] {
            let mut request: Value = serde_json::from_str(&sample(name)).unwrap();
            request[unknown] = json!("192.0.2.1");
            let error = read(&request.to_string()).expect_err(name).to_string();
            assert!(error.contains(&format!("unknown field `{unknown}`")), "{name}: {error}");
        }
    }
    let mut nested: Value = serde_json::from_str(&sample("check-in")).unwrap();
    nested["network"]["address"] = json!("192.0.2.1");
    let mut subscribed: Value = serde_json::from_str(&sample("check-in-push")).unwrap();
    subscribed["push"]["subscribed"]["address"] = json!("192.0.2.1");
    for request in [nested, subscribed] {
        let error = again::<CheckIn>(&request.to_string()).unwrap_err().to_string();
        assert!(error.contains("unknown field `address`"), "{error}");
    }
}

#[test]
fn a_reply_may_grow_and_news_may_be_of_an_unknown_kind() {
    for (name, read) in SAMPLES.iter().filter(|(name, _)| !is_request(name)) {
        let mut grown: Value = serde_json::from_str(&sample(name)).unwrap();
        grown["mood"] = json!({ "ox": "red" });
        let expected: Value = serde_json::from_str(&sample(name)).unwrap();
        assert_eq!(read(&grown.to_string()).unwrap(), expected, "{name}");
    }
    let later = r#"{"number": 9, "at": "2031-05-12T03:00:00Z", "news": "ox-nodded", "ox": 3}"#;
    let event: Event = serde_json::from_str(later).unwrap();
    assert_eq!((event.number, event.news), (9, News::Unknown));
    let reworded = sample("inbox-variant").replace("facts", "haiku");
    let inbox: Inbox = serde_json::from_str(&reworded).unwrap();
    assert_eq!(inbox.notices[0].variant, Variant::Usual, "a wording of tomorrow is the usual one today");
}

fn is_request(name: &str) -> bool {
    (name.starts_with("check-in") && !name.starts_with("check-in-reply"))
        || name.starts_with("progress")
        || name == "agreement"
        || name.starts_with("enrol-request")
}

/// Reads a message and says it again.
fn again<T: DeserializeOwned + Serialize>(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str::<T>(text).and_then(serde_json::to_value)
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/wire")
}

fn sample(name: &str) -> String {
    fs::read_to_string(folder().join(format!("{name}.json"))).unwrap()
}
