//! Reports by address: what was seen open where, and what others saw.

use akabeko_backend::store::{FinishedScan, OpenPort, Reported, ScanRequest, Store, Taken};
use akabeko_core::schedule::Reason;
use akabeko_shared::{AgentId, Observation, PortState};
use jiff::{SignedDuration, Timestamp};

use crate::given::{HOME, HOTEL, SSH, TELNET, address, agent, at, dataset, finished, scan_id, wanted};

/// A scan of an agent at an address that saw telnet open, and what it said.
async fn scanned(store: &Store, number: u64, agent: AgentId, place: &str, minutes: i64) {
    let request = ScanRequest { address: address(place), ..wanted(number, agent, Reason::Daily) };
    assert_eq!(store.request_scans(vec![request], at(minutes)).await.unwrap(), 1);
    let seen = vec![
        (TELNET, PortState::Open, at(minutes), Some(b"login: ".to_vec())),
        (SSH, PortState::Closed, at(minutes), None),
    ];
    let scan = FinishedScan { seen, ..finished(number, agent, minutes, &[]) };
    assert_eq!(scan.scan, scan_id(number));
    store.finish_scans(vec![scan]).await.unwrap();
}

async fn open(store: &Store) -> Vec<OpenPort> {
    store.open_ports(at(-3_000), at(3_000), at(3_000)).await.unwrap()
}

pub(crate) async fn an_open_port_is_reported_once_an_address_and_day(store: &Store) {
    let (alice, bob) = (agent(store, 1).await, agent(store, 2).await);
    scanned(store, 1, alice, HOME, 0).await;
    scanned(store, 2, alice, HOME, 60).await;
    scanned(store, 3, bob, HOME, 90).await;
    scanned(store, 4, alice, HOTEL, 120).await;
    scanned(store, 5, alice, HOME, 24 * 60).await;
    let seen: Vec<(Timestamp, String)> =
        open(store).await.into_iter().map(|open| (open.at, open.address.to_string())).collect();
    let expected = [(at(90), HOME), (at(120), HOTEL), (at(24 * 60), HOME)];
    assert_eq!(seen, expected.map(|(at, place)| (at, place.to_owned())));
    let said: Vec<_> = open(store).await.into_iter().map(|open| open.said).collect();
    assert_eq!(said, vec![Some(b"login: ".to_vec()); 3], "it said the same before and after");
    assert!(store.open_ports(at(0), at(0), at(0)).await.unwrap().is_empty());

    let home = akabeko_backend::store::OptOut {
        range: "192.0.2.0/24".parse().unwrap(),
        reason: "their wish".to_owned(),
        added_by: "an operator".to_owned(),
        ends_at: None,
    };
    store.opt_out(home, at(200)).await.unwrap();
    assert_eq!(open(store).await.len(), 1, "who is left alone is in no report");
    store.withdraw(alice, at(201)).await.unwrap();
    assert!(open(store).await.is_empty(), "nor is who no longer agrees");
}

pub(crate) async fn a_report_counts_for_who_had_the_address_then_and_once(store: &Store) {
    let (alice, bob) = (agent(store, 1).await, agent(store, 2).await);
    scanned(store, 1, alice, HOME, 0).await;
    scanned(store, 2, alice, HOME, 24 * 60).await;
    scanned(store, 3, bob, HOTEL, 12 * 60).await;
    let report = |minutes: i64, place: &str| Reported { at: at(minutes), address: address(place), port: SSH };
    let reports = vec![
        report(12 * 60, HOME),
        report(12 * 60 + 20, HOTEL),
        report(20 * 60, HOTEL),
        report(48 * 60, HOME),
        report(60, "203.0.113.9"),
    ];
    let taken = store.take_reports(reports.clone()).await.unwrap();
    assert_eq!(taken, Taken { kept: 2, known: 0, strangers: 3 });
    let again = store.take_reports(reports).await.unwrap();
    assert_eq!(again, Taken { kept: 0, known: 2, strangers: 3 }, "what is known is not kept twice");
    let of_ssh = |seen: &Observation<_>| seen.port == SSH && seen.state == PortState::Open;
    assert_eq!(dataset(store).await.observations.iter().filter(|seen| of_ssh(seen)).count(), 2);
}

pub(crate) async fn what_was_written_as_a_report_is_known_when_it_comes_back(store: &Store) {
    let alice = agent(store, 1).await;
    scanned(store, 1, alice, HOME, 0).await;
    let before = dataset(store).await;
    let whole_second = |at: Timestamp| at - SignedDuration::new(0, at.subsec_nanosecond());
    let reports: Vec<Reported> = open(store)
        .await
        .into_iter()
        .map(|open| Reported { at: whole_second(open.at), address: open.address, port: open.port })
        .collect();
    let taken = store.take_reports(reports).await.unwrap();
    assert_eq!(taken, Taken { kept: 0, known: 1, strangers: 0 });
    assert_eq!(dataset(store).await, before);
    let early = Reported { at: at(-60), address: address(HOME), port: SSH };
    assert_eq!(store.take_reports(vec![early]).await.unwrap().strangers, 1, "that was before they took part");
}
