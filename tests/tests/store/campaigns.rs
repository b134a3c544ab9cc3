//! Campaigns, and what decides who is told.

use akabeko_backend::store::{CampaignState, FinishedScan, NewNotice, Store};
use akabeko_core::plan::WebVerdict;
use akabeko_core::schedule::Reason;
use akabeko_shared::{Platform, Port, PortState, Variant};

use crate::given::{
    Looked, SSH, TELNET, agent, at, at_once, campaign, dataset, finished, notice, page, press, told, wanted,
};

pub(crate) async fn a_name_is_taken_once(store: &Store) {
    let keep = |store: Store, number: u64| async move {
        let mut april = campaign("april");
        april.seed = number;
        store.create_campaign(&april, at(0)).await.unwrap().then_some(number)
    };
    let kept: Vec<u64> = at_once(10, keep, store).await.into_iter().flatten().collect();
    let found = store.campaign("april").await.unwrap().unwrap();
    assert_eq!((kept, found.state, found.sent_at), (vec![found.campaign.seed], CampaignState::Draft, None));
    assert!(store.campaign("April").await.unwrap().is_none());
    assert!(store.create_campaign(&campaign("May"), at(0)).await.unwrap());
    let names: Vec<String> =
        store.campaigns().await.unwrap().into_iter().map(|kept| kept.campaign.campaign).collect();
    assert_eq!(names.len(), 2);
}

pub(crate) async fn a_campaign_freezes_once(store: &Store) {
    let mut agents = Vec::new();
    for number in 0..8 {
        agents.push(agent(store, number).await);
    }
    assert!(store.create_campaign(&campaign("april"), at(0)).await.unwrap());
    assert!(!store.freeze_campaign("april", "early".to_owned(), vec![]).await.unwrap(), "nobody said go");
    let send = |store: Store, _| async move { store.send_campaign("april", at(1)).await.unwrap() };
    assert_eq!(at_once(8, send, store).await.iter().filter(|went| **went).count(), 1);
    let freeze = move |store: Store, number: u64| {
        let alice = agents[usize::try_from(number).unwrap()];
        async move {
            let notices = vec![notice(number, alice, &[TELNET])];
            store.freeze_campaign("april", format!("plan {number}"), notices).await.unwrap().then_some(number)
        }
    };
    let frozen: Vec<u64> = at_once(8, freeze, store).await.into_iter().flatten().collect();
    assert_eq!(frozen.len(), 1);
    let kept = store.campaign("april").await.unwrap().unwrap();
    assert_eq!((kept.state, kept.sent_at), (CampaignState::Sent, Some(at(1))));
    assert_eq!(kept.plan_hash, format!("plan {}", frozen[0]));
    assert_eq!(store.tally("april").await.unwrap().notices, 1, "the losers left notices");
    assert!(!store.send_campaign("april", at(2)).await.unwrap(), "it is sent for good");
    assert!(!store.send_campaign("nothing", at(2)).await.unwrap());
}

pub(crate) async fn a_notice_keeps_the_wording_that_was_drawn(store: &Store) {
    let mut worded = campaign("worded");
    worded.variants = [Variant::Usual, Variant::Facts].into();
    let mut notices = Vec::new();
    for (number, variant) in [(1, Variant::Facts), (2, Variant::Usual)] {
        let alice = agent(store, number).await;
        notices.push(NewNotice { variant, ..notice(number, alice, &[TELNET]) });
    }
    let (alice, names) = (notices[0].agent, [notices[0].notice, notices[1].notice]);
    assert!(store.create_campaign(&worded, at(0)).await.unwrap());
    assert!(store.send_campaign("worded", at(0)).await.unwrap());
    assert!(store.freeze_campaign("worded", "plan".to_owned(), notices).await.unwrap());
    assert_eq!(store.send_due_notices(at(1)).await.unwrap().len(), 2);
    assert_eq!(
        (page(store, 1).await.variant, page(store, 2).await.variant),
        (Variant::Facts, Variant::Usual)
    );
    assert_eq!(store.inbox(alice).await.unwrap()[0].variant, Variant::Facts);
    assert_eq!(store.stored(alice).await.unwrap().unwrap().notices[0].variant, Variant::Facts);

    let first = dataset(store).await;
    let kept: Vec<(String, Variant)> =
        first.variants.iter().map(|worded| (worded.notice.to_string(), worded.variant)).collect();
    let expected = [(names[0].to_string(), Variant::Facts), (names[1].to_string(), Variant::Usual)];
    assert_eq!(kept, expected);
    assert_eq!(first.trials[0].variants, [Variant::Usual, Variant::Facts]);
    let folder = tempfile::tempdir().unwrap();
    let other = crate::sqlite(folder.path()).await;
    assert!(other.import(first.clone()).await.unwrap());
    assert_eq!(dataset(&other).await, first);
}

pub(crate) async fn an_operator_s_word_holds_until_it_expires(store: &Store) {
    let (alice, web) = (agent(store, 1).await, Port::tcp(80));
    for (verdict, minutes) in [(WebVerdict::Public, 1), (WebVerdict::Private, 2), (WebVerdict::Public, 3)] {
        let reviewer = "Hana'); DROP TABLE verdicts; --";
        store.judge_web_port((alice, web), verdict, reviewer, at(minutes), at(60)).await.unwrap();
        let known = store.known(at(minutes), at(0), at(0)).await.unwrap();
        assert_eq!(
            known.web.into_iter().collect::<Vec<_>>(),
            [((alice, web), verdict)],
            "the last word counts"
        );
    }
    assert_eq!(store.known(at(59), at(0), at(0)).await.unwrap().web.len(), 1);
    assert!(store.known(at(60), at(0), at(0)).await.unwrap().web.is_empty());
}

pub(crate) async fn the_last_word_about_intent_counts_and_lasts(store: &Store) {
    let alice = agent(store, 1).await;
    Looked { number: 1, agent: alice, network: None, minutes: 0, seen: &[(TELNET, PortState::Open)] }
        .keep(store)
        .await;
    told(store, 1, alice, &[TELNET]).await;
    let known = async |since| store.known(at(60), at(since), at(0)).await.unwrap();
    assert_eq!(known(0).await.platforms.into_iter().collect::<Vec<_>>(), [(alice, Platform::Desktop)]);
    assert!(known(0).await.busy.contains(&alice), "a notice is open");
    press(store, 1, "network.home", 2).await;
    press(store, 1, "intent.tcp-23.intended", 3).await;
    assert_eq!(known(0).await.intended.into_iter().collect::<Vec<_>>(), [(alice, TELNET)]);
    assert!(known(0).await.busy.is_empty(), "an intended port ends the notice");
    assert!(known(4).await.intended.is_empty(), "it was too long ago");
    press(store, 1, "intent.tcp-23.unknown", 5).await;
    assert!(known(0).await.intended.is_empty(), "she thought better of it");
    assert!(known(0).await.busy.contains(&alice), "the notice is open again");
    assert_eq!(
        page(store, 1).await.address,
        crate::given::HOME,
        "the notice is about where it was seen open"
    );
}

pub(crate) async fn an_intended_port_is_left_alone_as_long_as_it_is_the_same(store: &Store) {
    let alice = agent(store, 1).await;
    let hear = async |number: u64, minutes, said: &[u8]| {
        store.request_scans(vec![wanted(number, alice, Reason::Daily)], at(minutes)).await.unwrap();
        let seen = vec![(SSH, PortState::Open, at(minutes), Some(said.to_vec()))];
        let scan = FinishedScan { seen, ..finished(number, alice, minutes, &[]) };
        store.finish_scans(vec![scan]).await.unwrap();
        store.known(at(minutes), at(0), at(0)).await.unwrap().intended.contains(&(alice, SSH))
    };
    assert!(!hear(1, 0, b"220 NAS, it is 09:59").await);
    told(store, 1, alice, &[SSH]).await;
    press(store, 1, "network.home", 2).await;
    press(store, 1, "intent.tcp-22.intended", 3).await;
    assert!(hear(2, 10, b"220 NAS, it is 10:13").await, "what differs at every look is no change");
    assert!(hear(3, 20, b"SSH-2.0-cut short\r\n").await, "nor is what tells nothing");
    assert!(hear(4, 30, b"220 NAS, it is 11:00").await, "and nothing was forgotten over it");
    assert!(!hear(5, 40, b"220 camera").await, "this is another device");
}
