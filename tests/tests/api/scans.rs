//! “Scan again now”, and when it is not to be had.

use akabeko_backend::flow;
use akabeko_shared::Port;
use akabeko_tests::world::World;
use jiff::SignedDuration;
use serde_json::json;

use crate::device::Device;

const SSH: Port = Port::tcp(22);

#[tokio::test]
async fn a_scan_is_answered_with_what_was_seen() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[SSH]).await;
    let device = Device::of(&world, alice);
    let asked = device.post("scans", &json!({})).await;
    assert_eq!((asked.status, &asked.json()["state"]), (202, &json!("due")));
    let again = device.post("scans", &json!({})).await.json();
    assert_eq!(again["scan"], asked.json()["scan"], "one that waits will do");
    flow::settle(&world.app).await.unwrap();
    let done = device.get(&format!("scans/{}", again["scan"].as_str().unwrap())).await.json();
    assert_eq!((&done["state"], done["seen"].as_array().unwrap().len()), (&json!("done"), 23));
    let is_open = |seen: &&serde_json::Value| seen["state"] == "open";
    let open: Vec<_> =
        done["seen"].as_array().unwrap().iter().filter(is_open).map(|seen| &seen["port"]).collect();
    assert_eq!(open, [&json!("tcp/22")]);
    assert!(done["finished_at"].as_str().is_some());
}

#[tokio::test]
async fn everybody_who_asks_at_once_gets_a_scan_that_exists() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[SSH]).await;
    let device = Device::of(&world, alice);
    let nothing = json!({});
    let asked = futures::future::join_all((0..8).map(|_| device.post("scans", &nothing))).await;
    for scan in asked {
        let scan = scan.json()["scan"].as_str().unwrap().to_owned();
        assert_eq!(device.get(&format!("scans/{scan}")).await.status, 200);
    }
}

#[tokio::test]
async fn what_a_stranger_has_open_is_not_taken_for_the_one_who_left() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[]).await;
    let device = Device::of(&world, alice);
    let asked = device.post("scans", &json!({})).await.json();
    world.people[alice].home.open(SSH, akabeko_backend::demo::internet::Behind::Usual).await.unwrap();
    assert_eq!(device.post("check-in", &json!({ "veto": "paused" })).await.status, 200);
    flow::settle(&world.app).await.unwrap();
    let ended = device.get(&format!("scans/{}", asked["scan"].as_str().unwrap())).await.json();
    assert_eq!((&ended["state"], &ended["seen"]), (&json!("dropped"), &json!([])));
}

#[tokio::test]
async fn a_device_that_has_not_checked_in_lately_is_not_scanned() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[SSH]).await;
    let device = Device::of(&world, alice);
    assert_eq!(device.post("check-in", &json!({})).await.status, 200);
    world.app.clock.advance(SignedDuration::from_mins(31));
    let knocks = world.people[alice].home.knocks();
    assert!(device.post("scans", &json!({})).await.problem(409).contains("Check in first"));
    flow::settle(&world.app).await.unwrap();
    assert_eq!(world.people[alice].home.knocks(), knocks, "it was scanned all the same");

    assert_eq!(device.post("check-in", &json!({ "veto": "paused" })).await.status, 200);
    assert!(device.post("scans", &json!({})).await.problem(409).contains("paused"));
    assert_eq!(device.post("check-in", &json!({})).await.status, 200);
    world.app.clock.advance(SignedDuration::from_mins(30));
    assert_eq!(device.post("scans", &json!({})).await.status, 202, "half an hour is lately");
}

#[tokio::test]
async fn there_are_only_so_many_scans_a_day() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[]).await;
    let device = Device::of(&world, alice);
    for number in 0..world.app.config.scan.requests_a_day {
        assert_eq!(device.post("scans", &json!({})).await.status, 202, "scan {number}");
        flow::settle(&world.app).await.unwrap();
    }
    assert!(device.post("scans", &json!({})).await.problem(429).contains("daily scan"));
    world.app.clock.advance(SignedDuration::from_hours(24));
    assert_eq!(device.post("check-in", &json!({})).await.status, 200);
    assert_eq!(device.post("scans", &json!({})).await.status, 202, "tomorrow is another day");
}
