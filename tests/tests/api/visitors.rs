//! A visit is what a person saw: machines fetch pages as often as they like and count for nothing.

use akabeko_shared::Port;
use akabeko_tests::world::World;
use jiff::SignedDuration;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::json;

use crate::device::{Device, notice_url};

const TELNET: Port = Port::tcp(23);

/// Machines by what they send: previews, mail scanners, crawlers, browsers that look ahead.
const MACHINES: [&[(&str, &str)]; 15] = [
    &[("user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")],
    &[(
        "user-agent",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0) Chrome/116.0",
    )],
    &[("user-agent", "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)")],
    &[("user-agent", "Twitterbot/1.0")],
    &[("user-agent", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)")],
    &[("user-agent", "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)")],
    &[("user-agent", "WhatsApp/2.23.20.0")],
    &[("user-agent", "TelegramBot (like TwitterBot)")],
    &[("user-agent", "Mozilla/5.0 (Windows NT 6.1) SkypeUriPreview Preview/0.5")],
    &[("user-agent", "Mozilla/5.0 (compatible; Proofpoint URL Defense)")],
    &[("user-agent", "Mimecast-URL-Protect/1.0")],
    &[("user-agent", "curl/8.14.1")],
    &[],
    &[("user-agent", "Mozilla/5.0 (X11) Chrome/142.0.0.0"), ("sec-purpose", "prefetch;prerender")],
    &[("user-agent", "Mozilla/5.0 (Macintosh) Version/26.0 Safari/605.1.15"), ("x-purpose", "preview")],
];

#[tokio::test]
async fn fifteen_kinds_of_machines_fetch_a_hundred_times_and_are_no_visit() {
    let (world, alice) = told().await;
    let page = notice_url(&world, alice);
    let device = Device::of(&world, alice);
    let notice = world.face(alice).notices[0].notice;
    for headers in MACHINES {
        let ticket = device.post(&format!("notices/{notice}/ticket"), &json!({})).await.json();
        let url = ticket["url"].as_str().unwrap();
        for url in [page.as_str(), url] {
            fetch(&machine(headers), url, 50).await;
        }
        let (_, ticket) = url.split_once("ticket=").unwrap();
        let hash = akabeko_backend::secret::hash(ticket);
        let left = world.app.store.take_ticket(notice, hash, world.now()).await.unwrap();
        assert!(left, "{headers:?} used a ticket up");
    }
    assert_eq!(visits(&world).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_browser_that_looks_ahead_leaves_the_ticket_to_its_person() {
    let (world, alice) = told().await;
    let notice = world.face(alice).notices[0].notice;
    let ticket = Device::of(&world, alice).post(&format!("notices/{notice}/ticket"), &json!({})).await.json();
    let url = ticket["url"].as_str().unwrap();
    let ahead = world.browser.get(url).header("sec-purpose", "prefetch").send().await.unwrap();
    assert_eq!((ahead.status().as_u16(), ahead.headers().get("set-cookie")), (503, None));
    assert_eq!(world.browser.head(url).send().await.unwrap().status(), 303);
    let page = world.opens(url).await;
    assert_eq!(world.sees(&page).await, 204);
    assert_eq!(visits(&world).await, ["main app"]);
    let again = world.opens(url).await;
    assert_eq!(world.sees(&again).await, 204);
    assert_eq!(visits(&world).await, ["main app", "main browser"], "a ticket is good once");
}

#[tokio::test]
async fn five_hundred_people_are_five_hundred_visits() {
    let (world, alice) = told().await;
    let page = notice_url(&world, alice);
    for _ in 0..500 {
        let person = person();
        let opened = open(&person, &page).await;
        assert_eq!(person.get(&opened).send().await.unwrap().status(), 200);
        assert_eq!(report(&person, &opened).await, 204);
    }
    assert_eq!(visits(&world).await.len(), 500);
}

#[tokio::test]
async fn without_script_the_first_press_is_the_visit_and_using_a_page_is_none() {
    let (world, alice) = told().await;
    let page = world.opens(&notice_url(&world, alice)).await;
    assert_eq!(world.tries(&page, "seen", "page=main&engaged=true").await, Some(204));
    assert_eq!(visits(&world).await, Vec::<String>::new());
    assert_eq!(world.presses(&page, "network.home").await, 303);
    assert_eq!(visits(&world).await, ["main browser"]);
    for wrong in ["page=front", "page=main&ticket=x", "engaged=true", "page=main&engaged=perhaps"] {
        let status = world.tries(&page, "seen", wrong).await.unwrap();
        assert!((400..500).contains(&status), "{wrong} gave {status}");
    }
    assert_eq!(visits(&world).await.len(), 1);
}

async fn told() -> (World, usize) {
    let mut world = World::new().await;
    let alice = world.moves_in(&[TELNET]).await;
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    world.sends_campaign("april", &[TELNET], 0.0).await;
    world.step().await;
    (world, alice)
}

/// Fetches a page as often, follows where it leads, and reports it as seen, as a machine that runs scripts does.
async fn fetch(machine: &reqwest::Client, url: &str, times: u32) {
    for _ in 0..times {
        let opened = open(machine, url).await;
        machine.get(&opened).send().await.unwrap();
        report(machine, &opened).await;
    }
}

/// Reports a page as seen. Gives the status.
async fn report(client: &reqwest::Client, page: &str) -> u16 {
    let request = client.post(format!("{page}/seen")).body("page=main");
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    request.send().await.unwrap().status().as_u16()
}

async fn open(client: &reqwest::Client, url: &str) -> String {
    let answer = client.get(url).send().await.unwrap();
    let onward = answer.headers().get("location").map(|onward| onward.to_str().unwrap().to_owned());
    onward.map_or(url.to_owned(), |onward| answer.url().join(&onward).unwrap().to_string())
}

fn machine(headers: &[(&'static str, &'static str)]) -> reqwest::Client {
    let header = |(name, value): &(&'static str, &'static str)| {
        (HeaderName::from_static(name), HeaderValue::from_static(value))
    };
    let headers: HeaderMap = headers.iter().map(header).collect();
    client().default_headers(headers).build().unwrap()
}

fn person() -> reqwest::Client {
    client().user_agent("Mozilla/5.0 (iPhone) Version/26.0 Mobile/15E148 Safari/604.1").build().unwrap()
}

fn client() -> reqwest::ClientBuilder {
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
    client.cookie_store(true).tls_certs_only(std::iter::empty::<reqwest::Certificate>())
}

async fn visits(world: &World) -> Vec<String> {
    let dataset = world.app.store.dataset(world.app.config.zone()).await.unwrap();
    dataset.visits.iter().map(|visit| format!("{} {}", visit.page.word(), visit.device.word())).collect()
}
