//! “Leave my address alone”, from the address itself or by an operator's word, and who sends these probes.

use std::net::IpAddr;

use akabeko_backend::flow;
use akabeko_shared::{Language, Port};
use akabeko_tests::world::World;
use jiff::SignedDuration;
use reqwest::{Client, RequestBuilder, redirect};
use serde_json::json;

use crate::device::{Answer, Device};

const SSH: Port = Port::tcp(22);

#[tokio::test]
async fn whoever_calls_from_an_address_may_have_it_left_alone() {
    let mut world = World::new().await;
    let (alice, bob) = (world.moves_in(&[SSH]).await, world.moves_in(&[SSH]).await);
    let holder = Holder::of(&world, alice);
    let page = holder.get("/opt-out?lang=en").await;
    assert!(page.text.contains(&holder.address.to_string()) && page.text.contains("<form"), "{page:?}");
    assert!(world.app.store.opt_outs().await.unwrap().is_empty(), "a GET changes nothing");

    let pressed = holder.post("/opt-out?lang=en").send().await.unwrap();
    assert_eq!((pressed.status().as_u16(), &pressed.headers()["location"]), (303, "/opt-out?lang=en"));
    assert_eq!(holder.post("/opt-out").send().await.unwrap().status(), 303);
    let kept = world.app.store.opt_outs().await.unwrap();
    assert_eq!(kept.len(), 1, "saying it again changes nothing");
    assert_eq!(kept[0].opt_out.range.to_string(), format!("{}/32", holder.address));
    let page = holder.get("/opt-out?lang=en").await;
    assert!(page.text.contains("It holds until Thu 1 Apr 2027.") && !page.text.contains("<form"), "{page:?}");

    world.step().await;
    assert_eq!(world.people[alice].home.knocks(), 0);
    assert!(world.people[bob].home.knocks() > 0, "the neighbour is not left out");
    let device = Device::of(&world, alice);
    let why = device.post("scans", &json!({})).await.problem(403);
    assert!(why.contains("asked to be left alone"), "{why}");
    flow::settle(&world.app).await.unwrap();
    assert_eq!(world.people[alice].home.knocks(), 0);

    world.step_of(SignedDuration::from_hours(24 * 365)).await;
    assert!(world.people[alice].home.knocks() > 0, "twelve months are over");
}

#[tokio::test]
async fn no_header_and_no_field_opts_another_address_out() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[]).await;
    let holder = Holder::of(&world, alice);
    for name in ["X-Forwarded-For", "X-Real-IP", "Forwarded"] {
        let request = holder.post("/opt-out").header(name, "192.0.2.1");
        assert_eq!(request.send().await.unwrap().status(), 303, "{name}");
    }
    let kept = world.app.store.opt_outs().await.unwrap();
    assert_eq!(kept.iter().map(|kept| kept.opt_out.range.addr()).collect::<Vec<_>>(), [holder.address]);
    let form = holder.post("/opt-out").header("content-type", "application/x-www-form-urlencoded");
    Answer::read(form.body("address=192.0.2.1").send().await.unwrap()).await.problem(400);
    let query = holder.post("/opt-out?address=192.0.2.1");
    Answer::read(query.send().await.unwrap()).await.problem(400);
    assert_eq!(world.app.store.opt_outs().await.unwrap().len(), 1);
}

#[tokio::test]
async fn another_site_cannot_press_the_button() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[]).await;
    let holder = Holder::of(&world, alice);
    for (site, status) in [("cross-site", 403), ("same-site", 403), ("none", 303), ("same-origin", 303)] {
        let request = holder.post("/opt-out").header("sec-fetch-site", site);
        assert_eq!(request.send().await.unwrap().status(), status, "{site}");
        assert_eq!(world.app.store.opt_outs().await.unwrap().is_empty(), status == 403, "{site}");
    }
}

#[tokio::test]
async fn the_page_is_there_in_both_languages() {
    let world = World::with(|config| config.organisation.name = "会津みまもりCSIRT".to_owned()).await;
    let site = format!("{}/opt-out", world.app.config.public_url());
    for (query, accepted, language) in
        [("", "", Language::Ja), ("", "en", Language::En), ("?lang=ja", "en", Language::Ja)]
    {
        let request = world.browser.get(format!("{site}{query}")).header("accept-language", accepted);
        let response = request.send().await.unwrap();
        let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(policy.contains("form-action 'self'") && !policy.contains("unsafe"));
        let html = response.text().await.unwrap();
        assert!(html.contains(&world.app.catalogue(language).text("page-opt-out-press")), "{query:?}");
        assert!(html.contains("会津みまもりCSIRT"));
    }
}

#[tokio::test]
async fn a_machine_is_told_who_sends_these_probes() {
    let world = World::new().await;
    let site = world.app.config.public_url();
    let response = world.browser.get(format!("{site}/.well-known/probing.txt")).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/plain; charset=utf-8");
    let text = response.text().await.unwrap();
    assert!(text.starts_with(&format!("Canonical: {site}/.well-known/probing.txt\n")), "{text}");
    assert!(text.contains(&format!("{site}/opt-out")), "{text}");
}

/// Somebody who calls from the address of a home.
struct Holder {
    address: IpAddr,
    client: Client,
    site: String,
}

impl Holder {
    fn of(world: &World, who: usize) -> Self {
        let address = world.people[who].home.address().into();
        let client = Client::builder().no_proxy().redirect(redirect::Policy::none());
        let client = client.tls_certs_only(std::iter::empty::<reqwest::Certificate>());
        let client = client.local_address(Some(address)).build().unwrap();
        Self { address, client, site: world.app.config.public_url() }
    }

    async fn get(&self, path: &str) -> Answer {
        Answer::read(self.client.get(format!("{}{path}", self.site)).send().await.unwrap()).await
    }

    fn post(&self, path: &str) -> RequestBuilder {
        self.client.post(format!("{}{path}", self.site))
    }
}
