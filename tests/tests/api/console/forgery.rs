//! Other sites: whatever they make a signed-in operator's browser send changes nothing and reads nothing.

use akabeko_backend::desk::permission::{Need, routes};
use akabeko_tests::world::World;
use serde_json::json;

use super::desk::Desk;

#[tokio::test]
async fn no_form_fetch_image_or_frame_of_another_site_gets_anywhere() {
    let world = World::new().await;
    let admin = Desk::first(&world).await;
    let before = world.app.store.audit_size().await.unwrap();
    // How browsers mark what a page elsewhere has them send: a form, a fetch, an image, a frame, a link.
    let marks = [
        ("cross-site", "no-cors", "empty"),
        ("cross-site", "navigate", "document"),
        ("cross-site", "no-cors", "image"),
        ("cross-site", "navigate", "iframe"),
        ("same-site", "cors", "empty"),
    ];
    for (method, path, need) in routes() {
        let path = path.trim_start_matches("/api/v1/console/").replace(['{', '}'], "");
        for (site, mode, destination) in marks {
            let request =
                admin.request(method.parse().unwrap(), &path).header("content-type", "application/json");
            let request = request.header("sec-fetch-site", site).header("sec-fetch-mode", mode);
            let reply = request.header("sec-fetch-dest", destination).body("{}").send().await.unwrap();
            assert_eq!(reply.status(), 403, "{method} {path} as {destination} from {site}, {need:?}");
        }
    }
    assert_eq!(world.app.store.audit_size().await.unwrap(), before);
}

#[tokio::test]
async fn a_browser_without_such_marks_is_known_by_where_its_page_is_from_and_a_form_sends_no_json() {
    let world = World::new().await;
    let admin = Desk::first(&world).await;
    let site = world.app.config.public_url();
    let halt = json!({ "reason": "a test" });
    let post = |origin: &str| {
        admin.request(reqwest::Method::POST, "scanner/halt").header("origin", origin.to_owned())
    };
    for origin in ["https://elsewhere.example", "null", ""] {
        assert_eq!(post(origin).json(&halt).send().await.unwrap().status(), 403, "{origin:?}");
    }
    for kind in ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"] {
        let reply = post(&site).header("content-type", kind).body(halt.to_string()).send().await.unwrap();
        assert_eq!(reply.status(), 415, "{kind}");
    }
    assert!(world.app.store.scanning().await.unwrap().halt.is_none());
    assert_eq!(post(&site).json(&halt).send().await.unwrap().status(), 204);
    assert!(world.app.store.scanning().await.unwrap().halt.is_some());
}

#[tokio::test]
async fn nobody_frames_keeps_or_embeds_the_console() {
    let world = World::new().await;
    let site = world.app.config.public_url();
    let console = world.browser.get(format!("{site}/console/people")).send().await.unwrap();
    let headers = console.headers().clone();
    let text =
        |name: &str| headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    let policy = text("content-security-policy");
    assert!(policy.contains("frame-ancestors 'none'") && policy.contains("default-src 'none'"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(text("cross-origin-resource-policy"), "same-origin");
    let api = world.browser.get(format!("{site}/api/v1/console/session")).send().await.unwrap();
    assert_eq!(api.headers()["cache-control"], "no-store");
    assert!(
        routes().all(|(_, path, need)| need != Need::Nobody
            || path.contains("join")
            || path.ends_with("/session"))
    );
}
