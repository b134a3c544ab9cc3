//! What is stored about a person is theirs to read and to delete.

use akabeko_backend::secret;
use akabeko_shared::Port;
use akabeko_tests::world::World;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::device::{Device, id, notice_url};

const SSH: Port = Port::tcp(22);

#[tokio::test]
async fn a_person_reads_everything_about_them_and_no_secret() {
    let (world, [alice, bob]) = two_people().await;
    let (device, page) = (Device::of(&world, alice), notice_url(&world, alice));
    let notice = world.face(alice).notices[0].notice;
    let ticket = device.post(&format!("notices/{notice}/ticket"), &json!({})).await.json();
    let answer = device.get("me").await;
    let me = answer.json();
    assert_eq!((&me["agent"], &me["platform"]), (&json!(id(&world, alice)), &json!("desktop")));
    assert_eq!((&me["consent"]["consent_version"], &me["findings_withheld"]), (&json!(1), &json!(false)));
    assert_eq!(me["targets"][0]["address"], device.address.to_string());
    let (scans, observations) = (me["scans"].as_array().unwrap(), me["observations"].as_array().unwrap());
    assert!(scans.len() >= 7, "{} scans", scans.len());
    assert_eq!(observations.len(), scans.len() * 23);
    assert_eq!(me["evidence"][0]["port"], "tcp/22");
    assert!(me["evidence"][0]["body"]["text"].as_str().is_some_and(|said| said.starts_with("SSH-2.0-")));
    assert_eq!(me["notices"][0]["notice"], json!(notice));
    assert_eq!(buttons(&me), ["network.home", "intent.tcp-22.unknown", "ability.tcp-22.no"]);
    assert_eq!((me["visits"].as_array().unwrap().len(), me["cases"].as_array().unwrap().len()), (1, 1));
    assert_eq!(me["events"][0]["news"], "notice-sent");

    let token = device.token.clone().unwrap();
    let page_token = page.rsplit('/').next().unwrap().to_owned();
    let ticket = ticket["url"].as_str().unwrap().split("ticket=").nth(1).unwrap().to_owned();
    for secret in [token, page_token, ticket] {
        assert!(!answer.text.contains(&secret) && !answer.text.contains(&secret::hash(&secret)));
    }
    assert!(!answer.text.contains("hash"));
    assert!(!answer.text.contains(&id(&world, bob).to_string()), "somebody else is in it");
    assert!(!answer.text.contains(&Device::of(&world, bob).address.to_string()));
}

#[tokio::test]
async fn whoever_deletes_themselves_is_forgotten_and_nobody_else() {
    let (world, [alice, bob]) = two_people().await;
    let (hers, his) = (Device::of(&world, alice), Device::of(&world, bob));
    let page = notice_url(&world, alice);
    let knocks = world.people[alice].home.knocks();
    assert_eq!(hers.delete("me").await.status, 204);
    hers.delete("me").await.problem(401);
    hers.get("me").await.problem(401);
    hers.post("check-in", &json!({})).await.problem(401);
    assert_eq!(world.browser.get(&page).send().await.unwrap().status(), 404);
    world.app.clock.advance(SignedDuration::from_hours(24));
    akabeko_backend::flow::settle(&world.app).await.unwrap();
    assert_eq!(world.people[alice].home.knocks(), knocks, "she is scanned all the same");
    let dataset = world.app.store.dataset(world.app.config.zone()).await.unwrap();
    let his_id = id(&world, bob).to_string();
    assert_eq!(dataset.agents.iter().map(|agent| &*agent.agent).collect::<Vec<_>>(), [his_id.as_str()]);
    assert!(dataset.observations.iter().all(|seen| *seen.agent == *his_id) && dataset.notices.len() == 1);
    assert_eq!(his.get("me").await.status, 200);
}

fn buttons(me: &Value) -> Vec<&str> {
    me["answers"].as_array().unwrap().iter().map(|answer| answer["button"].as_str().unwrap()).collect()
}

/// Two people who were told about SSH, of whom the first asked for help.
async fn two_people() -> (World, [usize; 2]) {
    let mut world = World::new().await;
    let people = [world.moves_in(&[SSH]).await, world.moves_in(&[SSH]).await];
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    world.sends_campaign("april", &[SSH], 0.0).await;
    world.step().await;
    let page = notice_url(&world, people[0]);
    for button in ["network.home", "intent.tcp-22.unknown", "ability.tcp-22.no"] {
        assert_eq!(world.presses(&page, button).await, 303);
    }
    (world, people)
}
