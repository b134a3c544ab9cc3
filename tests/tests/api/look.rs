//! The latest look, and who is told of it when.

use akabeko_backend::flow;
use akabeko_shared::{Arm, Language, Port};
use akabeko_tests::world::World;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::device::{Answer, Device, browser_at_home, id, notice_url};
use crate::public;

const SSH: Port = Port::tcp(22);

#[tokio::test]
async fn the_latest_look_is_told_with_all_23_ports() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[SSH]).await;
    let device = Device::of(&world, alice);
    assert_eq!(device.get("look").await.json(), json!({ "look": "not-yet" }));
    world.step().await;
    let look = device.get("look").await.json();
    assert_eq!((&look["look"], &look["address"]), (&json!("seen"), &json!(device.address.to_string())));
    assert_eq!(look["at"], world.now().to_string());
    let seen: Vec<&str> =
        look["seen"].as_array().unwrap().iter().map(|seen| seen["port"].as_str().unwrap()).collect();
    assert_eq!(seen, akabeko_shared::PORTS.map(|port| port.to_string()));
    assert_eq!(open(&look["seen"]), ["tcp/22"]);
}

/// Everybody was told about a port before, answered at work, and is drawn anew: then the one who waits learns
/// nothing of what scans see now, neither in the app nor on the old page.
#[tokio::test]
async fn whoever_waits_in_a_trial_is_told_by_no_route_what_was_seen() {
    let mut world = World::new().await;
    for _ in 0..4 {
        world.moves_in(&[SSH]).await;
    }
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    world.sends_campaign("first", &[SSH], 0.0).await;
    world.step().await;
    let pages: Vec<String> = (0..4).map(|who| notice_url(&world, who)).collect();
    for page in &pages {
        assert_eq!(world.presses(page, "network.work").await, 303);
    }
    let mut trial = world.campaign("trial", &[SSH], 0.5);
    trial.waiting_weeks = 2;
    world.sends(&trial).await;
    world.step().await;
    let (told, waits) = drawn(&world).await;

    let seen = Told::to(&world, told, &pages[told]).await;
    assert_eq!((seen.look["look"].as_str(), open(&seen.look["seen"])), (Some("seen"), vec!["tcp/22"]));
    assert_eq!((open(&seen.scan["seen"]), open(&seen.on_page["seen"])), (vec!["tcp/22"], vec!["tcp/22"]));
    assert!(seen.html.contains(&now(&world)) && !seen.html.contains(&withheld(&world)));
    let said = seen.me["evidence"][0]["body"]["text"].as_str().unwrap();
    assert!(seen.html.contains(said), "{said:?} is not on the page");

    let hidden = Told::to(&world, waits, &pages[waits]).await;
    assert_eq!(hidden.look, json!({ "look": "withheld", "at": world.now().to_string() }));
    for scan in [&hidden.scan, &hidden.on_page] {
        assert_eq!((&scan["state"], &scan["seen"]), (&json!("done"), &json!([])), "{scan}");
    }
    assert!(!hidden.html.contains(&now(&world)), "the old page says how the port is now");
    assert!(!hidden.html.contains(said), "the old page says what the port said");
    assert!(hidden.html.contains(&withheld(&world)), "the old page does not say that the scan is done");
    assert_eq!(hidden.me["findings_withheld"], json!(true));
    for table in ["observations", "evidence", "verdicts"] {
        assert_eq!(hidden.me[table], json!([]), "{table} tell it");
    }
    let campaigns: Vec<_> = hidden.me["notices"].as_array().unwrap().iter().map(|n| &n["campaign"]).collect();
    assert_eq!(campaigns, [&json!("first")]);

    world.pass(SignedDuration::from_hours(24 * 15)).await;
    let seen = Told::to(&world, waits, &pages[waits]).await;
    assert_eq!(open(&seen.look["seen"]), ["tcp/22"], "the trial is over for them");
    assert_eq!(open(&seen.scan["seen"]), ["tcp/22"]);
    assert!(seen.html.contains(&now(&world)) && seen.me["findings_withheld"] == json!(false));
}

/// If only those who wait were told nothing, that alone would tell them. So all that app and API say to them is, but for
/// names, numbers and times, what is said to somebody with nothing open; so is what the pages for anyone show them.
#[tokio::test]
async fn whoever_waits_is_told_the_same_as_somebody_with_nothing_open() {
    let mut world = World::new().await;
    for open in [&[SSH][..], &[SSH], &[]] {
        world.moves_in(open).await;
    }
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    let mut trial = world.campaign("trial", &[SSH], 0.5);
    trial.waiting_weeks = 2;
    world.sends(&trial).await;
    world.step().await;
    let (_, waits) = drawn(&world).await;
    let waiting = everything(&world, waits).await;
    assert_eq!(without_names(&waiting), without_names(&everything(&world, 2).await));
    for finding in ["\"open\"", "trial", "arm"] {
        assert!(!waiting.contains(finding), "{finding} is in {waiting}");
    }
    let key = public::waiting_page(&world, waits).await;
    let nobodys = ("nobody-s-page".to_owned(), "0190b2c4-7a5e-7c31-9d0f-3b1f6a2e8c11".to_owned());
    let word = world.app.secret.word(key.1.parse().unwrap(), Language::En);
    let unknown = world.app.catalogue(Language::En).text("page-check-unknown");
    assert!(public::looked_up(&world, &word).await.contains(&unknown), "the word tells that a notice waits");
    let open_to_all = public::pages(&world, waits, &key).await;
    assert_eq!(open_to_all, public::pages(&world, waits, &nobodys).await, "the page tells that it will be");
    let other = public::pages(&world, 2, &nobodys).await;
    assert_eq!(without_names(&open_to_all), without_names(&other), "a page for all is not the same for all");
    assert_eq!(world.status(waits).look, world.status(2).look);
    assert_eq!(world.mood(waits), world.mood(2));

    world.pass(SignedDuration::from_hours(24 * 15)).await;
    let told = everything(&world, waits).await;
    assert!(told.contains("\"open\"") && told.contains("trial"), "the debrief tells it: {told}");
    assert!(!everything(&world, 2).await.contains("\"withheld\""), "the trial is over for everybody");
    let page = public::pages(&world, waits, &key).await;
    assert_ne!(page, open_to_all, "the page is there now");
}

/// Every answer that an app gets, one after another.
async fn everything(world: &World, who: usize) -> String {
    let device = Device::of(world, who);
    let mut answers = vec![device.post("check-in", &json!({})).await.text];
    let scan = device.post("scans", &json!({})).await;
    let scan_id = scan.json()["scan"].as_str().unwrap().to_owned();
    answers.push(scan.text);
    flow::settle(&world.app).await.unwrap();
    for path in ["look", "inbox", "me", &format!("scans/{scan_id}"), "events?after=0"] {
        let request = device.request(reqwest::Method::GET, path).header("accept", "application/json");
        answers.push(Answer::read(request.send().await.unwrap()).await.text);
    }
    answers.join("\n")
}

/// Every word with a digit in it is a name, a number or a time.
fn without_names(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | ':' | '.')));
    let plain = |word: &str| {
        if word.contains(|c: char| c.is_ascii_digit()) { "#".to_owned() } else { word.to_owned() }
    };
    words.map(plain).collect()
}

/// All that somebody can ask after a scan on their request.
struct Told {
    look: Value,
    scan: Value,
    on_page: Value,
    html: String,
    me: Value,
}

impl Told {
    async fn to(world: &World, who: usize, page: &str) -> Self {
        let device = Device::of(world, who);
        assert_eq!(device.post("check-in", &json!({})).await.status, 200);
        let scan = device.post("scans", &json!({})).await.json()["scan"].as_str().unwrap().to_owned();
        flow::settle(&world.app).await.unwrap();
        let browser = browser_at_home(world, who);
        let opened = browser.get(page).send().await.unwrap();
        let page = opened.url().as_str().split('?').next().unwrap().to_owned();
        let get = async |path: String| {
            Answer::read(browser.get(format!("{page}{path}")).send().await.unwrap()).await
        };
        Self {
            look: device.get("look").await.json(),
            scan: device.get(&format!("scans/{scan}")).await.json(),
            on_page: get(format!("/scan/{scan}")).await.json(),
            html: get(format!("?page=main&lang=en&scan={scan}")).await.text,
            me: device.get("me").await.json(),
        }
    }
}

/// One who was told at once and one who waits.
async fn drawn(world: &World) -> (usize, usize) {
    let dataset = world.app.store.dataset(world.app.config.zone()).await.unwrap();
    let of_arm = |arm: Arm| {
        let mut notices = dataset.notices.iter().filter(|notice| &*notice.campaign == "trial");
        let agent = &notices.find(|notice| notice.arm == arm).expect("somebody in each arm").agent;
        (0..4).find(|who| id(world, *who).to_string() == **agent).unwrap()
    };
    (of_arm(Arm::Notify), of_arm(Arm::Wait))
}

fn now(world: &World) -> String {
    format!("<dt>{}</dt>", world.app.catalogue(akabeko_shared::Language::En).text("page-now"))
}

fn withheld(world: &World) -> String {
    world.app.catalogue(akabeko_shared::Language::En).text("page-again-withheld")
}

fn open(seen: &Value) -> Vec<&str> {
    let open = seen.as_array().unwrap().iter().filter(|seen| seen["state"] == "open");
    open.map(|seen| seen["port"].as_str().unwrap()).collect()
}
