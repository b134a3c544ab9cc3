//! Who runs this, for anyone to read.

use akabeko_shared::{Language, Port};
use akabeko_tests::world::World;
use jiff::SignedDuration;
use serde_json::json;

use crate::device::Device;

#[tokio::test]
async fn anyone_learns_who_runs_this_before_they_enrol() {
    let world = World::with(|config| {
        config.organisation.name = "会津みまもりCSIRT".to_owned();
        config.organisation.support_mail = "support@akabeko.example".to_owned();
        config.organisation.site = Some("https://csirt.example/akabeko".to_owned());
        config.scan.scanned_from = vec!["192.0.2.9".parse().unwrap(), "2001:db8::9".parse().unwrap()];
    });
    let world = world.await;
    let about = Device::stranger(&world, [127, 0, 0, 1].into()).get("about").await;
    assert_eq!(about.status, 200);
    let expected = json!({
        "organisation": "会津みまもりCSIRT",
        "support_mail": "support@akabeko.example",
        "site": "https://csirt.example/akabeko",
        "scanned_from": ["192.0.2.9", "2001:db8::9"],
        "consent_version": 1
    });
    assert_eq!(about.json(), expected);
}

#[tokio::test]
async fn a_site_that_is_no_web_address_is_not_named() {
    let world = World::with(|config| config.organisation.site = Some("javascript:x".to_owned())).await;
    let about = Device::stranger(&world, [127, 0, 0, 1].into()).get("about").await.json();
    assert_eq!((about.get("site"), &about["scanned_from"]), (None, &json!([])));
}

#[tokio::test]
async fn anyone_can_read_who_we_are_in_their_language() {
    let world = World::with(|config| config.scan.scanned_from = vec!["192.0.2.9".parse().unwrap()]).await;
    let site = world.app.config.public_url();
    for (query, language) in [("?lang=ja", Language::Ja), ("?lang=en", Language::En), ("", Language::Ja)] {
        let html =
            world.browser.get(format!("{site}/about{query}")).send().await.unwrap().text().await.unwrap();
        assert!(html.contains(&world.app.catalogue(language).text("page-about-headline")), "{query}");
        assert!(html.contains("192.0.2.9") && html.contains("tcp/52869"), "{query}");
    }
    let security = world.browser.get(format!("{site}/.well-known/security.txt")).send().await.unwrap();
    assert!(security.text().await.unwrap().starts_with("Contact: mailto:"));
}

#[tokio::test]
async fn a_check_word_is_ours_if_it_was_sent_and_not_otherwise() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[Port::tcp(23)]).await;
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    world.sends_campaign("april", &[Port::tcp(23)], 0.0).await;
    world.step().await;
    let notice = world.face(alice).notices[0].notice;
    let said = async |word: &str| {
        let url = format!("{}/really?lang=en", world.app.config.public_url());
        let request = world.browser.post(url).body(format!("word={}", word.replace('・', "%E3%83%BB")));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.send().await.unwrap().text().await.unwrap()
    };
    let text = |key: &str| world.app.catalogue(Language::En).text(key);
    for language in [Language::Ja, Language::En] {
        let word = world.app.secret.word(notice, language);
        assert!(said(&word).await.contains(&text("page-check-ours")), "{word}");
        assert!(said(&word.to_uppercase()).await.contains(&text("page-check-ours")), "{word}");
    }
    for word in ["mikan-00000", "", "%3Cscript%3E", "0"] {
        assert!(said(word).await.contains(&text("page-check-unknown")), "{word}");
    }
    for _ in 0..2 {
        said("x").await;
    }
    let word = world.app.secret.word(notice, Language::En);
    assert!(said(&word).await.contains(&text("page-check-too-many")), "it may be guessed at leisure");
    world.app.clock.advance(SignedDuration::from_mins(10));
    assert!(said(&word).await.contains(&text("page-check-ours")));
}
