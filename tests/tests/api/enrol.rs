//! Nobody takes part without an invitation that holds.

use akabeko_backend::secret::code_hash;
use akabeko_backend::store::Invitation;
use akabeko_tests::world::World;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::device::Device;

#[tokio::test]
async fn an_invitation_that_does_not_hold_opens_nothing_and_says_what_to_do() {
    let world = World::new().await;
    let device = Device::stranger(&world, [127, 0, 0, 1].into());
    invite(&world, "GOOD-CODE", 1, SignedDuration::from_hours(48)).await;
    invite(&world, "OLDX-CODE", 9, SignedDuration::from_hours(24)).await;

    assert_eq!(device.post("enrol", &request("good code")).await.status, 201, "however it is typed");
    world.app.clock.advance(SignedDuration::from_hours(24));
    for refused in ["GOOD-CODE", "OLDX-CODE", "NONE-CODE", ""] {
        let way_out = device.post("enrol", &request(refused)).await.problem(403);
        assert!(way_out.contains("new one"), "{refused:?}: {way_out:?}");
    }
    let dataset = world.app.store.dataset(world.app.config.zone()).await.unwrap();
    assert_eq!(dataset.agents.len(), 1, "somebody came in without an invitation");
}

#[tokio::test]
async fn every_device_gets_a_token_of_its_own_that_works_at_once() {
    let world = World::new().await;
    let mut device = Device::stranger(&world, [127, 0, 0, 1].into());
    invite(&world, "GOOD-CODE", 2, SignedDuration::from_hours(24)).await;
    let (one, other) = (
        device.post("enrol", &request("GOOD-CODE")).await,
        device.post("enrol", &request("GOOD-CODE")).await,
    );
    let (one, other) = (one.json(), other.json());
    assert_ne!(one["token"], other["token"]);
    assert_ne!(one["agent"], other["agent"]);
    assert_eq!(one["check_in_every"], world.app.config.check_in_seconds);
    for reply in [one, other] {
        device.token = Some(reply["token"].as_str().unwrap().to_owned());
        assert_eq!(device.post("check-in", &json!({})).await.status, 200);
    }
}

#[tokio::test]
async fn a_lost_reply_to_an_enrolment_locks_nobody_out() {
    let world = World::new().await;
    let mut device = Device::stranger(&world, [127, 0, 0, 1].into());
    invite(&world, "GOOD-CODE", 1, SignedDuration::from_hours(24)).await;
    let mut attempt = request("GOOD-CODE");
    attempt["attempt"] = json!("5f1d7a84635cd2d70c2f0a7a1c6be9f2");
    let (lost, heard) =
        (device.post("enrol", &attempt).await.json(), device.post("enrol", &attempt).await.json());
    assert_eq!(lost["agent"], heard["agent"], "the same person is one agent");
    for (token, status) in [(&lost["token"], 401), (&heard["token"], 200)] {
        device.token = Some(token.as_str().unwrap().to_owned());
        assert_eq!(device.post("check-in", &json!({})).await.status, status);
    }
    attempt["attempt"] = json!("another");
    device.post("enrol", &attempt).await.problem(403);
}

#[tokio::test]
async fn what_is_unknown_in_an_enrolment_is_named() {
    let world = World::new().await;
    let device = Device::stranger(&world, [127, 0, 0, 1].into());
    invite(&world, "GOOD-CODE", 9, SignedDuration::from_hours(24)).await;
    for (member, value, named) in [
        ("address", json!("192.0.2.1"), "unknown field `address`"),
        ("platform", json!("toaster"), "unknown variant `toaster`"),
        ("language", json!("fr"), "fr"),
        ("invite", Value::Null, "invite"),
        ("consent_version", json!(0), "version 1"),
        ("consent_version", json!(2), "version 1"),
    ] {
        let mut changed = request("GOOD-CODE");
        changed[member] = value;
        if changed[member].is_null() {
            changed.as_object_mut().unwrap().remove(member);
        }
        let detail = device.post("enrol", &changed).await.problem(400);
        assert!(detail.contains(named), "{member}: {detail:?}");
    }
    assert_eq!(
        device.post("enrol", &request("GOOD-CODE")).await.status,
        201,
        "what was refused used nothing up"
    );
}

fn request(invite: &str) -> Value {
    json!({ "invite": invite, "platform": "desktop", "consent_version": 1, "language": "ja", "app_version": "0.1.0" })
}

async fn invite(world: &World, code: &str, uses: i64, holds: SignedDuration) {
    let expires_at = world.now() + holds;
    let invitation = Invitation { code_hash: code_hash(code), label: String::new(), uses, expires_at };
    world.app.store.invite(invitation, world.now()).await.unwrap();
}
