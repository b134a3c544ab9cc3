//! The audit log: what was done stands in it, what was not does not, and one flipped byte shows.

use akabeko_backend::desk::{Act, Role};
use akabeko_tests::world::World;
use serde_json::json;

use super::desk::Desk;

#[tokio::test]
async fn what_changes_something_is_noted_with_who_did_it_and_what_changes_nothing_is_not() {
    let world = World::new().await;
    let admin = Desk::first(&world).await;
    assert_eq!(admin.post("scanner/halt", &json!({ "reason": "a complaint" })).await.status, 204);
    admin.post("scanner/halt", &json!({ "reason": "again" })).await.problem(409);
    let page = admin.get("audit?search=scanner").await.json();
    let rows = page["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 1, "{page}");
    assert_eq!(
        (&rows[0]["who"], &rows[0]["action"], &rows[0]["detail"]),
        (&json!("Hanako"), &json!("scanner.halt"), &json!("a complaint"))
    );
    let verdict = admin.get("audit/verify").await.json();
    assert!(verdict["broken"].is_null() && verdict["rows"].as_i64().unwrap() >= 3, "{verdict}");
}

#[tokio::test]
async fn older_pages_follow_each_other_without_a_gap() {
    let world = World::new().await;
    let admin = Desk::first(&world).await;
    for number in 0..120 {
        let (who, about) = ("Hanako".to_owned(), number.to_string());
        let act = Act { at: world.now(), who, action: "test.note", about, detail: String::new() };
        world.app.store.note(act).await.unwrap();
    }
    let (mut numbers, mut before) = (Vec::new(), String::new());
    loop {
        let page = admin.get(&format!("audit{before}")).await.json();
        numbers.extend(page["rows"].as_array().unwrap().iter().map(|row| row["number"].as_i64().unwrap()));
        let Some(next) = page["before"].as_i64() else { break };
        before = format!("?before={next}");
    }
    let total = world.app.store.audit_size().await.unwrap();
    assert_eq!(numbers, (1..=total).rev().collect::<Vec<_>>());
}

#[tokio::test]
async fn only_administrators_read_it() {
    let world = World::new().await;
    Desk::first(&world).await;
    Desk::of(&world, "Taro", Role::Sender).await.get("audit").await.problem(403);
}
