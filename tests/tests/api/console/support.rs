//! The support inbox, the switch that stops scans, opt-outs and complaints.

use akabeko_backend::desk::Role;
use akabeko_shared::Port;
use akabeko_tests::world::World;
use jiff::SignedDuration;
use serde_json::json;

use super::desk::Desk;
use crate::device::browser_at_home;

const TELNET: Port = Port::tcp(23);

#[tokio::test]
async fn a_request_for_support_is_answered_closed_and_opened_again() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[TELNET]).await;
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    world.sends_campaign("april", &[TELNET], 0.0).await;
    world.step().await;
    let notice = world.face(alice).notices[0].clone();
    let page = world.opens(&notice.url).await;
    for button in ["network.home", "intent.tcp-23.unintended", "ability.tcp-23.no"] {
        assert_eq!(world.presses(&page, button).await, 303, "{button}");
    }
    let (desk, ken) = (Desk::first(&world).await, Desk::of(&world, "Ken", Role::Viewer).await);
    let inbox = desk.get("cases").await.json();
    assert_eq!((&inbox["open"], &inbox["cases"][0]["wants_answer"]), (&json!(1), &json!(true)), "{inbox}");
    assert_eq!(inbox["cases"][0]["word"], notice.word, "the word that the person sees");
    let path = format!("cases/{}", inbox["cases"][0]["case"].as_str().unwrap());
    ken.post(&format!("{path}/messages"), &json!({ "text": "hello" })).await.problem(403);
    for text in ["", " \n ", &"x".repeat(2001)] {
        desk.post(&format!("{path}/messages"), &json!({ "text": text })).await.problem(422);
    }
    assert_eq!(
        desk.post(&format!("{path}/messages"), &json!({ "text": "What is on the label?\u{7}" })).await.status,
        204
    );
    let case = desk.get(&path).await.json();
    assert_eq!(
        (&case["thread"][0]["text"], &case["thread"][0]["operator"]),
        (&json!("What is on the label?"), &json!("Hanako"))
    );
    assert_eq!(
        (&case["case"]["wants_answer"], case["answers"].as_array().unwrap().len()),
        (&json!(false), 3)
    );
    assert_eq!(
        desk.post(&format!("{path}/close"), &json!({ "outcome": "solved together" })).await.status,
        204
    );
    desk.post(&format!("{path}/messages"), &json!({ "text": "more" })).await.problem(409);
    assert_eq!(desk.get("cases?closed=true").await.json()["cases"][0]["outcome"], "solved together");
    assert_eq!(desk.post(&format!("{path}/reopen"), &json!({})).await.status, 204);
    desk.post(&format!("{path}/reopen"), &json!({})).await.problem(409);
}

#[tokio::test]
async fn the_person_reads_and_answers_on_the_page_at_home_and_nowhere_else() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[TELNET]).await;
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    world.sends_campaign("april", &[TELNET], 0.0).await;
    world.step().await;
    let url = world.face(alice).notices[0].url.clone();
    let (home, elsewhere) = (browser_at_home(&world, alice), world.browser.clone());
    let open = async |browser: &reqwest::Client| browser.get(&url).send().await.unwrap();
    let path = open(&home).await.url().path().to_owned();
    open(&elsewhere).await;
    let page = format!("{}{path}", world.app.config.public_url());
    let posts = async |browser: &reqwest::Client, what: &str, body: String| {
        let request = browser
            .post(format!("{page}/{what}"))
            .header("content-type", "application/x-www-form-urlencoded");
        request.body(body).send().await.unwrap().status().as_u16()
    };
    assert_eq!(posts(&home, "message", "text=hello".to_owned()).await, 404, "there is no case yet");
    for button in ["network.home", "intent.tcp-23.unintended", "ability.tcp-23.no"] {
        assert_eq!(posts(&home, "answer", format!("button={button}")).await, 200, "{button}");
    }
    assert_eq!(posts(&home, "message", "text=%3Cb%3Ewhich+label%3F".to_owned()).await, 200);
    assert_eq!(posts(&home, "message", "text=+".to_owned()).await, 422);
    let longest = format!("text={}", "%E3%81%82".repeat(2000));
    assert_eq!(posts(&home, "message", longest).await, 200, "as long as it may be");
    assert_eq!(posts(&elsewhere, "message", "text=me+too".to_owned()).await, 404);
    let desk = Desk::first(&world).await;
    let case = desk.get("cases").await.json()["cases"][0].clone();
    assert_eq!(case["wants_answer"], true);
    let thread = format!("cases/{}", case["case"].as_str().unwrap());
    assert_eq!(desk.get(&thread).await.json()["thread"][0]["text"], "<b>which label?");
    assert_eq!(
        desk.post(&format!("{thread}/messages"), &json!({ "text": "The one beneath." })).await.status,
        204
    );
    let read =
        async |browser: &reqwest::Client| browser.get(&page).send().await.unwrap().text().await.unwrap();
    let (at_home, outside) = (read(&home).await, read(&elsewhere).await);
    assert!(at_home.contains("The one beneath.") && at_home.contains("&#60;b&#62;which label?"), "{at_home}");
    assert!(!outside.contains("The one beneath.") && !outside.contains("which label?"), "{outside}");
}

#[tokio::test]
async fn scans_are_halted_and_resumed_and_ranges_left_alone() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[TELNET]).await;
    let desk = Desk::first(&world).await;
    desk.post("scanner/halt", &json!({ "reason": "" })).await.problem(422);
    assert_eq!(desk.post("scanner/halt", &json!({ "reason": "a complaint" })).await.status, 204);
    world.step().await;
    assert_eq!(world.people[alice].home.knocks(), 0);
    let health = desk.get("scanner").await;
    assert_eq!(health.status, 401, "six hours have passed");
    let desk = Desk::of(&world, "Mio", Role::Admin).await;
    assert_eq!(desk.get("scanner").await.json()["halt_reason"], "a complaint");
    assert_eq!(desk.post("scanner/resume", &json!({})).await.status, 204);
    desk.post("scanner/resume", &json!({})).await.problem(409);

    let range = format!("{}/24", world.people[alice].home.address());
    assert_eq!(
        desk.post("opt-outs", &json!({ "range": range, "reason": "asked by mail", "days": 30 })).await.status,
        204
    );
    desk.post("opt-outs", &json!({ "range": range, "reason": "again" })).await.problem(409);
    for wrong in ["everything", "192.0.2.0/33", ""] {
        desk.post("opt-outs", &json!({ "range": wrong, "reason": "x" })).await.problem(422);
    }
    world.step().await;
    assert_eq!(world.people[alice].home.knocks(), 0);
    let desk = Desk::of(&world, "Ai", Role::Admin).await;
    let guards = desk.get("opt-outs").await.json();
    assert_eq!(
        (&guards["opt_outs"][0]["agents"], &guards["opt_outs"][0]["added_by"]),
        (&json!(1), &json!("Mio"))
    );
    let lift = json!({ "range": guards["opt_outs"][0]["range"] });
    assert_eq!(desk.post("opt-outs/lift", &lift).await.status, 204);
    desk.post("opt-outs/lift", &lift).await.problem(404);

    assert_eq!(
        desk.post("complaints", &json!({ "sender": "a neighbour", "text": "You knocked.\nWhy?" }))
            .await
            .status,
        204
    );
    let need = |overview: &serde_json::Value, kind: &str| {
        overview["needs"].as_array().unwrap().iter().any(|need| need["kind"] == kind)
    };
    assert!(need(&desk.get("overview").await.json(), "complaint"));
    assert_eq!(desk.post("complaints/1/settle", &json!({ "outcome": "explained" })).await.status, 204);
    desk.post("complaints/1/settle", &json!({ "outcome": "explained" })).await.problem(404);
    assert!(!need(&desk.get("overview").await.json(), "complaint"));
}

#[tokio::test]
async fn results_and_the_dataset_can_be_had_by_whoever_may() {
    let mut world = World::new().await;
    world.moves_in(&[TELNET]).await;
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    world.sends_campaign("april", &[TELNET], 0.0).await;
    let (desk, ken) = (Desk::first(&world).await, Desk::of(&world, "Ken", Role::Viewer).await);
    let mut results = ken.get("results?lang=en").await.json();
    for _ in 0..2000 {
        if results["computed_at"].is_string() {
            break;
        }
        results = ken.get("results?lang=en").await.json();
    }
    assert_eq!(results["figures"].as_array().unwrap().len(), 5, "{results}");
    assert!(results["figures"][0]["html"].as_str().unwrap().contains("<svg"));
    let sheet = ken.get("results/table4.csv").await;
    assert_eq!(sheet.kind, "text/csv; charset=utf-8");
    assert!(sheet.text.starts_with("campaign,ports,notices\napril,tcp/23,1"), "{sheet:?}");
    ken.get("results/passwords.csv").await.problem(404);
    ken.get("dataset").await.problem(403);
    let archive = desk.get("dataset").await;
    assert_eq!((archive.status, &*archive.kind), (200, "application/x-tar"));
    let id = world.people[0].agent.id().unwrap().to_string();
    assert!(
        archive.text.contains("observations.csv") && !archive.text.contains(&id),
        "it is under pseudonyms"
    );
}
