//! What guards the scans, and what judges them.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use akabeko_backend::store::{OptOut, Round, ScanRequest, Store};
use akabeko_core::budget::Budget;
use akabeko_core::opt_out::parse;
use akabeko_core::schedule::Reason;
use akabeko_shared::wire::ScanState;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::given::{HOME, HOTEL, address, agent, agent_id, at, at_once, from_network, scan_id, wanted};

const SIX: &str = "2001:db8:1:2::7";

pub(crate) async fn an_opted_out_range_is_neither_scheduled_nor_claimed(store: &Store) {
    let places = [HOME, HOTEL, SIX];
    for number in 0..3 {
        agent(store, number).await;
    }
    let requests = |base: u64, reason| -> Vec<ScanRequest> {
        let numbered = (0..).zip(places);
        let request = |(number, place): (u64, &str)| ScanRequest {
            address: address(place),
            ..wanted(base + number, agent_id(number), reason)
        };
        numbered.map(request).collect()
    };
    for range in ["192.0.2.0/24", "2001:db8:1::/48"] {
        assert!(store.opt_out(left_alone(range, None), at(0)).await.unwrap());
    }
    assert_eq!(store.request_scans(requests(0, Reason::Daily), at(1)).await.unwrap(), 1);
    assert_eq!(store.request_scans(requests(10, Reason::Request), at(1)).await.unwrap(), 1);
    for (requested, expected) in [(false, scan_id(1)), (true, scan_id(11))] {
        let claimed = store.claim_scans(requested, 9, at(2), at(3)).await.unwrap();
        let claimed: Vec<_> = claimed.iter().map(|scan| (scan.scan, scan.address)).collect();
        assert_eq!(claimed, [(expected, address(HOTEL))]);
    }
    assert!(store.lift_opt_out(parse("2001:db8:1::/48").unwrap(), at(4)).await.unwrap());
    assert_eq!(store.request_scans(requests(20, Reason::Daily), at(5)).await.unwrap(), 1, "and one waits");
}

pub(crate) async fn what_was_due_when_somebody_opted_out_is_given_up(store: &Store) {
    let (alice, bob) = (agent(store, 1).await, agent(store, 2).await);
    let elsewhere = ScanRequest { address: address(HOTEL), ..wanted(3, bob, Reason::Daily) };
    let scans = vec![wanted(1, alice, Reason::Daily), wanted(2, alice, Reason::Request), elsewhere];
    assert_eq!(store.request_scans(scans, at(1)).await.unwrap(), 3);
    assert_eq!(store.claim_scans(false, 1, at(2), at(3)).await.unwrap().len(), 1, "under way or not");
    assert!(store.opt_out(left_alone(HOME, None), at(2)).await.unwrap());
    let states = [1, 2, 3].map(async |number| store.scan(scan_id(number)).await.unwrap().unwrap().scan.state);
    let states = futures::future::join_all(states).await;
    assert_eq!(states, [ScanState::Dropped, ScanState::Dropped, ScanState::Due]);
    assert_eq!(store.events_after(alice, 0).await.unwrap().len(), 1, "whoever asked is told once");
}

pub(crate) async fn an_opt_out_is_kept_once_and_ends_by_itself_or_by_a_word(store: &Store) {
    let keep =
        |store: Store, _| async move { store.opt_out(left_alone(HOME, Some(at(60))), at(1)).await.unwrap() };
    let kept = at_once(8, keep, store).await;
    assert_eq!(kept.iter().filter(|kept| **kept).count(), 1);
    let home = parse(HOME).unwrap();
    assert_eq!(store.opt_out_of(address(HOME), at(59)).await.unwrap(), Some(Some(at(60))));
    assert_eq!(store.opt_out_of(address(HOTEL), at(59)).await.unwrap(), None);
    assert_eq!(store.opt_out_of(address(HOME), at(60)).await.unwrap(), None, "its time is over");
    assert!(!store.lift_opt_out(home, at(61)).await.unwrap(), "there is nothing to take back");

    assert!(store.opt_out(left_alone(HOME, None), at(70)).await.unwrap());
    assert_eq!(store.opt_out_of(address(HOME), at(71)).await.unwrap(), Some(None), "no end");
    assert_eq!(store.opt_outs_standing(at(71)).await.unwrap(), 1);
    assert!(store.lift_opt_out(home, at(80)).await.unwrap());
    assert!(!store.lift_opt_out(home, at(81)).await.unwrap());
    assert!(store.opted_out(at(81)).await.unwrap().is_empty());
    let history: Vec<_> = store.opt_outs().await.unwrap();
    let history: Vec<_> = history.iter().map(|record| (record.since, record.lifted_at)).collect();
    assert_eq!(history, [(at(70), Some(at(80))), (at(1), Some(at(60)))]);
}

pub(crate) async fn while_scanning_is_halted_nothing_is_claimed(store: &Store) {
    let alice = agent(store, 1).await;
    let both = vec![wanted(1, alice, Reason::Daily), wanted(2, alice, Reason::Request)];
    assert_eq!(store.request_scans(both, at(1)).await.unwrap(), 2);
    assert!(store.halt("too many complaints", at(2)).await.unwrap());
    assert!(!store.halt("again", at(3)).await.unwrap());
    let halt = store.scanning().await.unwrap().halt.unwrap();
    assert_eq!((halt.since, halt.reason.as_str()), (at(2), "too many complaints"));
    for requested in [true, false] {
        assert!(store.claim_scans(requested, 9, at(4), at(5)).await.unwrap().is_empty());
    }
    assert_eq!(store.events_after(alice, 0).await.unwrap().len(), 1, "whoever asked does not wait for long");
    assert!(store.resume().await.unwrap());
    assert!(!store.resume().await.unwrap());
    assert_eq!(store.scanning().await.unwrap().halt, None);
    let claimed = store.claim_scans(false, 9, at(6), at(7)).await.unwrap();
    assert_eq!(claimed.iter().map(|scan| scan.scan).collect::<Vec<_>>(), [scan_id(1)]);
}

pub(crate) async fn what_is_given_back_is_claimed_again(store: &Store) {
    let alice = agent(store, 1).await;
    store.request_scans(vec![wanted(1, alice, Reason::Daily)], at(1)).await.unwrap();
    for _ in 0..2 {
        assert_eq!(store.claim_scans(false, 9, at(2), at(30)).await.unwrap().len(), 1);
        assert!(store.claim_scans(false, 9, at(2), at(30)).await.unwrap().is_empty());
        store.give_back(vec![scan_id(1)]).await.unwrap();
    }
    assert_eq!(store.scan(scan_id(1)).await.unwrap().unwrap().scan.state, ScanState::Due);
}

pub(crate) async fn void_rounds_are_counted_until_one_is_believed(store: &Store) {
    let believed = |minutes| Round {
        started_at: at(minutes),
        ended_at: at(minutes) + SignedDuration::from_secs(9),
        scans: 2,
        probes: 46,
        answered: 40,
        void: String::new(),
        canary: None,
    };
    let halted = |minutes| Round { void: "scanning was halted".to_owned(), ..believed(minutes) };
    let void = |minutes| Round {
        void: "tcp/22 is closed and should be open".to_owned(),
        canary: Some(address(HOME)),
        ..believed(minutes)
    };
    let beginning = Timestamp::UNIX_EPOCH;
    let standing = async || {
        let standing = store.scanning().await.unwrap();
        (standing.void_in_a_row, standing.rests_until)
    };
    assert_eq!(standing().await, (0, beginning));
    let rounds = [
        (believed(1), at(99), (0, beginning)),
        (void(2), at(3), (1, at(3))),
        (halted(3), at(99), (1, at(3))),
        (void(4), at(6), (2, at(6))),
        (believed(5), at(99), (0, beginning)),
    ];
    for (round, rests_until, expected) in rounds.clone() {
        store.keep_round(round, rests_until).await.unwrap();
        assert_eq!(standing().await, expected);
    }
    let kept: Vec<Round> = rounds.into_iter().rev().map(|(round, ..)| round).collect();
    assert_eq!(store.rounds(false, 9).await.unwrap(), kept);
    assert_eq!(store.rounds(false, 2).await.unwrap(), kept[..2]);
    assert_eq!(store.rounds(true, 9).await.unwrap(), [void(4), halted(3), void(2)]);
    store.keep_round(believed(60 * 24 * 91), at(0)).await.unwrap();
    assert_eq!(store.rounds(false, 9).await.unwrap().len(), 1, "a quarter of a year is enough");
}

pub(crate) async fn what_an_address_was_sent_is_added_up_by_day(store: &Store) {
    let day = |text: &str| text.parse::<Date>().unwrap();
    let (home, hotel) = (address(HOME), address(HOTEL));
    let spent = async |date: &str| store.spent(day(date), vec![home, hotel, address(SIX)]).await.unwrap();
    let look = async |date: &str, ports: &[(IpAddr, usize)]| {
        let ports = ports.iter().copied().collect();
        store.set_aside(day(date), ports, BUDGET, Reason::Request).await.unwrap()
    };
    assert_eq!(look("2026-04-01", &[(home, 23), (hotel, 1)]).await, [home, hotel].into());
    assert_eq!(look("2026-04-01", &[(home, 2), (hotel, 61)]).await, [home].into(), "61 ports are too many");
    assert_eq!(spent("2026-04-01").await, BTreeMap::from([(home, 100), (hotel, 4)]));
    assert_eq!(spent("2026-04-02").await, BTreeMap::new());
    store.put_right(day("2026-04-01"), [(home, -77), (hotel, 6)].into()).await.unwrap();
    assert_eq!(spent("2026-04-01").await, BTreeMap::from([(home, 23), (hotel, 10)]));
    assert_eq!(store.spent(day("2026-04-01"), vec![hotel; 1000]).await.unwrap()[&hotel], 10);
    look("2026-04-02", &[(home, 1)]).await;
    assert_eq!(spent("2026-04-01").await.len(), 2, "a zone's days may overlap");
    look("2026-04-03", &[(home, 1)]).await;
    assert_eq!(spent("2026-04-01").await, BTreeMap::new(), "what is over is forgotten");
    store.put_right(day("2026-04-03"), [(home, u32::MAX.into())].into()).await.unwrap();
    assert_eq!(spent("2026-04-03").await, BTreeMap::from([(home, u32::MAX)]), "it does not wrap");
    assert_eq!(look("2026-04-03", &[(home, 1)]).await, BTreeSet::new());
}

pub(crate) async fn two_who_look_at_once_never_use_the_same_rest_of_a_day(store: &Store) {
    let look = |store: Store, _| async move {
        let ports = [(address(HOME), 23), (address(HOTEL), 23)].into();
        let day = "2026-04-01".parse().unwrap();
        store.set_aside(day, ports, BUDGET, Reason::Request).await.unwrap();
    };
    at_once(20, look, store).await;
    let (day, both) = ("2026-04-01".parse().unwrap(), vec![address(HOME), address(HOTEL)]);
    let twice = [(address(HOME), 184), (address(HOTEL), 184)].into();
    assert_eq!(store.spent(day, both).await.unwrap(), twice, "240 packets have room for two looks of 92");
}

const BUDGET: Budget = Budget { packets_a_day: Some(240), tries: 4 };

pub(crate) async fn the_gate_learns_all_it_must_know_at_one_look(store: &Store) {
    let (alice, bob, carol) = (agent(store, 1).await, agent(store, 2).await, agent(store, 3).await);
    for (who, place, minutes) in [(alice, HOME, 1), (bob, HOME, 5), (carol, HOTEL, 2)] {
        store.confirm(who, address(place), from_network(None), at(minutes)).await.unwrap();
    }
    store.opt_out(left_alone(HOTEL, None), at(3)).await.unwrap();
    let look = async |places: &[&str], since| {
        let places = places.iter().map(|place| address(place)).collect();
        store.outlook(places, since, at(6)).await.unwrap()
    };
    let all = look(&[HOME, HOTEL, SIX], at(0)).await;
    assert_eq!(all.confirmed, BTreeMap::from([(address(HOME), at(5)), (address(HOTEL), at(2))]));
    assert!(!all.halted && all.opted_out.contains(address(HOTEL)) && !all.opted_out.contains(address(HOME)));
    assert_eq!(look(&[HOME, HOTEL], at(3)).await.confirmed.len(), 1, "the other is stale");
    assert_eq!(look(&[HOTEL], at(0)).await.confirmed.len(), 1, "nobody else is asked about");
    store.halt("enough", at(6)).await.unwrap();
    assert!(look(&[], at(0)).await.halted);
}

fn left_alone(range: &str, ends_at: Option<Timestamp>) -> OptOut {
    let range = parse(range).unwrap();
    OptOut { range, reason: "asked by mail".to_owned(), added_by: "operator".to_owned(), ends_at }
}
