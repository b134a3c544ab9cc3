//! The notification page, as a browser gets it.

use akabeko_agent_core::Mood;
use akabeko_shared::{Language, Port};
use akabeko_tests::world::World;
use axum::http::HeaderMap;
use jiff::SignedDuration;
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use crate::device::{Device, browser_at_home, notice_url};

const TELNET: Port = Port::tcp(23);

#[tokio::test]
async fn nobody_keeps_frames_indexes_or_passes_on_a_page() {
    let (world, alice) = told(false).await;
    let address = notice_url(&world, alice);
    let page = world.opens(&address).await;
    let site = world.app.config.public_url();
    for url in [
        address.clone(),
        page.clone(),
        format!("{page}?page=main&lang=ja"),
        format!("{site}/n/mikan"),
        format!("{site}/notice/mikan"),
        format!("{page}/scan/x"),
        format!("{site}/about"),
        format!("{site}/really"),
    ] {
        let headers = world.browser.get(&url).send().await.unwrap().headers().clone();
        assert_private(&headers, &url);
    }
    let pressed = world.browser.post(format!("{page}/answer")).form("network.home").await;
    assert_eq!(pressed.0, 303);
    assert_private(&pressed.1, "a press");
}

#[tokio::test]
async fn the_address_that_stays_in_the_history_holds_no_key() {
    let (world, alice) = told(false).await;
    let address = notice_url(&world, alice);
    let token = address.rsplit_once('/').unwrap().1.to_owned();
    let page = world.opens(&format!("{address}?lang=ja&page=main")).await;
    assert!(page.ends_with("?lang=ja&page=main"), "{page}");
    let html = read(&world, &page, None).await;
    assert!(!page.contains(&token) && !html.contains(&token));
    let pressed = world.browser.post(format!("{}/answer", plain(&page))).form("network.home").await;
    assert!(!pressed.1["location"].to_str().unwrap().contains(&token));

    let stranger = reqwest::Client::builder().no_proxy().build().unwrap();
    assert_eq!(stranger.get(&page).send().await.unwrap().status(), 404, "without its cookie it opened");
    let forged = stranger.get(&page).header("cookie", format!("{}=app.0.9999999999.x", cookie_name(&page)));
    assert_eq!(forged.send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn a_page_from_elsewhere_cannot_press_for_its_visitors() {
    let (world, alice) = told(false).await;
    let page = world.opens(&notice_url(&world, alice)).await;
    for (from, status) in [("cross-site", 403), ("same-site", 403), ("same-origin", 303)] {
        let press = world.browser.post(format!("{page}/answer")).header("sec-fetch-site", from);
        assert_eq!(press.form("network.home").await.0, status, "{from}");
        let again = world.browser.post(format!("{page}/rescan")).header("sec-fetch-site", from);
        assert_eq!(again.send().await.unwrap().status(), status, "{from}");
    }
}

#[tokio::test]
async fn a_landing_page_comes_first_when_the_campaign_asks_for_it() {
    let (world, alice) = told(true).await;
    let page = opened_from_the_app(&world, alice).await;
    let address = world.people[alice].home.address().to_string();
    let first = read(&world, &page, None).await;
    assert!(first.contains("data-page=\"landing\""), "the landing page comes first");
    assert!(!first.contains(&address) && !first.contains("<form"), "it explains before it shows");
    let main = read(&world, &format!("{page}?page=main"), None).await;
    assert!(main.contains("data-page=\"main\"") && main.contains(&address));
    assert_eq!(world.presses(&page, "network.home").await, 303);
    assert!(read(&world, &page, None).await.contains("data-page=\"main\""), "who has answered has seen it");

    let (plain, bob) = told(false).await;
    let page = plain.opens(&notice_url(&plain, bob)).await;
    assert!(read(&plain, &page, None).await.contains("data-page=\"main\""));
}

#[tokio::test]
async fn address_and_provider_are_hidden_from_whoever_only_has_the_link() {
    let (world, alice) = told(false).await;
    let address = world.people[alice].home.address();
    let page = world.opens(&notice_url(&world, alice)).await;
    let html = read(&world, &page, None).await;
    assert!(!html.contains(&address.to_string()) && html.contains("tcp/23"));
    assert!(html.contains(&world.app.catalogue(Language::En).text("page-masked")));

    let html = browser_at_home(&world, alice).get(notice_url(&world, alice)).send().await.unwrap();
    assert!(html.text().await.unwrap().contains(&address.to_string()), "at home nothing is hidden");
    let html = read(&world, &opened_from_the_app(&world, alice).await, None).await;
    assert!(html.contains(&address.to_string()), "nor in the app");
}

#[tokio::test]
async fn whoever_is_on_another_network_now_is_asked_which_one_it_is_about() {
    let (mut world, alice) = told(false).await;
    let page = opened_from_the_app(&world, alice).await;
    assert!(!read(&world, &page, None).await.contains("here.another"));
    world.moves(alice);
    world.step().await;
    let by_link = reqwest::Client::builder().no_proxy().cookie_store(true).build().unwrap();
    let told = by_link.get(notice_url(&world, alice)).send().await.unwrap().text().await.unwrap();
    assert!(!told.contains("here.another"), "whoever has the link learns that nobody is at home");
    assert!(read(&world, &page, None).await.contains("here.another"));
    assert_eq!(world.presses(&page, "here.another").await, 303);
    let there = world.app.catalogue(Language::En).text("page-ask-network-there");
    assert!(read(&world, &page, None).await.contains(&there));
}

#[tokio::test]
async fn not_mine_ends_the_notice_until_it_is_taken_back() {
    let (mut world, alice) = told(false).await;
    let page = world.opens(&notice_url(&world, alice)).await;
    assert_eq!(world.presses(&page, "mine.no").await, 303);
    world.step().await;
    assert!(!read(&world, &page, None).await.contains("network.home"));
    assert_eq!(world.presses(&page, "network.home").await, 400);
    assert_eq!(world.face(alice).mood, Mood::Ok);
    assert_eq!(world.presses(&page, "mine.yes").await, 303);
    world.step().await;
    assert_eq!(world.face(alice).mood, Mood::Notice);
}

#[tokio::test]
async fn the_page_speaks_the_language_that_is_chosen_asked_for_or_known() {
    let (world, alice) = told(false).await;
    let page = opened_from_the_app(&world, alice).await;
    let notice = world.face(alice).notices[0].notice;
    let address = world.people[alice].home.address().to_string();
    for (url, accepted, language) in [
        (page.clone(), None, Language::En),
        (page.clone(), Some("ja,en;q=0.5"), Language::Ja),
        (format!("{page}?lang=en"), Some("ja"), Language::En),
        (format!("{page}?lang=ja"), Some("en"), Language::Ja),
        (format!("{page}?lang=fr"), None, Language::En),
    ] {
        let html = read(&world, &url, accepted).await;
        assert!(html.contains(&format!("<html lang=\"{}\">", language.tag())), "{url} with {accepted:?}");
        assert!(html.contains(&address) && html.contains("tcp/23"), "{url} leaves out what was seen");
        let word = world.app.secret.word(notice, language);
        assert!(html.contains(&word), "{url} has no matching word");
        let headline = world.app.catalogue(language).text("page-calm");
        assert!(html.contains(&headline), "{url} is not written in {language:?}");
    }
}

#[tokio::test]
async fn what_a_hostile_device_says_is_text_and_nothing_else() {
    let banner = "</bdi><script>alert(1)</script>\"'onload=x {{ 7*7 }} \u{202e}\u{1b}[31m\r\nlogin: ";
    let mut world = World::new().await;
    let alice = world.moves_in(&[]).await;
    let place = (world.people[alice].home.address(), world.app.config.scan.lab().doors.number(TELNET));
    let listener = TcpListener::bind(place).await.unwrap();
    let hostile = tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            // A visitor that went away has heard enough.
            let _ = stream.write_all(banner.as_bytes()).await;
        }
    });
    notified(&mut world, false).await;
    let page = opened_from_the_app(&world, alice).await;
    let html = read(&world, &page, None).await;
    hostile.abort();
    assert!(html.contains("alert(1)"), "the page does not show what was said");
    assert!(!html.contains("<script>") && !html.contains("</bdi><script"), "markup came through");
    assert!(!html.contains("\"'onload"), "a quote came through");
    assert!(!html.contains(['\u{202e}', '\u{1b}']), "a hidden character came through");
    assert!(html.contains("{{ 7*7 }}"), "it was taken for a template");
}

#[tokio::test]
async fn a_button_that_is_not_on_the_page_is_refused() {
    let (world, alice) = told(false).await;
    let page = notice_url(&world, alice);
    for button in ["intent.tcp-23.intended", "network.moon", "", "network.home&address=192.0.2.1"] {
        let status = world.presses(&page, button).await;
        assert!((400..500).contains(&status), "{button:?} gave {status}");
    }
    let dataset = world.app.store.dataset(world.app.config.zone()).await.unwrap();
    assert!(dataset.answers.is_empty() && dataset.visits.is_empty());
    let style = world
        .browser
        .get(format!("{}/assets/notice.css", world.app.config.public_url()))
        .send()
        .await
        .unwrap();
    assert_eq!(
        (style.status().as_u16(), style.headers()["content-type"].to_str().unwrap()),
        (200, "text/css; charset=utf-8")
    );
}

/// The page of somebody's notice, opened with a ticket.
async fn opened_from_the_app(world: &World, who: usize) -> String {
    let notice = world.face(who).notices[0].notice;
    let ticket = Device::of(world, who).post(&format!("notices/{notice}/ticket"), &json!({})).await.json();
    world.opens(ticket["url"].as_str().unwrap()).await
}

fn plain(page: &str) -> &str {
    page.split_once('?').map_or(page, |(page, _)| page)
}

fn cookie_name(page: &str) -> String {
    format!("notice-{}", plain(page).rsplit_once('/').unwrap().1)
}

/// A world in which Alice was told about telnet.
async fn told(landing: bool) -> (World, usize) {
    let mut world = World::new().await;
    let alice = world.moves_in(&[TELNET]).await;
    notified(&mut world, landing).await;
    (world, alice)
}

async fn notified(world: &mut World, landing: bool) {
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    let mut campaign = world.campaign("april", &[TELNET], 0.0);
    campaign.landing = landing;
    world.sends(&campaign).await;
    world.step().await;
}

async fn read(world: &World, url: &str, accepted: Option<&str>) -> String {
    let request = world.browser.get(url);
    let request =
        accepted.iter().fold(request, |request, languages| request.header("accept-language", *languages));
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 200, "{url}");
    response.text().await.unwrap()
}

#[track_caller]
fn assert_private(headers: &HeaderMap, of: &str) {
    let value = |name: &str| headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default();
    assert_eq!(value("cache-control"), "no-store", "{of}");
    assert_eq!(value("referrer-policy"), "no-referrer", "{of}");
    assert_eq!(value("x-robots-tag"), "noindex", "{of}");
    assert_eq!(value("x-content-type-options"), "nosniff", "{of}");
    let policy = value("content-security-policy");
    for rule in ["default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"] {
        assert!(policy.contains(rule), "{of}: {rule} is not in {policy:?}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains('*'), "{of}: {policy:?}");
}

/// Presses of a button as a browser sends them.
trait Form {
    async fn form(self, button: &str) -> (u16, HeaderMap);
}

impl Form for reqwest::RequestBuilder {
    async fn form(self, button: &str) -> (u16, HeaderMap) {
        let request = self.header("content-type", "application/x-www-form-urlencoded");
        let response = request.body(format!("button={button}")).send().await.unwrap();
        (response.status().as_u16(), response.headers().clone())
    }
}
