//! The review queue: nothing web is told without a person's word, given on what was really seen.

use akabeko_shared::Port;
use akabeko_tests::world::World;
use jiff::{SignedDuration, ToSpan};
use serde_json::json;

use super::desk::Desk;

const HTTP: Port = Port::tcp(80);

#[tokio::test]
async fn a_word_is_given_on_the_evidence_that_was_seen_and_can_be_taken_back() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[HTTP]).await;
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    let desk = Desk::first(&world).await;
    let queue = desk.get("reviews").await.json();
    assert_eq!((&queue["waiting"], &queue["judged"]), (&json!(1), &json!(0)), "{queue}");
    let review = &queue["reviews"][0];
    assert_eq!(review["port"], "tcp/80");
    assert!(
        !review["said"].as_str().unwrap().is_empty() && review["open_days"].as_u64().unwrap() >= 6,
        "{review}"
    );
    let path = format!("reviews/{}/tcp-80", world.people[alice].agent.id().unwrap());
    let word = |hash: &serde_json::Value| json!({ "verdict": "private", "evidence_hash": hash });
    let why = desk.put(&path, &word(&json!("0".repeat(64)))).await.problem(409);
    assert!(why.contains("new evidence"), "{why}");
    desk.put(&path.replace("tcp-80", "tcp-22"), &word(&review["evidence_hash"])).await.problem(404);

    let today = world.app.today();
    let (from, until) = (today.saturating_sub(30.days()), today.saturating_sub(1.days()));
    let outcome = async || {
        let selection = desk.get(&format!("selection?from={from}&until={until}")).await.json();
        selection["rows"][0]["outcome"].as_str().unwrap().to_owned()
    };
    assert_eq!(outcome().await, "held");
    assert_eq!(desk.put(&path, &word(&review["evidence_hash"])).await.status, 204);
    assert_eq!(outcome().await, "told");
    let judged = desk.get("reviews?judged=true").await.json();
    let verdict = &judged["reviews"][0]["verdict"];
    assert_eq!(
        (&verdict["reviewer"], &verdict["has_changed"]),
        (&json!("Hanako"), &json!(false)),
        "{judged}"
    );
    assert_eq!(desk.delete(&path).await.status, 204);
    assert_eq!(outcome().await, "held");
}

#[tokio::test]
async fn the_rule_says_of_every_port_why_it_is_not_told() {
    let mut world = World::new().await;
    world.moves_in(&[Port::tcp(23)]).await;
    world.pass(SignedDuration::from_hours(24 * 5)).await;
    let desk = Desk::first(&world).await;
    let today = world.app.today();
    let (from, until) = (today.saturating_sub(30.days()), today.saturating_sub(1.days()));
    let tried = async |more: &str| {
        let path = format!("selection?from={from}&until={until}{more}");
        desk.get(&path).await.json()
    };
    let whole = tried("").await;
    assert_eq!((&whole["agents"], &whole["rows"][0]["outcome"]), (&json!(0), &json!("short_run")), "{whole}");
    assert_eq!(tried("&ports=tcp/22").await["exposures"], 0);
    assert_eq!(tried("&outcome=told").await["matching"], 0);
    world.pass(SignedDuration::from_hours(24 * 2)).await;
    let (from, until) = (from.saturating_add(2.days()), until.saturating_add(2.days()));
    let desk = Desk::of(&world, "Emi", akabeko_backend::desk::Role::Analyst).await;
    let later = desk.get(&format!("selection?from={from}&until={until}")).await.json();
    assert_eq!((&later["agents"], &later["rows"][0]["outcome"]), (&json!(1), &json!("told")), "{later}");
    let elsewhere = desk.get(&format!("selection?from={from}&until={until}&platforms=mobile")).await.json();
    assert_eq!(elsewhere["rows"][0]["outcome"], "not_covered");
    desk.get(&format!("selection?from={until}&until={from}")).await.problem(422);
    desk.get("selection?from=soon&until=later").await.problem(400);
}
