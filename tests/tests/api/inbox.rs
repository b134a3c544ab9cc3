//! The inbox: what a message carries.

use akabeko_shared::{Language, Port};
use akabeko_tests::world::World;
use jiff::SignedDuration;
use serde_json::json;

use crate::device::{Device, notice_url};

const TELNET: Port = Port::tcp(23);

#[tokio::test]
async fn a_message_carries_the_word_of_its_page_and_says_whether_every_question_was_answered() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[TELNET]).await;
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    world.sends_campaign("april", &[TELNET], 0.0).await;
    world.step().await;
    let (page, notice) = (notice_url(&world, alice), world.face(alice).notices[0].notice);
    let device = Device::of(&world, alice);
    let words = [Language::En, Language::Ja].map(|language| world.app.secret.word(notice, language));
    let message = async || device.get("inbox").await.json()["notices"][0].clone();
    assert_eq!(message().await["word"], words[0]);
    assert_eq!(device.post("check-in", &json!({ "language": "ja" })).await.status, 200);
    assert_eq!(message().await["word"], words[1], "it speaks the person's language");

    for (button, answered) in [
        ("network.home", false),
        ("intent.tcp-23.unknown", false),
        ("ability.tcp-23.yes", true),
        ("intent.tcp-23.intended", true),
    ] {
        assert_eq!(world.presses(&page, button).await, 303);
        let said = message().await.get("answered").is_some_and(|said| said.as_bool() == Some(true));
        assert_eq!(said, answered, "after {button}");
    }
}
