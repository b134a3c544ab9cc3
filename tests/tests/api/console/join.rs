//! Joining by a one-time address.

use akabeko_backend::desk::{LINK, Role, links};
use akabeko_tests::world::World;
use serde_json::json;

use super::desk::{Desk, PASSWORD};

async fn first_token(world: &World) -> String {
    let link = links::for_the_first(&world.app).await.unwrap().expect("nobody has joined yet");
    assert!(link.address.contains("/console/setup#"), "{}", link.address);
    link.address.rsplit('#').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_first_operator_says_who_runs_the_service_and_is_an_administrator() {
    let world = World::new().await;
    let (desk, token) = (Desk::nobodys(&world), first_token(&world).await);
    let shown = desk.post("join/look", &json!({ "token": token })).await.json();
    assert_eq!(
        (&shown["is_first"], &shown["role"], &shown["is_fixed"]),
        (&json!(true), &json!("admin"), &json!(false))
    );
    assert!(
        shown["totp_qr"].as_str().unwrap().starts_with("<svg")
            && shown["totp_uri"].as_str().unwrap().starts_with("otpauth://")
    );
    let code = desk.code_of_a_stranger(&world, &token).await;
    let organisation =
        json!({ "name": "会津みまもりCSIRT", "support_mail": "help@akabeko.example", "site": "" });
    let said = json!({ "token": token, "name": "Hanako", "password": PASSWORD, "code": code, "organisation": organisation });
    let me = desk.post("join", &said).await.json();
    assert_eq!(
        (&me["name"], &me["role"], &me["organisation"]),
        (&json!("Hanako"), &json!("admin"), &json!("会津みまもりCSIRT"))
    );
    let about =
        world.browser.get(format!("{}/about?lang=ja", world.app.config.public_url())).send().await.unwrap();
    assert!(about.text().await.unwrap().contains("会津みまもりCSIRT"), "people read it at once");
    desk.post("join", &said).await.problem(410);
    assert!(links::for_the_first(&world.app).await.unwrap().is_none(), "there is no second first operator");
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_and_uses_nothing_up() {
    let world = World::new().await;
    let (desk, token) = (Desk::nobodys(&world), first_token(&world).await);
    let code = desk.code_of_a_stranger(&world, &token).await;
    let said = |name: &str, password: &str, code: &str, site: &str| {
        json!({ "token": token, "name": name, "password": password, "code": code,
                "organisation": { "name": "CSIRT", "support_mail": "help@akabeko.example", "site": site } })
    };
    for (said, why) in [
        (said("", PASSWORD, &code, ""), "1 to 60 characters"),
        (said("Hana\nko", PASSWORD, &code, ""), "1 to 60 characters"),
        (said("Hanako", "short", &code, ""), "at least 12 characters"),
        (said("Hanako", PASSWORD, "000000", ""), "six digits"),
        (said("Hanako", PASSWORD, &code, "javascript:alert(1)"), "https://"),
    ] {
        let problem = desk.post("join", &said).await.problem(422);
        assert!(problem.contains(why), "{said} gave {problem}");
    }
    assert_eq!(desk.post("join", &said("Hanako", PASSWORD, &code, "")).await.status, 200);
}

#[tokio::test]
async fn an_address_opens_once_not_for_long_and_not_after_a_newer_one() {
    let world = World::new().await;
    let (desk, old) = (Desk::nobodys(&world), first_token(&world).await);
    let newer = first_token(&world).await;
    desk.post("join/look", &json!({ "token": old })).await.problem(410);
    desk.post("join/look", &json!({ "token": "mikan" })).await.problem(410);
    assert_eq!(desk.post("join/look", &json!({ "token": newer })).await.status, 200);
    world.app.clock.advance(LINK);
    desk.post("join/look", &json!({ "token": newer })).await.problem(410);
}

#[tokio::test]
async fn a_new_address_replaces_password_codes_and_sessions() {
    let world = World::new().await;
    let admin = Desk::first(&world).await;
    let emi = Desk::of(&world, "Emi", Role::Analyst).await;
    let id = world.app.store.operator_named("Emi").await.unwrap().unwrap().operator;
    let link = admin.post(&format!("operators/{id}/link"), &json!({})).await.json();
    let token = link["link"].as_str().unwrap().rsplit('#').next().unwrap().to_owned();
    assert_eq!(emi.get("session").await.status, 200, "nothing changes before it is used");
    let code = emi.code_of_a_stranger(&world, &token).await;
    let fresh = Desk::nobodys(&world);
    let said = json!({ "token": token, "password": "another red ox of Aizu", "code": code });
    assert_eq!(fresh.post("join", &said).await.status, 200);
    emi.get("session").await.problem(401);
    world.app.clock.advance(jiff::SignedDuration::from_secs(60));
    let code = emi.code(&world).await;
    emi.signs_in("Emi", PASSWORD, &code).await.problem(401);
    assert_eq!(emi.signs_in("Emi", "another red ox of Aizu", &code).await.status, 200);
}
