//! What belongs to one person stays with that person.

use akabeko_shared::Port;
use akabeko_tests::world::World;
use jiff::SignedDuration;
use serde_json::json;

use crate::device::{Answer, Device, notice_url};

const TELNET: Port = Port::tcp(23);

#[tokio::test]
async fn two_people_never_see_each_other_s_messages() {
    let mut world = World::new().await;
    let (alice, bob) = (world.moves_in(&[TELNET]).await, world.moves_in(&[]).await);
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    world.sends_campaign("april", &[TELNET], 0.0).await;
    world.step().await;
    let (hers, his) = (Device::of(&world, alice), Device::of(&world, bob));
    assert_ne!(hers.address, his.address);
    let notice = world.face(alice).notices[0].notice;
    let scan = hers.post("scans", &json!({})).await.json()["scan"].as_str().unwrap().to_owned();
    let his_scan = his.post("scans", &json!({})).await.json()["scan"].as_str().unwrap().to_owned();

    assert_eq!(hers.get("inbox").await.json()["notices"].as_array().unwrap().len(), 1);
    assert_eq!(his.get("inbox").await.json(), json!({ "notices": [] }));
    assert_eq!(hers.get("events").await.json()["events"].as_array().unwrap().len(), 1);
    assert_eq!(his.get("events").await.json(), json!({ "events": [] }));
    assert_eq!(hers.get(&format!("scans/{scan}")).await.json()["state"], "due");
    his.get(&format!("scans/{scan}")).await.problem(404);
    his.post(&format!("notices/{notice}/ticket"), &json!({})).await.problem(404);
    his.post(&format!("notices/{notice}/progress"), &json!({ "stage": "drawn" })).await.problem(404);
    assert_eq!(
        hers.post(&format!("notices/{notice}/progress"), &json!({ "stage": "drawn" })).await.status,
        204
    );
    assert_eq!(hers.post(&format!("notices/{notice}/ticket"), &json!({})).await.status, 200);

    let page = world.opens(&notice_url(&world, alice)).await;
    let own = world.browser.get(format!("{page}/scan/{scan}")).send().await.unwrap();
    assert_eq!(own.status(), 200, "her page may follow her scan");
    let other = world.browser.get(format!("{page}/scan/{his_scan}")).send().await.unwrap();
    Answer::read(other).await.problem(404);
}

#[tokio::test]
async fn what_is_not_there_and_what_is_somebody_else_s_look_the_same() {
    let mut world = World::new().await;
    let (alice, bob) = (world.moves_in(&[TELNET]).await, world.moves_in(&[]).await);
    world.step().await;
    let (hers, his) = (Device::of(&world, alice), Device::of(&world, bob));
    let scan = hers.post("scans", &json!({})).await.json()["scan"].as_str().unwrap().to_owned();
    let expected = his.get("scans/0190b2c4-7a5e-7c31-9d0f-3b1f6a2e8c11").await;
    for strange in [scan.as_str(), "mikan", "%00", "'%20OR%201=1"] {
        let answer = his.get(&format!("scans/{strange}")).await;
        answer.problem(404);
        assert_eq!(answer.text, expected.text, "{strange} is told apart");
    }
}
