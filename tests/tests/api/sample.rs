//! What a notice looks like, for anyone to see.

use akabeko_shared::Language;
use akabeko_tests::world::World;

#[tokio::test]
async fn anyone_sees_a_sample_in_their_language_and_nothing_is_kept_of_it() {
    let world = World::with(|config| config.organisation.name = "会津みまもりCSIRT".to_owned()).await;
    let site = format!("{}/sample", world.app.config.public_url());
    for (query, accepted, language) in [
        ("", "", Language::Ja),
        ("", "en-GB,ja;q=0.5", Language::En),
        ("?language=ja", "en", Language::Ja),
        ("?language=en", "ja", Language::En),
        ("?language=fr", "en", Language::En),
    ] {
        let request = world.browser.get(format!("{site}{query}")).header("accept-language", accepted);
        let response = request.send().await.unwrap();
        assert_eq!(
            (response.status().as_u16(), response.headers()["cache-control"].as_bytes()),
            (200, &b"no-store"[..])
        );
        let policy = response.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"));
        let html = response.text().await.unwrap();
        let ribbon = world.app.catalogue(language).text("page-sample-ribbon");
        assert!(html.contains(&ribbon) && html.contains("会津みまもりCSIRT"), "{query:?} with {accepted:?}");
    }
    for path in ["answer", "seen", "rescan"] {
        let status = world.tries(&site, path, "button=network.home").await.unwrap();
        assert!((400..500).contains(&status), "{path} gave {status}");
    }
    let dataset = world.app.store.dataset(world.app.config.zone()).await.unwrap();
    assert!(dataset.answers.is_empty() && dataset.visits.is_empty());
}
