//! The address of a page is its key, and a key that does not fit says nothing.

use std::collections::BTreeMap;

use akabeko_shared::Port;
use akabeko_tests::world::World;
use jiff::SignedDuration;
use reqwest::{Method, RequestBuilder};

use crate::device::{Answer, Device, notice_url};

const TELNET: Port = Port::tcp(23);

#[tokio::test]
async fn wrong_expired_waiting_and_never_given_tokens_look_the_same() {
    let mut world = World::new().await;
    let people = [world.moves_in(&[TELNET]).await, world.moves_in(&[TELNET]).await];
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    let mut campaign = world.campaign("trial", &[TELNET], 0.5);
    campaign.waiting_weeks = 52;
    world.sends(&campaign).await;
    world.step().await;
    let is_told = |who: &&usize| !world.face(**who).notices.is_empty();
    let told = *people.iter().find(is_told).unwrap();
    let page = notice_url(&world, told);
    assert_eq!(world.browser.get(&page).send().await.unwrap().status(), 303);
    world.app.clock.advance(SignedDuration::from_hours(24 * 91));

    let dataset = world.app.store.dataset(world.app.config.zone()).await.unwrap();
    let waiting = dataset.notices.iter().find(|notice| notice.sent_at.is_none()).unwrap();
    let waiting = world.app.secret.page_token(waiting.notice.parse().unwrap(), 0);
    let (site, expired) = page.rsplit_once('/').unwrap();
    let longer = format!("{expired}a");
    let wrong =
        [expired, &waiting, "mfrggzdfmztwq2lkmfrggzdfmz", "x", "%F0%9F%90%82", "'%20OR%20'1'='1", &longer];
    for (what, method) in [
        ("", Method::GET),
        ("?lang=ja&page=main", Method::GET),
        ("?ticket=x", Method::GET),
        ("", Method::HEAD),
    ] {
        let request = |token: &str| world.browser.request(method.clone(), format!("{site}/{token}{what}"));
        let expected = look(request("mfrggzdfmztwq2lkmfrggzdfmy")).await;
        assert_eq!(expected.0, 404, "{method} {what}");
        for token in wrong {
            assert_eq!(look(request(token)).await, expected, "{method} {what} of {token} is told apart");
        }
    }
    let dataset = world.app.store.dataset(world.app.config.zone()).await.unwrap();
    assert!(dataset.answers.is_empty() && dataset.visits.is_empty(), "a page that is not there was used");
}

#[tokio::test]
async fn without_a_grant_there_is_no_page_whatever_is_asked_of_it() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[TELNET]).await;
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    world.sends_campaign("april", &[TELNET], 0.0).await;
    world.step().await;
    let (site, notice) = (world.app.config.public_url(), world.face(alice).notices[0].notice.to_string());
    for (what, method, form) in [
        ("", Method::GET, ""),
        ("?lang=ja&page=main", Method::GET, ""),
        ("", Method::HEAD, ""),
        ("/seen", Method::POST, "page=main"),
        ("/answer", Method::POST, "button=network.home"),
        ("/rescan", Method::POST, ""),
        ("/scan/0190b2c4-7a5e-7c31-9d0f-3b1f6a2e8c11", Method::GET, ""),
    ] {
        let request = |notice: &str| {
            let request =
                world.browser.request(method.clone(), format!("{site}/notice/{notice}{what}")).body(form);
            request.header("content-type", "application/x-www-form-urlencoded")
        };
        // A press leads back to where it is said how to open the page again.
        let leads_back = method == Method::POST && what != "/seen";
        let nobodys = "0190b2c4-7a5e-7c31-9d0f-3b1f6a2e8c11";
        let unnamed = async |notice: &str| {
            let (status, mut headers, text) = look(request(notice)).await;
            headers.entry("location".to_owned()).and_modify(|place| *place = place.replace(notice, "…"));
            (status, headers, text)
        };
        let expected = unnamed(nobodys).await;
        assert_eq!(expected.0, if leads_back { 303 } else { 404 }, "{method} {what}");
        assert_eq!(unnamed(&notice).await, expected, "{method} {what} is told apart");
        for wrong in ["x", "%F0%9F%90%82", "'%20OR%20'1'='1"] {
            assert_eq!(look(request(wrong)).await.0, 404, "{method} {what} of {wrong}");
        }
    }
    let dataset = world.app.store.dataset(world.app.config.zone()).await.unwrap();
    assert!(dataset.answers.is_empty() && dataset.visits.is_empty(), "a page that is not there was used");
}

#[tokio::test]
async fn a_replaced_address_closes_what_was_opened_by_the_old_one() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[TELNET]).await;
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    world.sends_campaign("april", &[TELNET], 0.0).await;
    world.step().await;
    let old = notice_url(&world, alice);
    let (opened, notice) = (world.opens(&old).await, world.face(alice).notices[0].notice);
    let secret = world.app.secret.clone();
    let anew = move |serial| akabeko_backend::secret::hash(secret.page_token(notice, serial));
    assert_eq!(world.app.store.replace_page_address(notice, anew).await.unwrap(), Some(1));
    assert_eq!(world.browser.get(&old).send().await.unwrap().status(), 404);
    assert_eq!(world.browser.get(&opened).send().await.unwrap().status(), 404);
    let inbox = Device::of(&world, alice).get("inbox").await.json();
    let new = inbox["notices"][0]["url"].as_str().unwrap();
    assert_ne!(new, old);
    let opened = world.opens(new).await;
    assert_eq!(world.browser.get(&opened).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_page_can_be_opened_for_90_days() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[TELNET]).await;
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    world.sends_campaign("april", &[TELNET], 0.0).await;
    world.step().await;
    let (page, sent_at) = (notice_url(&world, alice), world.face(alice).notices[0].sent_at);
    let last = sent_at + SignedDuration::from_hours(24 * 90);
    world.app.clock.advance(last.duration_since(world.now()) - SignedDuration::from_secs(1));
    assert_eq!(world.browser.get(&page).send().await.unwrap().status(), 303);
    world.app.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(world.browser.get(&page).send().await.unwrap().status(), 404);
}

/// All that a stranger can tell an answer by: its status, headers and text, without the time.
async fn look(request: RequestBuilder) -> (u16, BTreeMap<String, String>, String) {
    let response = request.send().await.unwrap();
    let headers = response.headers().iter().filter(|(name, _)| *name != "date");
    let headers =
        headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
    let answer = Answer::read(response).await;
    (answer.status, headers, answer.text)
}
