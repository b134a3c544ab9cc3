//! News: as a stream that can be resumed, or by plain polling, the same either way.

use std::time::Duration;

use akabeko_backend::demo::internet::Behind;
use akabeko_shared::Port;
use akabeko_tests::world::World;
use jiff::SignedDuration;
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::device::Device;

const TELNET: Port = Port::tcp(23);

#[tokio::test]
async fn the_stream_and_polling_tell_the_same_and_resume_anywhere() {
    let (world, alice) = a_world_with_news().await;
    let device = Device::of(&world, alice);
    let polled = device.get("events").await.json()["events"].clone();
    let kinds: Vec<&str> =
        polled.as_array().unwrap().iter().map(|event| event["news"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["notice-sent", "scan-finished", "scan-finished", "notice-closed"]);
    let numbers: Vec<i64> =
        polled.as_array().unwrap().iter().map(|event| event["number"].as_i64().unwrap()).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);

    for (query, resumed, first) in [
        ("", None, 1),
        ("?after=0", None, 1),
        ("?after=3", None, 4),
        ("", Some("2"), 3),
        ("?after=0", Some("3"), 4),
        ("?after=3", Some("1"), 2),
        ("?after=3", Some("mikan"), 4),
    ] {
        let mut stream = open(&device, query, resumed).await;
        let told = next(&mut stream, 5 - first).await;
        let expected: Vec<Value> = polled.as_array().unwrap()[first - 1..].to_vec();
        assert_eq!(told, expected, "with {query:?} and Last-Event-ID {resumed:?}");
    }
    let rest = device.get("events?after=2").await.json();
    assert_eq!(rest["events"].as_array().unwrap(), &polled.as_array().unwrap()[2..]);
    assert_eq!(device.get("events?after=4").await.json(), json!({ "events": [] }));
    assert_eq!(device.get("events?after=mikan").await.status, 400);
    assert_eq!(device.get("events?before=4").await.status, 400);
}

#[tokio::test]
async fn news_comes_down_an_open_stream() {
    let (mut world, alice) = a_world_with_news().await;
    let device = Device::of(&world, alice);
    let mut stream = open(&device, "?after=4", None).await;
    world.app.clock.advance(SignedDuration::from_mins(1));
    world.people[alice].home.open(TELNET, Behind::Usual).await.unwrap();
    world.scans_again(alice).await;
    let told = next(&mut stream, 2).await;
    let kinds: Vec<&str> = told.iter().map(|event| event["news"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["scan-finished", "notice-reopened"]);
    assert_eq!(told.iter().map(|event| event["number"].as_i64().unwrap()).collect::<Vec<_>>(), [5, 6]);
    assert_eq!(device.get("events?after=4").await.json()["events"], Value::Array(told));
}

/// A notice, a scan that saw the port open, one that saw it closed.
async fn a_world_with_news() -> (World, usize) {
    let mut world = World::new().await;
    let alice = world.moves_in(&[TELNET]).await;
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    world.sends_campaign("april", &[TELNET], 0.0).await;
    world.step().await;
    world.scans_again(alice).await;
    world.app.clock.advance(SignedDuration::from_mins(1));
    world.closes(alice, TELNET).await;
    world.scans_again(alice).await;
    (world, alice)
}

async fn open(device: &Device, query: &str, resumed: Option<&str>) -> Response {
    let request =
        device.request(Method::GET, &format!("events{query}")).header("accept", "text/event-stream");
    let request = resumed.iter().fold(request, |request, id| request.header("Last-Event-ID", *id));
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    response
}

/// The next events of a stream, each with its number as its id.
async fn next(stream: &mut Response, count: usize) -> Vec<Value> {
    let mut text = String::new();
    let read = async {
        while text.matches("\n\n").count() < count {
            let chunk = stream.chunk().await.unwrap().expect("the stream goes on");
            text.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    };
    tokio::time::timeout(Duration::from_secs(20), read).await.expect("news within 20 seconds");
    let events = text.split_terminator("\n\n").map(|event| {
        let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim();
        let body: Value = serde_json::from_str(field("data:")).unwrap();
        assert_eq!(field("id:"), body["number"].to_string());
        body
    });
    events.collect()
}
