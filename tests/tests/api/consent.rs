//! Consent is withdrawn and given again.

use akabeko_backend::flow;
use akabeko_shared::Port;
use akabeko_tests::world::World;
use jiff::SignedDuration;
use serde_json::json;

use crate::device::{Device, id};

const TELNET: Port = Port::tcp(23);

#[tokio::test]
async fn nothing_is_scanned_for_whoever_withdrew_until_they_agree_again() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[TELNET]).await;
    world.step().await;
    let (device, knocks) = (Device::of(&world, alice), world.people[alice].home.knocks());
    assert!(knocks > 0, "she was scanned while she agreed");
    for _ in 0..2 {
        assert_eq!(device.delete("consent").await.status, 204, "however often it is said");
    }
    for _ in 0..8 {
        let reply = device.post("check-in", &json!({})).await;
        assert_eq!((reply.status, &reply.json()["address"]), (200, &json!(device.address.to_string())));
        assert!(device.post("scans", &json!({})).await.problem(409).contains("agree again"));
        world.app.clock.advance(SignedDuration::from_hours(6));
        flow::settle(&world.app).await.unwrap();
    }
    assert_eq!(world.people[alice].home.knocks(), knocks, "it was scanned all the same");
    let now = world.now();
    assert!(world.app.store.whereabouts(id(&world, alice), now).await.unwrap().is_none(), "she is a target");

    for _ in 0..2 {
        assert_eq!(device.put("consent", &json!({ "consent_version": 1 })).await.status, 204);
    }
    flow::settle(&world.app).await.unwrap();
    assert_eq!(world.people[alice].home.knocks(), knocks, "nobody knows where she is");
    assert_eq!(device.post("check-in", &json!({})).await.status, 200);
    assert_eq!(device.post("scans", &json!({})).await.status, 202);
    flow::settle(&world.app).await.unwrap();
    assert!(world.people[alice].home.knocks() > knocks);
}

#[tokio::test]
async fn a_scan_that_waits_is_given_up_when_its_person_withdraws() {
    let mut world = World::new().await;
    let (alice, bob) = (world.moves_in(&[TELNET]).await, world.moves_in(&[TELNET]).await);
    let device = Device::of(&world, alice);
    let scan = device.post("scans", &json!({})).await.json()["scan"].as_str().unwrap().to_owned();
    assert_eq!(device.delete("consent").await.status, 204);
    let ended = device.get(&format!("scans/{scan}")).await.json();
    assert_eq!((&ended["state"], &ended["seen"]), (&json!("dropped"), &json!([])));
    flow::settle(&world.app).await.unwrap();
    assert_eq!(world.people[alice].home.knocks(), 0);
    world.step().await;
    assert!(world.people[bob].home.knocks() > 0, "others go on");
}

#[tokio::test]
async fn no_notice_is_sent_to_whoever_withdrew() {
    let mut world = World::new().await;
    let (alice, bob) = (world.moves_in(&[TELNET]).await, world.moves_in(&[TELNET]).await);
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    let device = Device::of(&world, alice);
    assert_eq!(device.delete("consent").await.status, 204);
    world.sends_campaign("april", &[TELNET], 0.0).await;
    world.step().await;
    assert_eq!(device.get("inbox").await.json(), json!({ "notices": [] }));
    assert_eq!(world.face(bob).notices.len(), 1);
    assert_eq!(world.app.store.tally("april").await.unwrap().notices, 1, "she is no part of the plan");

    assert_eq!(device.put("consent", &json!({ "consent_version": 1 })).await.status, 204);
    world.sends_campaign("may", &[TELNET], 0.0).await;
    world.step().await;
    assert_eq!(device.get("inbox").await.json()["notices"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn nobody_agrees_to_a_text_that_is_not_in_force() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[]).await;
    let device = Device::of(&world, alice);
    assert_eq!(device.delete("consent").await.status, 204);
    for version in [0, 2] {
        let detail = device.put("consent", &json!({ "consent_version": version })).await.problem(400);
        assert!(detail.contains("version 1"), "{detail:?}");
    }
    for said in [json!({}), json!({ "consent_version": "1" }), json!({ "consent_version": 1, "for": "all" })]
    {
        device.put("consent", &said).await.problem(400);
    }
    assert!(
        device.post("scans", &json!({})).await.problem(409).contains("agree again"),
        "nothing was agreed to"
    );
}
