//! The session itself, before any agent: whatever is missing here is missing in every other test.

use std::collections::BTreeMap;

use akabeko_tests::desktop::{Session, Setting, until};
use zbus::zvariant::Value;

/// Sends a message as programs do. Gives its number.
async fn says(session: &Session, words: &str) -> zbus::Result<u32> {
    let hints = BTreeMap::<String, Value<'_>>::new();
    let actions: Vec<&str> = vec!["default", "Open"];
    let what = ("a neighbour", 0_u32, "", words, "Just so.", actions, hints, 0_i32);
    let (name, path) = ("org.freedesktop.Notifications", "/org/freedesktop/Notifications");
    let reply = session.bus.call_method(Some(name), path, Some(name), "Notify", &what).await?;
    reply.body().deserialize()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_heard_seen_and_clicked() {
    let session = Session::start(Setting::usual("session-")).await.unwrap();
    let before = session.screen().unwrap();
    assert!(!before.is_blank(), "the screen shows nothing, not even the panel");
    let number = says(&session, "The ox says hello").await.unwrap();
    until("the message is on the screen", async || (session.screen().ok()? != before).then_some(())).await;
    session.shot("message").unwrap();
    let message = session.messages.shown().pop().unwrap();
    assert_eq!((message.number, message.words()), (Some(number), "The ox says hello\nJust so.".to_owned()));
    session.click_message().unwrap();
    let chosen = until("the click is heard", async || session.messages.shown().pop()?.chosen).await;
    assert_eq!(chosen, "default");
    until("the message is gone", async || session.messages.shown().pop()?.gone.then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_session_lacks_is_not_started_behind_its_back() {
    let poor = Setting { panel: false, messages: false, keyring: false, ..Setting::usual("poor-") };
    let session = Session::start(poor).await.unwrap();
    says(&session, "Is anybody there?").await.unwrap_err();
    for name in ["org.kde.StatusNotifierWatcher", "org.freedesktop.secrets"] {
        assert!(!session.has_on_bus(name).await, "{name}");
    }
    assert!(session.icon().await.is_none());
    assert_eq!(session.messages.shown(), []);
    assert_eq!(session.windows().unwrap(), []);
}
