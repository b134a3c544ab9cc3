//! People and their agents at the console: found, looked at day by day, invited, erased.

use akabeko_backend::store::Origin;
use akabeko_shared::Port;
use akabeko_shared::wire::CheckIn;
use akabeko_tests::world::World;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::desk::Desk;

const TELNET: Port = Port::tcp(23);

fn names(page: &Value) -> Vec<String> {
    page["agents"].as_array().unwrap().iter().map(|row| row["agent"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn agents_are_found_by_id_address_platform_standing_and_open_port() {
    let mut world = World::new().await;
    let (open, shut) = (world.moves_in(&[TELNET]).await, world.moves_in(&[]).await);
    world.step().await;
    let desk = Desk::first(&world).await;
    let id = |who: usize| world.people[who].agent.id().unwrap().to_string();
    let address = |who: usize| world.people[who].home.address().to_string();
    let found = async |query: &str| {
        let page = desk.get(&format!("agents?{query}")).await.json();
        assert_eq!(page["total"], page["agents"].as_array().unwrap().len());
        names(&page)
    };
    let mut everybody = [id(shut), id(open)];
    everybody.sort_by(|one, other| other.cmp(one));
    assert_eq!(found("").await, everybody, "the newest first");
    assert_eq!(found(&format!("search={}", id(open))).await, [id(open)]);
    assert_eq!(found(&format!("search={}", address(shut))).await, [id(shut)]);
    assert_eq!(found("port=tcp/23").await, [id(open)]);
    assert_eq!(found("port=any").await, [id(open)]);
    assert!(found("port=tcp/22").await.is_empty() && found("platform=mobile").await.is_empty());
    assert_eq!(found("standing=online&platform=desktop").await.len(), 2);
    for odd in ["search=%25", "search=_", "search=%27%20OR%201=1--", "search=%5C"] {
        assert!(found(odd).await.is_empty(), "{odd}");
    }
    desk.get("agents?port=tcp/x").await.problem(422);
    desk.get("agents?standing=asleep").await.problem(400);
    world.app.clock.advance(SignedDuration::from_mins(20));
    world.app.clock.advance(SignedDuration::from_mins(20));
    assert!(
        desk.get("agents?standing=away").await.status == 401,
        "forty minutes without a request end a session"
    );
}

#[tokio::test]
async fn an_address_that_homes_share_is_called_so() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[]).await;
    let desk = Desk::first(&world).await;
    let id = world.people[alice].agent.id().unwrap();
    let shared = async || desk.get(&format!("agents/{id}")).await.json()["shared"].clone();
    for (source_port, ports) in [(0x1341, 0), (0x5342, 0), (0x9349, 23)] {
        let from = Origin { address: [192, 0, 2, 1].into(), port: Some(source_port) };
        world.app.store.confirm(id, from, CheckIn::default(), world.now()).await.unwrap();
        assert_eq!(shared().await.as_array().unwrap().len(), ports);
    }
}

#[tokio::test]
async fn the_days_of_an_agent_tell_open_shut_and_not_looked_at_apart() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[TELNET]).await;
    world.pass(SignedDuration::from_hours(24 * 3)).await;
    world.people[alice].is_on = false;
    world.pass(SignedDuration::from_hours(24 * 2)).await;
    world.people[alice].is_on = true;
    world.closes(alice, TELNET).await;
    world.pass(SignedDuration::from_hours(24 * 2)).await;
    let desk = Desk::first(&world).await;
    let id = world.people[alice].agent.id().unwrap().to_string();
    let detail = desk.get(&format!("agents/{id}?days=8")).await.json();
    let row = |port: &str| {
        let ports = detail["ports"].as_array().unwrap();
        ports.iter().find(|row| row["port"] == port).unwrap()["days"].as_str().unwrap().to_owned()
    };
    assert_eq!(row("tcp/23").trim_matches('-'), "oooo-ccc", "{detail}");
    assert_eq!(row("tcp/22").trim_matches('-'), "cccc-ccc");
    assert_eq!(detail["ports"].as_array().unwrap().len(), 23);
    assert_eq!(detail["addresses"].as_array().unwrap().len(), 1);
    assert_eq!(detail["happenings"][0]["kind"], "enrolled");
    desk.get("agents/mikan").await.problem(404);
}

#[tokio::test]
async fn an_invitation_lets_somebody_enrol_until_it_is_ended() {
    let world = World::new().await;
    let desk = Desk::first(&world).await;
    let made = desk.post("invitations", &json!({ "label": "Class 3b", "uses": 2, "days": 30 })).await.json();
    assert!(
        made["link"].as_str().unwrap().starts_with("akabeko://")
            && made["qr"].as_str().unwrap().starts_with("<svg")
    );
    for wrong in [
        json!({ "uses": 0, "days": 1 }),
        json!({ "uses": 1, "days": 0 }),
        json!({ "label": "a\nb", "uses": 1, "days": 1 }),
    ] {
        desk.post("invitations", &wrong).await.problem(422);
    }
    let listed = desk.get("invitations").await.json();
    let row = listed.as_array().unwrap().iter().find(|row| row["label"] == "Class 3b").unwrap().clone();
    assert_eq!((&row["uses_left"], &row["enrolled"]), (&json!(2), &json!(0)));
    assert!(!listed.to_string().contains(made["code"].as_str().unwrap()), "the code is kept nowhere");
    let path = format!("invitations/{}/end", row["invitation"].as_str().unwrap());
    assert_eq!(desk.post(&path, &json!({})).await.status, 204);
    desk.post(&path, &json!({})).await.problem(404);
    let enrol = json!({ "invite": made["code"], "platform": "desktop", "consent_version": 1, "language": "en", "app_version": "1" });
    let reply = world
        .browser
        .post(format!("{}/api/v1/enrol", world.app.config.public_url()))
        .json(&enrol)
        .send()
        .await;
    assert_eq!(reply.unwrap().status(), 403);
}

#[tokio::test]
async fn whoever_is_erased_is_gone_and_not_even_named_in_the_log() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[TELNET, Port::tcp(80)]).await;
    world.step().await;
    let desk = Desk::first(&world).await;
    let id = world.people[alice].agent.id().unwrap().to_string();
    let hash = desk.get("reviews").await.json()["reviews"][0]["evidence_hash"].clone();
    let word = json!({ "verdict": "private", "evidence_hash": hash });
    assert_eq!(desk.put(&format!("reviews/{id}/tcp-80"), &word).await.status, 204);
    assert_eq!(desk.get(&format!("audit?search={id}")).await.json()["rows"][0]["action"], "review.judge");
    assert_eq!(desk.delete(&format!("agents/{id}")).await.status, 204);
    desk.get(&format!("agents/{id}")).await.problem(404);
    desk.delete(&format!("agents/{id}")).await.problem(404);
    let log = desk.get("audit").await.text;
    assert!(log.contains("agent.erase") && !log.contains(&id), "{log}");
}
