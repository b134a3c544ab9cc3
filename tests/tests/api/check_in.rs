//! What may be scanned is where an authenticated check-in came from, and nothing that anybody says changes that.

use akabeko_tests::world::World;
use jiff::Timestamp;
use reqwest::Method;
use serde_json::{Value, json};

use crate::device::{Answer, Device, id};

#[tokio::test]
async fn no_field_of_a_check_in_can_name_an_address() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[]).await;
    let device = Device::of(&world, alice);
    for name in ["address", "ip", "target", "source"] {
        let mut said = json!({});
        said[name] = json!("192.0.2.1");
        let detail = device.post("check-in", &said).await.problem(400);
        assert!(detail.contains(&format!("unknown field `{name}`")), "{detail:?}");
    }
    let nested = json!({ "network": { "key": "3f0a9c5e11d27b64", "kind": "home", "address": "192.0.2.1" } });
    let detail = device.post("check-in", &nested).await.problem(400);
    assert!(detail.contains("unknown field `address`"), "{detail:?}");
    let progress = json!({ "stage": "drawn", "address": "192.0.2.1" });
    let path = "notices/0190b2c4-7a5e-7c31-9d0f-3b1f6a2e8c11/progress";
    let detail = device.post(path, &progress).await.problem(400);
    assert!(detail.contains("unknown field `address`"), "{detail:?}");
}

#[tokio::test]
async fn no_other_request_can_name_an_address_either() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[]).await;
    let device = Device::of(&world, alice);
    let detail = device.post("scans", &json!({ "address": "192.0.2.1" })).await.problem(400);
    assert!(detail.contains("unknown field `address`"), "{detail:?}");
    let agreed = json!({ "consent_version": 1, "address": "192.0.2.1" });
    assert!(device.put("consent", &agreed).await.problem(400).contains("unknown field `address`"));
    for path in ["events", "inbox", "about", "look", "me"].map(|path| format!("{path}?address=192.0.2.1")) {
        let path = path.as_str();
        let detail = device.get(path).await.problem(400);
        assert!(detail.contains("unknown field `address`"), "{path}: {detail:?}");
    }
    for path in ["check-in?address=192.0.2.1", "scans?address=192.0.2.1"] {
        let detail = device.post(path, &json!({})).await.problem(400);
        assert!(detail.contains("unknown field `address`"), "{path}: {detail:?}");
    }
}

#[tokio::test]
async fn what_is_no_check_in_is_refused() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[]).await;
    let device = Device::of(&world, alice);
    for said in [
        json!("here"),
        json!([]),
        json!({ "veto": "never" }),
        json!({ "network": { "key": "mikan", "kind": "home" } }),
    ] {
        assert!(
            !device.post("check-in", &said).await.problem(400).is_empty(),
            "{said}: it does not say what is wrong"
        );
    }
    for said in ["", "{", "{}{}", "\u{feff}{}"] {
        let request = device.request(Method::POST, "check-in").body(said);
        Answer::read(request.send().await.unwrap()).await.problem(400);
    }
}

#[tokio::test]
async fn a_forged_header_changes_nothing() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[]).await;
    let device = Device::of(&world, alice);
    let forged = ["192.0.2.1", "192.0.2.1, 127.0.0.1", "127.0.0.9"];
    for value in forged {
        let request = device.request(Method::POST, "check-in").json(&json!({}));
        let request = request
            .header("X-Forwarded-For", value)
            .header("X-Real-IP", value)
            .header("Forwarded", format!("for={value}"))
            .header("True-Client-IP", value)
            .header("CF-Connecting-IP", value);
        let reply = Answer::read(request.send().await.unwrap()).await;
        assert_eq!(reply.status, 200);
        assert_eq!(reply.json()["address"], device.address.to_string(), "{value} was believed");
        let (target, _, _) =
            world.app.store.whereabouts(id(&world, alice), Timestamp::MIN).await.unwrap().unwrap();
        assert_eq!(target.address, std::net::IpAddr::from(device.address), "{value} was kept");
    }
    let addresses = world.app.store.confirmed_addresses(Timestamp::UNIX_EPOCH).await.unwrap();
    assert_eq!(addresses.into_keys().collect::<Vec<_>>(), [std::net::IpAddr::from(device.address)]);
}

#[tokio::test]
async fn a_proxy_that_is_trusted_may_name_the_port_that_a_device_calls_from() {
    let mut world = World::with(|config| config.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()]).await;
    let alice = world.moves_in(&[]).await;
    let device = Device::of(&world, alice);
    for from in ["192.0.2.1", "192.0.2.1:4711", "192.0.2.1:4712", "[2001:db8::1]:4713"] {
        let request = device.request(Method::POST, "check-in").json(&json!({}));
        let reply = Answer::read(request.header("X-Forwarded-For", from).send().await.unwrap()).await;
        let address = if from.contains("db8") { "2001:db8::1" } else { "192.0.2.1" };
        assert_eq!((reply.status, &reply.json()["address"]), (200, &json!(address)), "{from}");
    }
    let lines = &device.get("me").await.json()["lines"];
    assert_eq!(
        (&lines[0]["address"], &lines[0]["source_ports"]),
        (&json!("192.0.2.1"), &json!([4711, 4712]))
    );
    assert_eq!(lines.as_array().unwrap().len(), 1, "{lines}");
}

#[tokio::test]
async fn nobody_is_heard_without_a_token_that_was_given() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[]).await;
    let (known, nobody) = (Device::of(&world, alice), Device::stranger(&world, [127, 0, 0, 1].into()));
    let token = known.token.clone().unwrap();
    let headers = [
        None,
        Some("Bearer ".to_owned()),
        Some("Bearer mikan".to_owned()),
        Some(format!("Bearer {}", token.to_uppercase())),
        Some(format!("Bearer {} ", &token[..token.len() - 1])),
        Some(format!("Basic {token}")),
        Some(token),
    ];
    let id = "0190b2c4-7a5e-7c31-9d0f-3b1f6a2e8c11";
    for (method, path) in [
        (Method::POST, "check-in".to_owned()),
        (Method::GET, "events".to_owned()),
        (Method::GET, "inbox".to_owned()),
        (Method::POST, format!("notices/{id}/progress")),
        (Method::POST, format!("notices/{id}/ticket")),
        (Method::POST, "scans".to_owned()),
        (Method::GET, format!("scans/{id}")),
        (Method::GET, "look".to_owned()),
        (Method::PUT, "consent".to_owned()),
        (Method::DELETE, "consent".to_owned()),
        (Method::GET, "me".to_owned()),
        (Method::DELETE, "me".to_owned()),
    ] {
        for header in &headers {
            let request = nobody.request(method.clone(), &path).json(&json!({ "address": "192.0.2.1" }));
            let request =
                header.iter().fold(request, |request, header| request.header("authorization", header));
            let answer = Answer::read(request.send().await.unwrap()).await;
            assert!(answer.problem(401).contains("enrol"), "{method} {path} with {header:?}");
        }
    }
}

#[tokio::test]
async fn a_check_in_tells_whose_network_the_address_is_in() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("providers.csv");
    std::fs::write(&table, "127.0.0.0,127.255.255.255,64496,\"Hikari, Ltd.\"\n").unwrap();
    let mut world = World::with(|config| config.providers = Some(table)).await;
    let alice = world.moves_in(&[]).await;
    let reply = Device::of(&world, alice).post("check-in", &json!({})).await.json();
    assert_eq!(reply["provider"], "Hikari, Ltd.");

    let mut world = World::new().await;
    let alice = world.moves_in(&[]).await;
    let reply = Device::of(&world, alice).post("check-in", &json!({})).await.json();
    assert_eq!(reply.get("provider"), None, "nobody knows");
}

#[tokio::test]
async fn a_check_in_tells_the_time_and_the_last_event() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[]).await;
    world.scans_again(alice).await;
    let reply: Value = Device::of(&world, alice).post("check-in", &json!({})).await.json();
    assert_eq!(reply["now"], world.now().to_string());
    assert_eq!((&reply["last_event"], &reply["check_in_every"]), (&json!(1), &json!(300)));
}
