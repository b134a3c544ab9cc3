//! Scans wait, are claimed, end.

use std::collections::BTreeSet;

use akabeko_backend::store::{DueScan, FinishedScan, Store};
use akabeko_core::schedule::Reason;
use akabeko_shared::wire::{News, ScanState};
use akabeko_shared::{AgentId, PORTS, Port, PortState, ScanId};
use jiff::Timestamp;

use crate::given::{
    HOME, SSH, TELNET, address, agent, agent_id, at, at_once, dataset, finished, scan_id, wanted,
};

pub(crate) async fn a_due_scan_is_claimed_by_one_worker_only(store: &Store) {
    waiting(store, 30).await;
    let claim = |store: Store, _| async move { store.claim_scans(false, 5, at(1), at(16)).await.unwrap() };
    let mut claimed: Vec<DueScan> = at_once(12, claim, store).await.into_iter().flatten().collect();
    // A worker that waited for another may come away with less than there was; nothing is lost by that.
    claimed.extend(store.claim_scans(false, 30, at(1), at(16)).await.unwrap());
    let names: BTreeSet<ScanId> = claimed.iter().map(|scan| scan.scan).collect();
    assert_eq!((claimed.len(), names.len()), (30, 30), "some scan has two workers or none");
    assert!(claimed.iter().all(|scan| scan.address == address(HOME) && scan.ports == PORTS));
}

pub(crate) async fn a_scan_is_claimed_again_after_its_lease(store: &Store) {
    waiting(store, 1).await;
    let claimed = async |now: Timestamp| store.claim_scans(false, 9, now, now + LEASE).await.unwrap().len();
    assert_eq!(claimed(at(1)).await, 1);
    assert_eq!(claimed(at(16)).await, 0, "its worker still has time");
    assert_eq!(claimed(at(17)).await, 1);
    store.finish_scans(vec![finished(0, agent_id(0), 18, &[])]).await.unwrap();
    assert_eq!(claimed(at(99)).await, 0, "it is over");
}

pub(crate) async fn the_oldest_scans_are_claimed_first_and_each_kind_by_itself(store: &Store) {
    for number in 0..4 {
        let alice = agent(store, number).await;
        let minutes = 10 - i64::try_from(number).unwrap();
        let both = [(number, Reason::Daily), (100 + number, Reason::Request)];
        let both = both.map(|(number, reason)| wanted(number, alice, reason));
        assert_eq!(store.request_scans(both.into(), at(minutes)).await.unwrap(), 2);
    }
    assert_eq!(store.scans_waiting().await.unwrap(), (8, Some(at(7))));
    assert_eq!(store.waiting_request(agent_id(2)).await.unwrap(), Some(scan_id(102)));
    let claim = async |requested| {
        let claimed = store.claim_scans(requested, 2, at(20), at(35)).await.unwrap();
        claimed.into_iter().map(|scan| scan.scan).collect::<BTreeSet<_>>()
    };
    assert_eq!(claim(true).await, BTreeSet::from([scan_id(103), scan_id(102)]));
    assert_eq!(claim(false).await, BTreeSet::from([scan_id(3), scan_id(2)]));
    assert_eq!(claim(false).await, BTreeSet::from([scan_id(1), scan_id(0)]));
    assert_eq!(claim(false).await, BTreeSet::new());
}

pub(crate) async fn two_scans_of_one_kind_never_wait_for_one_agent(store: &Store) {
    for round in 0..10 {
        let both = [agent(store, 2 * round).await, agent(store, 2 * round + 1).await];
        let request = move |store: Store, worker: u64| async move {
            let reason =
                [Reason::Daily, Reason::Change, Reason::Request][usize::try_from(worker % 3).unwrap()];
            let numbered = (1000 * round + 2 * worker..).zip(both);
            let mut wishes: Vec<_> = numbered.map(|(number, agent)| wanted(number, agent, reason)).collect();
            if worker.is_multiple_of(2) {
                wishes.reverse();
            }
            store.request_scans(wishes, at(1)).await.unwrap()
        };
        let added = at_once(12, request, store).await;
        assert_eq!(added.iter().sum::<u64>(), 4, "a routine scan and a requested one for each of two");
        assert_eq!(store.scans_waiting().await.unwrap().0, 4);

        for requested in [true, false] {
            let claimed = store.claim_scans(requested, 9, at(2), at(3)).await.unwrap();
            let ended =
                claimed.iter().map(|due| FinishedScan { scan: due.scan, ..finished(0, due.agent, 2, &[]) });
            store.finish_scans(ended.collect()).await.unwrap();
        }
        let next = wanted(1000 * round + 999, both[0], Reason::Daily);
        assert_eq!(
            store.request_scans(vec![next], at(4)).await.unwrap(),
            1,
            "none of its kind waits any more"
        );
        store.drop_scans(vec![scan_id(1000 * round + 999)], at(5)).await.unwrap();
    }
}

pub(crate) async fn a_scan_that_is_finished_twice_keeps_its_observations_once(store: &Store) {
    let alice = agent(store, 1).await;
    store.request_scans(vec![wanted(1, alice, Reason::Request)], at(1)).await.unwrap();
    let seen = [(SSH, PortState::Closed), (TELNET, PortState::Open)];
    let finish = move |store: Store, _| async move {
        store.finish_scans(vec![finished(1, alice, 2, &seen)]).await.unwrap();
    };
    at_once(8, finish, store).await;
    let later = finished(1, alice, 3, &[(TELNET, PortState::Closed)]);
    store.finish_scans(vec![later]).await.unwrap();

    assert_eq!(dataset(store).await.observations.len(), 2);
    let record = store.scan(scan_id(1)).await.unwrap().unwrap();
    assert_eq!(
        (record.agent, record.scan.state, record.scan.finished_at),
        (alice, ScanState::Done, Some(at(2)))
    );
    let kept: Vec<(Port, PortState)> = record.scan.seen.iter().map(|seen| (seen.port, seen.state)).collect();
    assert_eq!(kept, seen);
    assert_eq!(news(store, alice).await, [News::ScanFinished { scan: scan_id(1) }], "it is told once");
}

pub(crate) async fn a_dropped_scan_says_so(store: &Store) {
    let alice = agent(store, 1).await;
    let both = vec![wanted(1, alice, Reason::Request), wanted(2, alice, Reason::Daily)];
    store.request_scans(both, at(1)).await.unwrap();
    for _ in 0..2 {
        store.drop_scans(vec![scan_id(1), scan_id(2)], at(2)).await.unwrap();
    }
    store.finish_scans(vec![finished(1, alice, 3, &[(TELNET, PortState::Open)])]).await.unwrap();

    let record = store.scan(scan_id(1)).await.unwrap().unwrap();
    assert_eq!((record.scan.state, record.scan.finished_at), (ScanState::Dropped, Some(at(2))));
    assert!(record.scan.seen.is_empty(), "nothing was seen in time");
    assert!(dataset(store).await.observations.is_empty());
    assert_eq!(
        news(store, alice).await,
        [News::ScanFinished { scan: scan_id(1) }],
        "whoever asked is told once"
    );
    assert_eq!(store.scans_waiting().await.unwrap(), (0, None));
}

pub(crate) async fn evidence_comes_back_byte_for_byte(store: &Store) {
    let alice = agent(store, 1).await;
    let every_byte: Vec<u8> = (0..=255).cycle().take(16 * 1024).collect();
    for (number, said) in [(1, b"login: ".to_vec()), (2, every_byte.clone())] {
        store.request_scans(vec![wanted(number, alice, Reason::Daily)], at(1)).await.unwrap();
        let minutes = i64::try_from(number).unwrap();
        let mut scan = finished(number, alice, minutes, &[]);
        scan.seen =
            vec![(TELNET, PortState::Open, at(minutes), Some(said)), (SSH, PortState::Closed, at(2), None)];
        store.finish_scans(vec![scan]).await.unwrap();
    }
    let sighting = store.sighting(alice, TELNET, at(0)).await.unwrap();
    assert_eq!(sighting.said, Some(every_byte), "the latest counts");
    assert_eq!((sighting.open, sighting.looks), (vec![at(1), at(2)], vec![at(1), at(2)]));
    let shut = store.sighting(alice, SSH, at(0)).await.unwrap();
    assert_eq!((shut.said, shut.now, shut.open.len()), (None, Some(PortState::Closed), 0));
}

const LEASE: jiff::SignedDuration = jiff::SignedDuration::from_mins(15);

/// So many agents with a scan each, in one list.
async fn waiting(store: &Store, agents: u64) {
    let mut scans = Vec::new();
    for number in 0..agents {
        scans.push(wanted(number, agent(store, number).await, Reason::Daily));
    }
    assert_eq!(store.request_scans(scans, at(0)).await.unwrap(), agents);
}

async fn news(store: &Store, agent: AgentId) -> Vec<News> {
    store.events_after(agent, 0).await.unwrap().into_iter().map(|event| event.news).collect()
}
