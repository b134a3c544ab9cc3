//! Sessions: how they begin, what they last, and what wants a proof.

use akabeko_backend::desk::{IDLE, PROOF, Role, WHOLE};
use akabeko_tests::world::World;
use jiff::SignedDuration;
use serde_json::json;

use super::desk::{Desk, PASSWORD};

const HALF_A_MINUTE: SignedDuration = SignedDuration::from_secs(30);

#[tokio::test]
async fn name_password_and_code_have_to_be_right_together_and_nothing_tells_which_is_not() {
    let world = World::new().await;
    Desk::first(&world).await;
    world.app.clock.advance(HALF_A_MINUTE);
    let desk = Desk::somebodys(&world, "Hanako");
    let code = desk.code(&world).await;
    let mut told = Vec::new();
    for (name, password, code) in [
        ("Taro", PASSWORD, &*code),
        ("Hanako", "a red ox of Kyoto", &code),
        ("Hanako", PASSWORD, "000000"),
        ("", "", ""),
    ] {
        told.push(desk.signs_in(name, password, code).await.problem(401));
    }
    told.dedup();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(desk.signs_in("Hanako", PASSWORD, &code).await.status, 200);
    assert_eq!(desk.get("session").await.json()["name"], "Hanako");
}

#[tokio::test]
async fn a_code_counts_once() {
    let world = World::new().await;
    let first = Desk::first(&world).await;
    let code = first.code(&world).await;
    let desk = Desk::nobodys(&world);
    desk.signs_in("Hanako", PASSWORD, &code).await.problem(401);
    world.app.clock.advance(HALF_A_MINUTE);
    let code = first.code(&world).await;
    assert_eq!(desk.signs_in("Hanako", PASSWORD, &code).await.status, 200);
    first.post("session/proof", &json!({ "code": code })).await.problem(403);
    assert_eq!(first.proves(&world).await.status, 200);
}

#[tokio::test]
async fn guesses_at_one_operator_s_codes_are_counted_whatever_else_was_right_meanwhile() {
    let world = World::new().await;
    let desk = Desk::first(&world).await;
    let guess = json!({ "code": "000000" });
    for _ in 0..20 {
        desk.post("session/proof", &guess).await.problem(403);
        // An address that opens proves nothing about the codes.
        let link =
            akabeko_backend::desk::links::for_operator(&world.app, &world.app.store, "someone", world.now());
        let token = link.await.unwrap().address.rsplit('#').next().unwrap().to_owned();
        desk.post("join/look", &json!({ "token": token })).await;
    }
    desk.post("session/proof", &guess).await.problem(429);
    world.app.clock.advance(SignedDuration::from_mins(10));
    assert_eq!(desk.proves(&world).await.status, 200);
}

#[tokio::test]
async fn a_session_ends_without_use_and_in_any_case_after_half_a_day() {
    let world = World::new().await;
    let desk = Desk::first(&world).await;
    let mut lasted = SignedDuration::ZERO;
    let step = IDLE - SignedDuration::from_mins(2);
    while lasted + step < WHOLE {
        world.app.clock.advance(step);
        lasted += step;
        assert_eq!(desk.get("session").await.status, 200, "after {lasted}");
    }
    world.app.clock.advance(step);
    desk.get("session").await.problem(401);

    let code = desk.code(&world).await;
    assert_eq!(desk.signs_in("Hanako", PASSWORD, &code).await.status, 200);
    world.app.clock.advance(IDLE + SignedDuration::from_secs(1));
    desk.get("session").await.problem(401);
}

#[tokio::test]
async fn whoever_signs_out_is_gone_and_a_copied_cookie_with_them() {
    let world = World::new().await;
    let desk = Desk::first(&world).await;
    assert_eq!(desk.delete("session").await.status, 204);
    desk.get("session").await.problem(401);
    desk.get("overview").await.problem(401);
}

#[tokio::test]
async fn what_is_grave_wants_a_proof_of_the_last_minutes_which_renews_the_session() {
    let world = World::new().await;
    let desk = Desk::first(&world).await;
    let new = json!({ "name": "Emi", "role": "analyst" });
    world.app.clock.advance(PROOF);
    let before = desk.request(reqwest::Method::GET, "session").build().unwrap();
    assert!(before.headers().get("cookie").is_none(), "the jar adds it later");
    desk.post("operators", &new).await.problem(428);
    assert!(world.app.store.operator_named("Emi").await.unwrap().is_none());
    let proven = desk.proves(&world).await;
    assert!(proven.json()["proven_until"].is_string(), "{proven:?}");
    assert_eq!(desk.post("operators", &new).await.status, 200);
}

#[tokio::test]
async fn a_session_is_renewed_by_a_proof_so_that_an_older_copy_is_worth_nothing() {
    let world = World::new().await;
    let desk = Desk::first(&world).await;
    world.app.clock.advance(HALF_A_MINUTE);
    let code = desk.code(&world).await;
    let signed_in = Desk::nobodys(&world).request(reqwest::Method::POST, "session");
    let said = json!({ "name": "Hanako", "password": PASSWORD, "code": code });
    let reply = signed_in.json(&said).send().await.unwrap();
    let cookie = reply.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"),
        "{cookie}"
    );
    let old = cookie.split(';').next().unwrap().to_owned();
    let with =
        |cookie: &str, method, path| Desk::nobodys(&world).request(method, path).header("cookie", cookie);
    assert_eq!(with(&old, reqwest::Method::GET, "session").send().await.unwrap().status(), 200);
    world.app.clock.advance(HALF_A_MINUTE);
    let code = desk.code(&world).await;
    let proved = with(&old, reqwest::Method::POST, "session/proof")
        .json(&json!({ "code": code }))
        .send()
        .await
        .unwrap();
    assert_eq!(proved.status(), 200);
    let new = proved.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    assert_eq!(with(&old, reqwest::Method::GET, "session").send().await.unwrap().status(), 401);
    assert_eq!(with(&new, reqwest::Method::GET, "session").send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_change_of_role_ends_the_sessions_and_the_last_administrator_stays() {
    let world = World::new().await;
    let (admin, emi) = (Desk::first(&world).await, Desk::of(&world, "Emi", Role::Analyst).await);
    let id = async |name: &str| world.app.store.operator_named(name).await.unwrap().unwrap().operator;
    let path = format!("operators/{}", id("Emi").await);
    let change = json!({ "role": "viewer", "may_sign_in": true });
    emi.put(&path, &change).await.problem(403);
    assert_eq!(admin.put(&path, &change).await.status, 204);
    emi.get("session").await.problem(401);
    let own = format!("operators/{}", id("Hanako").await);
    for change in
        [json!({ "role": "sender", "may_sign_in": true }), json!({ "role": "admin", "may_sign_in": false })]
    {
        admin.put(&own, &change).await.problem(409);
    }
    assert_eq!(admin.get("session").await.status, 200, "nothing changed");
    assert_eq!(admin.put(&path, &json!({ "role": "viewer", "may_sign_in": false })).await.status, 204);
    world.app.clock.advance(SignedDuration::from_mins(1));
    let code = emi.code(&world).await;
    emi.signs_in("Emi", PASSWORD, &code).await.problem(401);
}
