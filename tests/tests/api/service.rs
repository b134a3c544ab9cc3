//! What holds for every request, and what machines ask.

use akabeko_tests::world::World;
use reqwest::Method;
use serde_json::json;

use crate::device::{Answer, Device};

#[tokio::test]
async fn machines_learn_that_it_is_up_and_that_it_can_work() {
    let world = World::new().await;
    for (path, body) in [("/healthz", "ok\n"), ("/readyz", "ready\n")] {
        let answer =
            world.browser.get(format!("{}{path}", world.app.config.public_url())).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.text().await.unwrap(), body);
    }
}

#[tokio::test]
async fn a_request_that_is_too_large_is_refused() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[]).await;
    let device = Device::of(&world, alice);
    let limit = 8 * 1024;
    for (length, status) in [(limit, 200), (limit + 1, 413), (1024 * 1024, 413)] {
        let body = format!("{{}}{}", " ".repeat(length - 2));
        let request = device.request(Method::POST, "check-in").body(body);
        let answer = Answer::read(request.send().await.unwrap()).await;
        assert_eq!(answer.status, status, "{length} bytes");
        if status == 413 {
            answer.problem(413);
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_a_problem_as_well() {
    let world = World::new().await;
    let device = Device::stranger(&world, [127, 0, 0, 1].into());
    for path in ["", "mikan", "enrol/mikan", "notices"] {
        device.get(path).await.problem(404);
    }
    let answer = world.browser.get(format!("{}/", world.app.config.public_url())).send().await.unwrap();
    assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    assert_eq!(device.post("inbox", &json!({})).await.status, 405);
}
