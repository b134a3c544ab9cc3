//! Where everybody is.

use akabeko_backend::store::Store;
use akabeko_core::schedule::Reason;
use akabeko_shared::Language;
use akabeko_shared::wire::{CheckIn, Veto};

use crate::given::{HOME, HOTEL, address, agent, at, at_once, from_network, network, scan_id, wanted};

pub(crate) async fn a_check_in_from_another_address_begins_anew_and_one_from_the_same_counts_up(
    store: &Store,
) {
    let alice = agent(store, 1).await;
    assert!(store.whereabouts(alice, at(0)).await.unwrap().is_none(), "nobody knows where she is yet");
    let steps = [
        (HOME, 0, true, 0, 1),
        (HOME, 5, false, 0, 2),
        (HOTEL, 9, true, 9, 1),
        (HOTEL, 12, false, 9, 2),
        (HOME, 20, true, 20, 1),
    ];
    for (from, minutes, moved, since, check_ins) in steps {
        let confirmed = store.confirm(alice, address(from), CheckIn::default(), at(minutes)).await.unwrap();
        assert_eq!(confirmed.moved, moved, "from {from} at minute {minutes}");
        let (target, _, _) = store.whereabouts(alice, at(0)).await.unwrap().unwrap();
        assert_eq!((target.address, target.since), (address(from), at(since)), "at minute {minutes}");
        assert_eq!((target.confirmed_at, target.check_ins), (at(minutes), check_ins), "at minute {minutes}");
    }
}

pub(crate) async fn another_network_begins_anew_as_well(store: &Store) {
    let alice = agent(store, 1).await;
    for (key, minutes, check_ins) in [(Some("a"), 0, 1), (Some("a"), 5, 2), (Some("b"), 9, 1), (None, 12, 1)]
    {
        store.confirm(alice, address(HOME), from_network(key), at(minutes)).await.unwrap();
        let (target, place, _) = store.whereabouts(alice, at(0)).await.unwrap().unwrap();
        assert_eq!((target.check_ins, place), (check_ins, key.map(network)), "at minute {minutes}");
    }
}

pub(crate) async fn every_one_of_many_check_ins_counts(store: &Store) {
    let alice = agent(store, 1).await;
    let confirm = move |store: Store, _| async move {
        store.confirm(alice, address(HOME), CheckIn::default(), at(1)).await.unwrap().moved
    };
    let moved = at_once(30, confirm, store).await;
    assert_eq!(moved.iter().filter(|moved| **moved).count(), 1, "she came once");
    assert_eq!(store.whereabouts(alice, at(0)).await.unwrap().unwrap().0.check_ins, 30);
}

pub(crate) async fn an_address_may_be_dialled_while_somebody_there_is_fresh_and_agrees(store: &Store) {
    let (alice, bob, carol) = (agent(store, 1).await, agent(store, 2).await, agent(store, 3).await);
    let paused = CheckIn { veto: Some(Veto::Paused), ..CheckIn::default() };
    store.confirm(alice, address(HOME), CheckIn::default(), at(10)).await.unwrap();
    store.confirm(bob, address(HOME), CheckIn::default(), at(20)).await.unwrap();
    store.confirm(carol, address(HOTEL), paused, at(30)).await.unwrap();
    let dialled = store.confirmed_addresses(at(10)).await.unwrap();
    assert_eq!(dialled.into_iter().collect::<Vec<_>>(), [(address(HOME), at(20))]);
    assert!(store.confirmed_addresses(at(21)).await.unwrap().is_empty(), "both are stale");

    let present = store.present(at(15), at(0), at(30)).await.unwrap();
    let mut present: Vec<_> = present.iter().map(|here| (here.agent, here.target.vetoed)).collect();
    present.sort();
    assert_eq!(present, [(bob, false), (carol, true)]);

    store.confirm(carol, address(HOTEL), CheckIn::default(), at(31)).await.unwrap();
    let agreed = store.confirmed_addresses(at(21)).await.unwrap();
    assert_eq!(
        agreed.into_keys().collect::<Vec<_>>(),
        [address(HOTEL)],
        "a veto lasts until the next check-in"
    );
}

pub(crate) async fn what_an_agent_says_of_itself_stays_until_it_says_otherwise(store: &Store) {
    let alice = agent(store, 1).await;
    let said = CheckIn { language: Some(Language::En), ..CheckIn::default() };
    for said in [said, CheckIn::default()] {
        store.confirm(alice, address(HOME), said, at(1)).await.unwrap();
        let kept = store.agent_by_token("token 1".to_owned()).await.unwrap().unwrap();
        assert_eq!(kept.language, Language::En);
    }
}

pub(crate) async fn whoever_was_put_off_is_out_of_sight_until_something_happens(store: &Store) {
    let (alice, bob) = (agent(store, 1).await, agent(store, 2).await);
    let arrive = async |who, place, minutes| {
        store.confirm(who, address(place), CheckIn::default(), at(minutes)).await.unwrap();
    };
    for minutes in 1..4 {
        arrive(alice, HOME, minutes).await;
        arrive(bob, HOTEL, minutes).await;
    }
    let seen = async |minutes| {
        let mut present = store.present(at(0), at(0), at(minutes)).await.unwrap();
        present.sort_by_key(|here| here.agent);
        present
    };
    let names = async |minutes| seen(minutes).await.iter().map(|here| here.agent).collect::<Vec<_>>();
    let read = seen(4).await;
    let until = |until: i64| read.iter().cloned().map(|here| (here, at(until))).collect::<Vec<_>>();
    store.put_off(until(60)).await.unwrap();
    assert_eq!(names(59).await, []);
    assert_eq!(names(60).await, [alice, bob]);
    arrive(alice, HOME, 10).await;
    assert_eq!(names(11).await, [], "nothing is new about her");

    arrive(alice, HOTEL, 11).await;
    assert_eq!(names(12).await, [alice], "she moved");
    store.put_off(until(90)).await.unwrap();
    assert_eq!(names(12).await, [alice], "what was decided before that no longer counts");
    store.put_off(seen(12).await.into_iter().map(|here| (here, at(90))).collect()).await.unwrap();
    arrive(alice, HOTEL, 13).await;
    assert_eq!(names(13).await, [alice], "she settled");
    store.put_off(seen(13).await.into_iter().map(|here| (here, at(90))).collect()).await.unwrap();

    let paused = CheckIn { veto: Some(Veto::Paused), ..CheckIn::default() };
    store.confirm(alice, address(HOTEL), paused, at(14)).await.unwrap();
    assert_eq!(names(14).await, [alice], "she minds");
    store.request_scans(vec![wanted(1, bob, Reason::Daily)], at(15)).await.unwrap();
    store.drop_scans(vec![scan_id(1)], at(15)).await.unwrap();
    assert_eq!(names(15).await, [alice, bob], "a scan of his ended");
    assert_eq!(seen(15).await[1].scans.len(), 1);
}
