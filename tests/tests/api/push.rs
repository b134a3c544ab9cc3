//! A device that is woken: by a push service of its own choice, once for its news, and with nothing that tells anything.

use akabeko_agent_core::{Event, Mood};
use akabeko_backend::chance::Chance;
use akabeko_backend::flow;
use akabeko_backend::push::{Push, Subscription};
use akabeko_core::push::Answer;
use akabeko_scanner::Lab;
use akabeko_shared::Port;
use akabeko_shared::wire::PushSubscription;
use akabeko_tests::push::{Instead, PushService};
use akabeko_tests::world::World;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::device::{Device, id};

const TELNET: Port = Port::tcp(23);

#[tokio::test]
async fn a_device_that_subscribed_is_woken_once_and_told_nothing() {
    let Woken { mut world, service, alice, subscription } = Woken::new().await;
    assert_eq!(world.mood(alice), Mood::Ok, "she heard nothing yet");
    let messages = service.messages(&subscription);
    assert_eq!((messages.len(), service.requests(), service.refused()), (1, 1, vec![]));
    let message = messages[0].clone();
    assert!(message.words.len() == 26 && message.words.chars().all(|c| c.is_ascii_alphanumeric()));
    assert!(!world.app.store.stored(id(&world, alice)).await.unwrap().unwrap().notices.is_empty());
    assert_eq!(message.headers, ["86400", "normal", "news"].map(str::to_owned));
    assert_eq!(message.contact, "mailto:support@localhost");

    flow::settle(&world.app).await.unwrap();
    world.people[alice].is_on = false;
    world.pass(SignedDuration::from_hours(48)).await;
    assert_eq!(service.requests(), 1, "it was news once");

    world.give(alice, Event::Pushed).await;
    assert_eq!((world.mood(alice), world.people[alice].popped.len()), (Mood::Notice, 1));
    world.people[alice].is_on = true;
    world.closes(alice, TELNET).await;
    world.scans_again(alice).await;
    let closed = service.messages(&subscription);
    assert_eq!(
        (closed.len(), closed[1].length),
        (2, message.length),
        "a closure looks the same from outside"
    );
    assert_ne!(closed[1].words, message.words);
}

#[tokio::test]
async fn whoever_has_no_news_or_cannot_be_woken_is_left_alone() {
    let mut world = World::new().await;
    let (alice, bob) = (world.moves_in(&[]).await, world.moves_in(&[TELNET]).await);
    let service = PushService::of(&world.app.clock).await;
    let subscription = subscribes(&mut world, &service, alice).await;
    let his = subscribes(&mut world, &service, bob).await;
    world.give(bob, Event::PushOffered(None)).await;
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    world.sends_campaign("april", &[TELNET], 0.0).await;
    world.scans_again(alice).await;
    world.step().await;
    assert_eq!(world.mood(bob), Mood::Notice);
    assert_eq!(service.requests(), 0);
    assert_eq!((service.messages(&subscription).len(), service.messages(&his).len()), (0, 0));
}

#[tokio::test]
async fn a_subscription_that_is_gone_is_forgotten() {
    let mut given = Woken::with(&[Instead { status: 410, header: None }]).await;
    assert_eq!((given.service.requests(), given.subscriptions().await), (1, vec![]));
    given.world.closes(given.alice, TELNET).await;
    given.world.scans_again(given.alice).await;
    assert_eq!(given.service.requests(), 1);
    let again = subscribes(&mut given.world, &given.service, given.alice).await;
    assert_eq!(given.subscriptions().await[0]["endpoint"], again.endpoint, "she subscribed anew");
}

#[tokio::test]
async fn a_push_service_is_left_alone_for_as_long_as_it_wants() {
    let wait = |status: u16| Instead { status, header: Some(("retry-after", "600".to_owned())) };
    let given = Woken::with(&[wait(429), wait(503)]).await;
    let (world, service) = (&given.world, &given.service);
    for (minutes, requests) in [(0, 1), (9, 1), (1, 2), (9, 2), (1, 3), (60, 3)] {
        world.app.clock.advance(SignedDuration::from_mins(minutes));
        flow::settle(&world.app).await.unwrap();
        assert_eq!(service.requests(), requests, "{minutes} minutes later");
    }
    assert_eq!((service.messages(&given.subscription).len(), service.refused()), (1, vec![]));
}

#[tokio::test]
async fn nothing_is_followed_and_what_is_refused_is_given_up() {
    for status in [307, 308, 400, 413] {
        let mut given = Woken::subscribed().await;
        let elsewhere = given.service.subscribes(given.world.app.push.key());
        let header = Some(("location", elsewhere.endpoint.clone()));
        given.service.answers(Instead { status, header });
        given.is_told().await;
        given.world.app.clock.advance(SignedDuration::from_hours(30));
        flow::settle(&given.world.app).await.unwrap();
        assert_eq!((given.service.requests(), given.service.messages(&elsewhere).len()), (1, 0), "{status}");
        assert_eq!(given.subscriptions().await.len(), 1, "the next news is another matter");
    }
}

#[tokio::test]
async fn nobody_is_asked_who_is_not_on_the_internet() {
    let world = World::new().await;
    let service = PushService::of(&world.app.clock).await;
    let port = service.origin().rsplit(':').next().unwrap().to_owned();
    let (outside, inside) = (Lab::default(), world.app.config.scan.lab());
    for (lab, endpoint, answer) in [
        (&outside, format!("http://127.0.0.1:{port}"), Answer::Forbidden),
        (&outside, format!("http://localhost:{port}"), Answer::Forbidden),
        (&outside, "https://10.0.0.1".to_owned(), Answer::Forbidden),
        (&outside, "https://0x0a000001".to_owned(), Answer::Forbidden),
        (&outside, "https://[::ffff:10.0.0.1]".to_owned(), Answer::Forbidden),
        (&inside, "https://169.254.169.254".to_owned(), Answer::Forbidden),
        (&inside, format!("http://localhost:{port}"), Answer::Status { status: 404, retry_after: None }),
    ] {
        let push = Push::new(&world.app.secret, lab.clone());
        let said = service.subscribes(push.key());
        let said = PushSubscription { endpoint: format!("{endpoint}/push/nobody"), ..said };
        let subscription = Subscription::parse(&said).unwrap();
        let got = push.send(&subscription, "help@akabeko.example", &Chance::from_seed(1), world.now()).await;
        assert_eq!(got, answer, "{endpoint}");
    }
    assert_eq!(service.requests(), 1, "only the one inside the lab was asked");
}

#[tokio::test]
async fn what_is_no_subscription_is_refused_by_its_field_and_nothing_is_kept() {
    let mut world = World::new().await;
    let alice = world.moves_in(&[]).await;
    let service = PushService::of(&world.app.clock).await;
    let (device, good) = (Device::of(&world, alice), service.subscribes(world.app.push.key()));
    for (field, wrong) in [
        ("endpoint", "http://push.example/a"),
        ("endpoint", "https://10.0.0.1/a"),
        ("endpoint", "https://[fd00::1]/a"),
        ("endpoint", "mikan"),
        ("p256dh", "mikan"),
        ("auth", "mikan"),
    ] {
        let mut said = json!({ "push": { "subscribed": good } });
        said["push"]["subscribed"][field] = json!(wrong);
        let detail = device.post("check-in", &said).await.problem(400);
        assert!(detail.starts_with(&format!("push.{field}: ")), "{detail}");
    }
    for said in
        [json!("on"), json!({ "subscribed": {} }), json!({ "subscribed": good, "address": "192.0.2.1" })]
    {
        assert!(!device.post("check-in", &json!({ "push": said })).await.problem(400).is_empty());
    }
    assert_eq!(device.get("me").await.json().get("subscriptions"), None);
    let reply = device.post("check-in", &json!({ "push": { "subscribed": good } })).await.json();
    assert_eq!(reply["push_key"], world.app.push.key());
    let me = device.get("me").await;
    assert_eq!(me.json()["subscriptions"][0]["endpoint"], good.endpoint);
    assert!(!me.text.contains(&good.auth), "a secret is told");
    assert_eq!(device.post("check-in", &json!({ "push": "off" })).await.status, 200);
    assert_eq!(device.get("me").await.json().get("subscriptions"), None);
}

#[tokio::test]
async fn where_pushes_are_off_no_key_is_named_and_nobody_subscribes() {
    let mut world = World::with(|config| config.push = false).await;
    let alice = world.moves_in(&[]).await;
    assert!(world.people[alice].agent.host().push_keys.is_empty());
    let service = PushService::of(&world.app.clock).await;
    let said = json!({ "push": { "subscribed": service.subscribes(world.app.push.key()) } });
    let device = Device::of(&world, alice);
    assert_eq!(device.post("check-in", &said).await.json().get("push_key"), None);
    assert_eq!(device.get("me").await.json().get("subscriptions"), None, "it was kept for nothing");
}

#[tokio::test]
async fn whoever_waits_in_a_trial_is_not_woken_before_their_time() {
    let mut world = World::new().await;
    let people = [world.moves_in(&[TELNET]).await, world.moves_in(&[TELNET]).await];
    let service = PushService::of(&world.app.clock).await;
    let mut subscriptions = Vec::new();
    for who in people {
        subscriptions.push(subscribes(&mut world, &service, who).await);
    }
    world.pass(SignedDuration::from_hours(24 * 30)).await;
    world.sends_campaign("trial", &[TELNET], 0.5).await;
    world.step().await;
    let woken = |service: &PushService| {
        let mut woken: Vec<_> = subscriptions.iter().map(|one| service.messages(one).len()).collect();
        woken.sort_unstable();
        woken
    };
    assert_eq!(woken(&service), [0, 1]);
    world.pass(SignedDuration::from_hours(24 * 34)).await;
    assert_eq!(woken(&service), [0, 1], "the daily scans go on, and nobody who waits hears of them");
    world.pass(SignedDuration::from_hours(24 * 2)).await;
    assert_eq!(woken(&service), [1, 1]);
}

#[tokio::test]
async fn a_subscription_goes_with_the_consent_and_comes_back_with_it() {
    let mut given = Woken::subscribed().await;
    given.world.give(given.alice, Event::Withdraw).await;
    assert_eq!(given.subscriptions().await.len(), 0);
    given.world.give(given.alice, Event::Agree).await;
    assert_eq!(given.subscriptions().await.len(), 1, "she can be woken again");
}

/// Somebody who can be woken, and who has news.
struct Woken {
    world: World,
    service: PushService,
    alice: usize,
    subscription: PushSubscription,
}

impl Woken {
    async fn new() -> Self {
        Self::with(&[]).await
    }

    /// The same, where the push service answers this before it takes anything.
    async fn with(instead: &[Instead]) -> Self {
        let mut given = Self::subscribed().await;
        instead.iter().for_each(|answer| given.service.answers(answer.clone()));
        given.is_told().await;
        given
    }

    /// The same, before there is news.
    async fn subscribed() -> Self {
        let mut world = World::new().await;
        let alice = world.moves_in(&[TELNET]).await;
        world.pass(SignedDuration::from_hours(24 * 7)).await;
        let service = PushService::of(&world.app.clock).await;
        let subscription = subscribes(&mut world, &service, alice).await;
        Self { world, service, alice, subscription }
    }

    async fn is_told(&mut self) {
        assert_eq!(self.service.requests(), 0, "there was no news");
        self.world.sends_campaign("april", &[TELNET], 0.0).await;
    }

    async fn subscriptions(&self) -> Vec<Value> {
        let me = Device::of(&self.world, self.alice).get("me").await.json();
        me["subscriptions"].as_array().cloned().unwrap_or_default()
    }
}

/// Somebody's device subscribes with the key that it was told, and the backend hears of it.
async fn subscribes(world: &mut World, service: &PushService, who: usize) -> PushSubscription {
    let key = world.people[who].agent.host().push_keys.last().expect("a key").clone();
    let subscription = service.subscribes(&key);
    world.give(who, Event::PushOffered(Some(subscription.clone()))).await;
    subscription
}
