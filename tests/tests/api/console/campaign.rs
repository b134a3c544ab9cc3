//! A campaign at the console: written, proposed by one, approved by another, paused, debriefed, closed.

use akabeko_backend::desk::Role;
use akabeko_backend::flow;
use akabeko_shared::Port;
use akabeko_tests::world::World;
use jiff::{SignedDuration, ToSpan};
use serde_json::{Value, json};

use super::desk::Desk;
use crate::device::Answer;

const TELNET: Port = Port::tcp(23);

/// Two months' beginning: some people, each with telnet open for a week, and a trial among them as it is written.
async fn written(people: usize) -> (World, Desk, Desk, Value) {
    let mut world = World::new().await;
    for _ in 0..people {
        world.moves_in(&[TELNET]).await;
    }
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    let (hanako, taro) = (Desk::first(&world).await, Desk::of(&world, "Taro", Role::Sender).await);
    world.app.clock.advance(SignedDuration::from_secs(1));
    let today = world.app.today();
    let form = json!({
        "campaign": "april", "platforms": ["desktop"], "ports": ["tcp/23"],
        "from": today.saturating_sub(30.days()).to_string(), "until": today.saturating_sub(1.days()).to_string(),
        "time_zone": "Asia/Tokyo", "run_rule": "whole", "unobserved_days": "break", "landing": false,
        "waiting_share": 0.5, "waiting_weeks": 5, "variants": [], "seed": 7,
    });
    (world, hanako, taro, form)
}

/// Approves what is proposed now.
async fn approve(desk: &Desk) -> Answer {
    let proposed_at = desk.get("campaigns/april").await.json()["proposed_at"].clone();
    let looked_at = if proposed_at.is_null() { json!("2026-04-01T00:00:00Z") } else { proposed_at };
    desk.post("campaigns/april/approve", &json!({ "proposed_at": looked_at })).await
}

async fn stage(desk: &Desk) -> String {
    desk.get("campaigns/april").await.json()["stage"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn two_people_send_a_campaign_and_neither_can_alone() {
    let (world, hanako, taro, form) = written(2).await;
    assert_eq!(hanako.post("campaigns", &form).await.status, 201);
    hanako.post("campaigns", &form).await.problem(422);
    let preview = taro.get("campaigns/april/preview").await.json();
    assert_eq!((&preview["now"], &preview["later"]), (&json!(1), &json!(1)), "{preview}");
    approve(&taro).await.problem(409);
    assert_eq!(hanako.post("campaigns/april/propose", &json!({})).await.status, 204);
    let why = approve(&hanako).await.problem(409);
    assert!(why.contains("somebody else"), "{why}");
    flow::settle(&world.app).await.unwrap();
    assert_eq!(stage(&taro).await, "proposed");
    assert_eq!(approve(&taro).await.status, 204);
    flow::settle(&world.app).await.unwrap();
    let sent = taro.get("campaigns/april").await.json();
    assert_eq!(
        (&sent["stage"], &sent["tally"]["sent"], &sent["waiting"]),
        (&json!("sent"), &json!(1), &json!(1))
    );
    assert_eq!((&sent["proposed_by"], &sent["approved_by"]), (&json!("Hanako"), &json!("Taro")));
    assert_eq!(sent["plan_hash"].as_str().unwrap().len(), 64);
}

#[tokio::test]
async fn a_draft_can_be_changed_and_thrown_away_and_nothing_later_can() {
    let (_world, hanako, taro, form) = written(1).await;
    assert_eq!(taro.post("campaigns", &form).await.status, 201);
    let mut other = form.clone();
    other["ports"] = json!(["tcp/23", "udp/53"]);
    assert_eq!(taro.put("campaigns/april", &other).await.status, 204);
    for (key, value) in
        [("ports", json!(["tcp/24"])), ("until", json!("2020-01-01")), ("run_rule", json!("some"))]
    {
        let mut wrong = other.clone();
        wrong[key] = value;
        taro.put("campaigns/april", &wrong).await.problem(422);
    }
    assert_eq!(taro.get("campaigns/april").await.json()["form"], other);
    assert_eq!(taro.post("campaigns/april/propose", &json!({})).await.status, 204);
    taro.put("campaigns/april", &form).await.problem(409);
    taro.delete("campaigns/april").await.problem(409);
    assert_eq!(hanako.post("campaigns/april/recall", &json!({})).await.status, 204);
    assert_eq!(taro.delete("campaigns/april").await.status, 204);
    taro.get("campaigns/april").await.problem(404);
    let log = hanako.get("audit?search=campaign.discard").await.json();
    assert!(
        log["rows"][0]["detail"].as_str().unwrap().contains("udp/53"),
        "what was thrown away can be read: {log}"
    );
}

#[tokio::test]
async fn a_paused_campaign_sends_nothing_more_until_it_goes_on_and_a_debrief_reaches_all_who_wait() {
    let (mut world, hanako, taro, form) = written(4).await;
    hanako.post("campaigns", &form).await;
    hanako.post("campaigns/april/propose", &json!({})).await;
    assert_eq!(approve(&taro).await.status, 204);
    flow::settle(&world.app).await.unwrap();
    taro.post("campaigns/april/close", &json!({})).await.problem(409);
    assert_eq!(taro.post("campaigns/april/pause", &json!({})).await.status, 204);
    assert_eq!(taro.post("campaigns/april/debrief", &json!({})).await.status, 204);
    flow::settle(&world.app).await.unwrap();
    assert_eq!(taro.get("campaigns/april").await.json()["waiting"], 2, "it pauses");
    assert_eq!(taro.post("campaigns/april/go-on", &json!({})).await.status, 204);
    flow::settle(&world.app).await.unwrap();
    let told = taro.get("campaigns/april").await.json();
    assert_eq!((&told["waiting"], &told["tally"]["sent"]), (&json!(0), &json!(4)), "{told}");
    world.step().await;
    for who in 0..4 {
        assert_eq!(world.face(who).notices.len(), 1, "person {who} was told");
    }
    taro.comes_back(&world).await;
    assert_eq!(taro.post("campaigns/april/close", &json!({})).await.status, 204);
    assert_eq!(stage(&taro).await, "closed");
}

#[tokio::test]
async fn somebody_who_cannot_wait_is_told_at_once_with_a_reason() {
    let (mut world, hanako, taro, form) = written(2).await;
    hanako.post("campaigns", &form).await;
    hanako.post("campaigns/april/propose", &json!({})).await;
    assert_eq!(approve(&taro).await.status, 204);
    flow::settle(&world.app).await.unwrap();
    world.step().await;
    let waits = (0..2).find(|who| world.face(*who).notices.is_empty()).expect("one who waits");
    let agent = world.people[waits].agent.id().unwrap().to_string();
    taro.comes_back(&world).await;
    taro.post("campaigns/april/override", &json!({ "name": agent, "reason": " " })).await.problem(422);
    taro.post("campaigns/april/override", &json!({ "name": "mikan", "reason": "urgent" })).await.problem(422);
    assert_eq!(
        taro.post("campaigns/april/override", &json!({ "name": agent, "reason": "urgent" })).await.status,
        204
    );
    world.step().await;
    assert_eq!(world.face(waits).notices.len(), 1);
}

#[tokio::test]
async fn an_approval_counts_for_what_was_looked_at_and_not_from_whoever_joined_afterwards() {
    let (world, hanako, taro, mut form) = written(2).await;
    world.app.clock.advance(SignedDuration::from_secs(1));
    hanako.post("campaigns", &form).await;
    hanako.post("campaigns/april/propose", &json!({})).await;
    let looked_at = taro.get("campaigns/april").await.json()["proposed_at"].clone();
    world.app.clock.advance(SignedDuration::from_secs(1));
    hanako.post("campaigns/april/recall", &json!({})).await;
    form["ports"] = json!(["tcp/23", "tcp/445"]);
    assert_eq!(hanako.put("campaigns/april", &form).await.status, 204);
    hanako.post("campaigns/april/propose", &json!({})).await;
    let stale = json!({ "proposed_at": looked_at });
    taro.post("campaigns/april/approve", &stale).await.problem(409);
    let log = hanako.get("audit?search=campaign.propose").await.json();
    assert_ne!(log["rows"][0]["detail"], log["rows"][1]["detail"], "the log tells the two apart");
    world.app.clock.advance(SignedDuration::from_secs(1));
    let late = Desk::of(&world, "Jiro", Role::Sender).await;
    approve(&late).await.problem(409);
    assert_eq!(stage(&taro).await, "proposed");
    assert_eq!(approve(&taro).await.status, 204);
}

#[tokio::test]
async fn nobody_is_told_out_of_turn_by_the_name_of_another_campaign() {
    let (mut world, hanako, taro, form) = written(2).await;
    hanako.post("campaigns", &form).await;
    let mut other = form.clone();
    other["campaign"] = json!("may");
    hanako.post("campaigns", &other).await;
    hanako.post("campaigns/april/propose", &json!({})).await;
    assert_eq!(approve(&taro).await.status, 204);
    flow::settle(&world.app).await.unwrap();
    world.step_of(SignedDuration::from_mins(1)).await;
    let waits = (0..2).find(|who| world.face(*who).notices.is_empty()).expect("one who waits");
    let agent = world.people[waits].agent.id().unwrap().to_string();
    let word = json!({ "name": agent, "reason": "urgent" });
    taro.post("campaigns/may/override", &word).await.problem(422);
    assert_eq!(taro.post("campaigns/april/override", &word).await.status, 204);
}
