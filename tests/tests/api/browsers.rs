//! Who may speak to the agents' routes out of a browser, and how the web app is served.

use akabeko_tests::world::World;
use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::device::Device;

const EXTENSIONS: [&str; 2] = [
    "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
    "moz-extension://6ba7b810-9dad-11d1-80b4-00c04fd430c8",
];
const SITES: [&str; 6] = [
    "https://evil.example",
    "http://127.0.0.1:1",
    "null",
    "https://chrome-extension.example",
    "safari-web-extension://6ba7b810",
    "file://",
];

fn device(world: &World) -> Device {
    Device::stranger(world, [127, 0, 0, 1].into())
}

/// What a browser asks before it lets a page of this origin do something.
fn asking_first(device: &Device, path: &str, origin: &str) -> RequestBuilder {
    let request = device.request(Method::OPTIONS, path).header("origin", origin);
    let request = request.header("access-control-request-method", "POST");
    request.header("access-control-request-headers", "authorization,content-type")
}

fn allowed(headers: &HeaderMap) -> Option<&str> {
    headers.get("access-control-allow-origin").map(|origin| origin.to_str().unwrap())
}

#[tokio::test]
async fn an_extension_may_ask_and_no_site() {
    let world = World::new().await;
    let device = device(&world);
    for path in ["enrol", "check-in", "inbox", "me", "consent", "scans"] {
        for origin in EXTENSIONS {
            let answer = asking_first(&device, path, origin).send().await.unwrap();
            assert_eq!(allowed(answer.headers()), Some(origin), "{path}");
            let names = answer.headers()["access-control-allow-headers"].to_str().unwrap().to_owned();
            assert!(names.contains("authorization") && names.contains("content-type"), "{names}");
            assert!(!answer.headers().contains_key("access-control-allow-credentials"));
        }
        for origin in SITES {
            let answer = asking_first(&device, path, origin).send().await.unwrap();
            assert_eq!(allowed(answer.headers()), None, "{path} from {origin}");
        }
    }
    let answer = device.request(Method::GET, "about").header("origin", EXTENSIONS[0]).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), allowed(answer.headers())), (200, Some(EXTENSIONS[0])));
    let vary = answer.headers().get_all("vary").iter().any(|vary| vary.to_str().unwrap().contains("origin"));
    assert!(vary, "a cache would give one browser's answer to another");
}

#[tokio::test]
async fn what_a_site_sends_without_asking_does_nothing() {
    let world = World::new().await;
    let device = device(&world);
    let wish = json!({
        "invite": "MIKAN-3821", "platform": "browser", "consent_version": 1, "language": "ja", "app_version": "1"
    });
    let enrol = |origin: Option<&str>, from: &str| {
        let request = device.request(Method::POST, "enrol").header("content-type", "text/plain");
        let request = request.header("sec-fetch-site", from).body(wish.to_string());
        origin.map_or(request.try_clone().unwrap(), |origin| request.header("origin", origin))
    };
    let title = async |request: RequestBuilder| {
        let answer = request.send().await.unwrap();
        answer.json::<serde_json::Value>().await.unwrap()["title"].as_str().unwrap().to_owned()
    };
    for origin in SITES {
        let refused = title(enrol(Some(origin), "cross-site")).await;
        assert_eq!(refused, "Another site cannot do this for you", "{origin}");
    }
    // The invitation is wrong, which is for everybody else to hear.
    let own = world.app.config.public_url();
    for request in
        [enrol(None, "none"), enrol(Some(&own), "same-origin"), enrol(Some(EXTENSIONS[0]), "cross-site")]
    {
        assert_eq!(title(request).await, "This invitation does not open anything");
    }
}

#[tokio::test]
async fn pages_for_people_and_the_console_are_for_no_extension() {
    let world = World::new().await;
    let device = device(&world);
    for path in ["/about", "/sample", "/console/", "/api/v1/console/me", "/app/"] {
        let answer = device.openly(Method::GET, path).header("origin", EXTENSIONS[0]).send().await.unwrap();
        assert_eq!(allowed(answer.headers()), None, "{path}");
    }
}

#[tokio::test]
async fn the_web_app_runs_nothing_but_its_own_and_no_browser_trusts_an_old_file() {
    let world = World::new().await;
    let device = device(&world);
    for (path, kind) in [
        ("/app/", "text/html; charset=utf-8"),
        ("/app/worker.js", "text/javascript; charset=utf-8"),
        ("/app/agent.wasm", "application/wasm"),
        ("/app/app.webmanifest", "application/manifest+json"),
        ("/app/web-192.png", "image/png"),
        ("/app/assets/app.js", "text/javascript; charset=utf-8"),
    ] {
        let answer = device.openly(Method::GET, path).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        let text = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert_eq!((text("content-type"), text("cache-control")), (kind.to_owned(), "no-cache".to_owned()));
        let policy = text("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "), "{policy}");
        assert!(!policy.contains("unsafe-inline") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!(text("referrer-policy"), "no-referrer");
        let again =
            device.openly(Method::GET, path).header("if-none-match", text("etag")).send().await.unwrap();
        assert_eq!((again.status().as_u16(), again.text().await.unwrap().len()), (304, 0), "{path}");
    }
    for path in ["/app/assets/none.js", "/app/none.wasm"] {
        assert_eq!(device.openly(Method::GET, path).send().await.unwrap().status(), 404, "{path}");
    }
    let answer = device.openly(Method::GET, "/app").send().await.unwrap();
    assert_eq!((answer.status().as_u16(), &answer.headers()["location"]), (308, &"/app/".parse().unwrap()));
}

#[tokio::test]
async fn what_is_personal_is_kept_by_no_cache() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[]).await;
    let device = Device::of(&world, alice);
    for path in ["inbox", "look", "me"] {
        let answer = device.request(Method::GET, path).send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["cache-control"]),
            (200, &"no-store".parse().unwrap()),
            "{path}"
        );
    }
}
