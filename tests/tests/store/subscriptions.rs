//! Who can be woken, who has to be, and what became of it.

use akabeko_backend::push::Subscription;
use akabeko_backend::store::{DuePush, Store};
use akabeko_core::push::Verdict;
use akabeko_shared::wire::PushSubscription;
use akabeko_shared::{AgentId, PortState};
use jiff::SignedDuration;

use crate::given::{Looked, SSH, TELNET, agent, at, at_once, told};

pub(crate) async fn news_wakes_whoever_can_be_woken_once(store: &Store) {
    let (alice, bob) = (agent(store, 1).await, agent(store, 2).await);
    told(store, 1, alice, &[TELNET]).await;
    subscribe(store, alice, "phone").await;
    assert!(due(store, 2).await.is_empty(), "what she was told before is no news");
    told(store, 2, alice, &[SSH]).await;
    told(store, 3, bob, &[SSH]).await;
    let claimed = due(store, 2).await;
    assert_eq!((claimed.len(), claimed[0].agent, claimed[0].failures), (1, alice, 0));
    assert!(claimed[0].subscription == subscription("phone"));
    settle(store, claimed, Verdict::Sent, 3).await;
    assert!(due(store, 9).await.is_empty());

    let closed = [(SSH, PortState::Closed), (TELNET, PortState::Closed)];
    Looked { number: 9, agent: alice, network: None, minutes: 10, seen: &closed }.keep(store).await;
    assert_eq!(store.observe(at(10)).await.unwrap(), [alice]);
    let claimed = due(store, 10).await;
    assert_eq!(claimed.len(), 1, "two closures are one push");
    settle(store, claimed, Verdict::Sent, 10).await;
    assert!(due(store, 99).await.is_empty());
}

pub(crate) async fn a_push_is_claimed_by_one_worker_only_and_again_after_its_lease(store: &Store) {
    for number in 1..=20 {
        let alice = agent(store, number).await;
        subscribe(store, alice, "phone").await;
        told(store, number, alice, &[TELNET]).await;
    }
    let work = async |store: Store, _| store.claim_pushes(7, at(2), at(3)).await.unwrap();
    let mut claimed: Vec<DuePush> = at_once(8, work, store).await.into_iter().flatten().collect();
    assert!(claimed.len() >= 7, "nobody got anything");
    claimed.extend(due(store, 2).await);
    let mut agents: Vec<AgentId> = claimed.iter().map(|due| due.agent).collect();
    agents.sort();
    agents.dedup();
    assert_eq!((claimed.len(), agents.len()), (20, 20));
    assert!(due(store, 2).await.is_empty());
    assert_eq!(due(store, 3).await.len(), 20, "whoever claimed them died");
}

pub(crate) async fn a_push_that_failed_is_made_again_when_it_is_time(store: &Store) {
    let alice = woken(store).await;
    let wait = Verdict::Later(SignedDuration::from_mins(10));
    for (minutes, failures) in [(2, 0), (12, 1), (22, 2)] {
        let claimed = due(store, minutes).await;
        assert_eq!((claimed[0].agent, claimed[0].failures), (alice, failures));
        settle(store, claimed, wait, minutes).await;
        assert!(due(store, minutes + 9).await.is_empty(), "before it was time");
    }
    let claimed = due(store, 32).await;
    settle(store, claimed, Verdict::Refused, 32).await;
    assert!(due(store, 99).await.is_empty(), "it was given up");
    told(store, 2, alice, &[SSH]).await;
    assert_eq!(due(store, 99).await[0].failures, 0, "the next one begins anew");
}

pub(crate) async fn what_became_of_a_push_says_nothing_of_a_newer_subscription(store: &Store) {
    let alice = woken(store).await;
    let later = Verdict::Later(SignedDuration::from_hours(4));
    for (number, device, verdict) in
        [(2, "tablet", Verdict::Gone), (3, "watch", Verdict::Sent), (4, "pc", later)]
    {
        let claimed = due(store, 2).await;
        assert_eq!(claimed.len(), 1, "before {device}");
        subscribe(store, alice, device).await;
        told(store, number, alice, &[SSH]).await;
        settle(store, claimed, verdict, 2).await;
    }
    let claimed = due(store, 2).await;
    assert!(claimed[0].subscription == subscription("pc"));
    settle(store, claimed, Verdict::Gone, 2).await;
    assert!(store.stored(alice).await.unwrap().unwrap().subscriptions.is_empty());
}

pub(crate) async fn a_subscription_goes_with_the_consent_and_with_its_agent(store: &Store) {
    let alice = woken(store).await;
    let has = async || !store.stored(alice).await.unwrap().unwrap().subscriptions.is_empty();
    store.withdraw(alice, at(2)).await.unwrap();
    assert!(!has().await && due(store, 9).await.is_empty());
    subscribe(store, alice, "phone").await;
    assert!(!has().await, "whoever no longer agrees is not woken");
    store.agree(alice, 1, at(3)).await.unwrap();
    subscribe(store, alice, "phone").await;
    assert!(has().await);
    store.unsubscribe(alice).await.unwrap();
    assert!(!has().await);
    subscribe(store, alice, "phone").await;
    told(store, 2, alice, &[SSH]).await;
    assert!(store.erase(alice).await.unwrap());
    assert!(due(store, 9).await.is_empty());
    subscribe(store, alice, "phone").await;
    assert!(store.stored(alice).await.unwrap().is_none(), "there is nobody");
}

/// Somebody who can be woken, with news.
async fn woken(store: &Store) -> AgentId {
    let alice = agent(store, 1).await;
    subscribe(store, alice, "phone").await;
    told(store, 1, alice, &[TELNET]).await;
    alice
}

pub(crate) async fn subscribe(store: &Store, agent: AgentId, name: &str) {
    store.subscribe(agent, &subscription(name), at(0)).await.unwrap();
}

/// What is due at this minute, claimed for one more.
async fn due(store: &Store, minutes: i64) -> Vec<DuePush> {
    store.claim_pushes(99, at(minutes), at(minutes + 1)).await.unwrap()
}

async fn settle(store: &Store, claimed: Vec<DuePush>, verdict: Verdict, minutes: i64) {
    let settled = claimed.into_iter().map(|due| (due, verdict)).collect();
    store.settle_pushes(settled, at(minutes)).await.unwrap();
}

/// The device of RFC 8291, section 5, at an endpoint of this name.
fn subscription(name: &str) -> Subscription {
    let said = PushSubscription {
        endpoint: format!("https://push.example/{name}"),
        p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
            .to_owned(),
        auth: "BTBZMqHH6r4Tts7J_aSIgg".to_owned(),
    };
    Subscription::parse(&said).unwrap()
}
