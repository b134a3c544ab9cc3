//! Who may do what: every route of the OpenAPI document, as everybody.

use akabeko_backend::desk::permission::{Need, routes};
use akabeko_backend::desk::{PROOF, Role};
use akabeko_backend::http::document;
use akabeko_tests::world::World;
use reqwest::Method;
use serde_json::Value;

use super::desk::Desk;

/// Every route of the console, as the document names it.
fn documented() -> Vec<(Method, String)> {
    let document: Value = serde_json::from_str(&document()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let console = paths.iter().filter(|(path, _)| path.starts_with("/api/v1/console/"));
    let routes = console.flat_map(|(path, methods)| {
        methods.as_object().unwrap().keys().map(|method| {
            (method.to_uppercase().parse().unwrap(), path.trim_start_matches("/api/v1/console/").to_owned())
        })
    });
    routes.collect()
}

#[test]
fn the_table_of_permissions_and_the_document_name_the_same_routes() {
    let mut documented: Vec<String> =
        documented().into_iter().map(|(method, path)| format!("{method} /api/v1/console/{path}")).collect();
    let mut permitted: Vec<String> = routes().map(|(method, path, _)| format!("{method} {path}")).collect();
    documented.sort();
    permitted.sort();
    assert_eq!(documented, permitted);
}

#[tokio::test]
async fn every_route_is_closed_to_whoever_it_is_not_for() {
    let world = World::new().await;
    let admin = Desk::first(&world).await;
    let desks = [
        (None, Desk::nobodys(&world)),
        (Some(Role::Viewer), Desk::of(&world, "Ken", Role::Viewer).await),
        (Some(Role::Analyst), Desk::of(&world, "Emi", Role::Analyst).await),
        (Some(Role::Sender), Desk::of(&world, "Taro", Role::Sender).await),
    ];
    let before = marks(&world).await;
    let mut refused = 0;
    for (method, path, need) in routes() {
        let (Need::Session(least) | Need::Proof(least)) = need else { continue };
        let path = path.trim_start_matches("/api/v1/console/").replace(['{', '}'], "");
        for (role, desk) in &desks {
            let expected = match role {
                None => 401,
                Some(role) if *role < least => 403,
                Some(_) => continue,
            };
            let request =
                desk.request(method.parse().unwrap(), &path).header("content-type", "application/json");
            let status = request.body("{}").send().await.unwrap().status();
            assert_eq!(status, expected, "{method} {path} as {role:?}");
            refused += 1;
        }
    }
    assert!(refused > 100, "only {refused} were tried");
    assert_eq!(marks(&world).await, before, "nothing was changed");
    assert_eq!(admin.get("overview").await.status, 200);
}

#[tokio::test]
async fn an_old_proof_opens_nothing_that_wants_one() {
    let world = World::new().await;
    let admin = Desk::first(&world).await;
    world.app.clock.advance(PROOF);
    for (method, path, need) in routes().filter(|(.., need)| matches!(need, Need::Proof(_))) {
        let path = path.trim_start_matches("/api/v1/console/").replace(['{', '}'], "");
        let request =
            admin.request(method.parse().unwrap(), &path).header("content-type", "application/json");
        let status = request.body("{}").send().await.unwrap().status();
        assert_eq!(status, 428, "{method} {path} with {need:?}");
    }
}

#[tokio::test]
async fn a_route_that_nobody_named_is_not_there() {
    let world = World::new().await;
    let admin = Desk::first(&world).await;
    for (method, path) in
        [(Method::GET, "everything"), (Method::PATCH, "settings"), (Method::DELETE, "audit")]
    {
        let request = admin.request(method, path).header("content-type", "application/json");
        let status = request.body("{}").send().await.unwrap().status().as_u16();
        assert!([404, 405].contains(&status), "{path}: {status}");
    }
}

/// What operators can change, in short: how many rows the audit log has says it all.
async fn marks(world: &World) -> i64 {
    world.app.store.audit_size().await.unwrap()
}
