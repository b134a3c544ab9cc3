//! What operators see and do: people in pages, days, words on web ports, steps of campaigns, threads, complaints.

use akabeko_backend::desk::roster::{Roster, Wanted};
use akabeko_backend::store::{AnyPort, FinishedScan, Listed, Message, Standing, Store, Word};
use akabeko_core::plan::WebVerdict;
use akabeko_core::schedule::Reason;
use akabeko_shared::wire::{CheckIn, Veto};
use akabeko_shared::{AgentId, CaseId, Platform, Port, PortState};

use crate::given::{
    HOME, HOTEL, Looked, SSH, TELNET, address, agent, agent_id, at, campaign, chance, from_network, notice,
    press, scan_id, told, wanted,
};

const HTTP: Port = Port::tcp(80);

async fn found(store: &Store, wanted: Wanted) -> Vec<AgentId> {
    let (total, found) = Roster::of(store.members().await.unwrap()).find(&wanted, at(0), 100);
    if wanted.after.is_none() {
        assert_eq!(total, found.len());
    }
    found
}

async fn with_open(store: &Store, port: AnyPort) -> Vec<AgentId> {
    let among = Some(store.agents_with_open(port, at(0)).await.unwrap());
    found(store, Wanted { among, ..Wanted::default() }).await
}

pub(crate) async fn people_are_found_by_what_they_are_and_by_what_was_seen(store: &Store) {
    for number in 1..=4 {
        agent(store, number).await;
    }
    let paused = CheckIn { veto: Some(Veto::Paused), ..from_network(None) };
    store.confirm(agent_id(1), address(HOME), from_network(Some("a")), at(10)).await.unwrap();
    store.confirm(agent_id(2), address(HOTEL), paused, at(10)).await.unwrap();
    store.confirm(agent_id(4), address(HOTEL), from_network(None), at(10)).await.unwrap();
    store.withdraw(agent_id(4), at(20)).await.unwrap();
    Looked {
        number: 1,
        agent: agent_id(1),
        network: None,
        minutes: 30,
        seen: &[(TELNET, PortState::Open), (SSH, PortState::Closed)],
    }
    .keep(store)
    .await;
    let with = |standing| Wanted { standing: Some(standing), ..Wanted::default() };
    assert_eq!(found(store, Wanted::default()).await, [4, 3, 2, 1].map(agent_id), "the newest first");
    assert_eq!(found(store, with(Standing::Online)).await, [agent_id(1)]);
    assert_eq!(found(store, with(Standing::Paused)).await, [agent_id(2)]);
    assert_eq!(found(store, with(Standing::Away)).await, [agent_id(3)]);
    assert_eq!(found(store, with(Standing::Withdrawn)).await, [agent_id(4)]);
    assert_eq!(with_open(store, AnyPort::One(TELNET)).await, [agent_id(1)]);
    assert_eq!(with_open(store, AnyPort::Any).await, [agent_id(1)]);
    assert!(with_open(store, AnyPort::One(SSH)).await.is_empty());
    let search = |text: &str| Wanted { search: text.to_owned(), ..Wanted::default() };
    assert_eq!(found(store, search(HOME)).await, [agent_id(1)]);
    assert_eq!(found(store, search("A Neighbour's")).await.len(), 4, "the label of their invitation");
    assert!(found(store, search("%")).await.is_empty() && found(store, search("\\")).await.is_empty());
    let after = Wanted { after: Some(agent_id(3)), platform: Some(Platform::Desktop), ..Wanted::default() };
    assert_eq!(found(store, after).await, [2, 1].map(agent_id));
    let [one]: [Listed; 1] =
        store.agents_listed(vec![agent_id(9), agent_id(1)], at(0), at(0)).await.unwrap().try_into().unwrap();
    assert_eq!((one.open, one.notices, one.label.as_str()), (vec![TELNET], 0, "a neighbour's"));
    let heads = Roster::of(store.members().await.unwrap()).headcount(at(0));
    assert_eq!((heads.enrolled, heads.online, heads.paused, heads.away, heads.withdrawn), (4, 1, 1, 1, 1));
    assert_eq!(store.exposures(at(0)).await.unwrap(), [(TELNET, 1)]);
    assert_eq!(store.invitations().await.unwrap().len(), 4);
}

pub(crate) async fn the_days_of_an_agent_hold_what_was_seen_and_what_happened(store: &Store) {
    let alice = agent(store, 1).await;
    Looked { number: 1, agent: alice, network: None, minutes: 30, seen: &[(TELNET, PortState::Open)] }
        .keep(store)
        .await;
    told(store, 1, alice, &[TELNET]).await;
    press(store, 1, "network.home", 40).await;
    let seen = store.seen(alice, at(0), at(60)).await.unwrap();
    assert_eq!(
        seen.iter().map(|seen| (seen.port, seen.state, seen.at)).collect::<Vec<_>>(),
        [(TELNET, PortState::Open, at(30))]
    );
    assert!(store.seen(alice, at(31), at(60)).await.unwrap().is_empty());
    let kinds: Vec<_> =
        store.deeds(alice, at(0), at(60)).await.unwrap().into_iter().map(|deed| deed.kind).collect();
    assert_eq!(kinds, ["enrolled", "notified", "visited", "answered"]);
    assert_eq!(store.scanned_at(alice, at(0), at(60)).await.unwrap(), [(address(HOME), at(30))]);
    let notices = store.notices_of(alice).await.unwrap();
    assert_eq!((notices.len(), notices[0].campaign.as_str()), (1, "campaign-1"));
}

pub(crate) async fn a_word_on_a_web_port_holds_for_the_evidence_that_was_seen(store: &Store) {
    let alice = agent(store, 1).await;
    store.request_scans(vec![wanted(1, alice, Reason::Daily)], at(0)).await.unwrap();
    let seen = vec![(HTTP, PortState::Open, at(5), Some(b"HTTP/1.1 200 OK".to_vec()))];
    store
        .finish_scans(vec![FinishedScan { scan: scan_id(1), agent: alice, finished_at: at(5), seen }])
        .await
        .unwrap();
    let evidence = store.evidence(alice, HTTP).await.unwrap().unwrap();
    assert_eq!((evidence.body.as_slice(), evidence.alike), (&b"HTTP/1.1 200 OK"[..], 0));
    let word = |hash: &str| Word {
        verdict: WebVerdict::Public,
        reviewer: "Emi".to_owned(),
        at: at(6),
        expires_at: at(60),
        evidence_hash: hash.to_owned(),
    };
    assert!(!store.judge((alice, HTTP), word("another")).await.unwrap());
    assert!(store.judge((alice, HTTP), word(&evidence.hash)).await.unwrap());
    let waiting = async |now| store.web_ports(at(0), at(now)).await.unwrap().remove(0).verdict.is_none();
    assert!(!waiting(59).await && waiting(60).await, "it holds until its end");
    assert_eq!(store.open_days(alice, HTTP, at(0)).await.unwrap(), 1);
    assert!(store.unjudge(alice, HTTP).await.unwrap() && !store.unjudge(alice, HTTP).await.unwrap());
    assert!(waiting(7).await);
}

pub(crate) async fn a_campaign_takes_its_steps_in_order_and_each_once(store: &Store) {
    let alice = agent(store, 1).await;
    assert!(store.create_campaign(&campaign("april"), at(0)).await.unwrap());
    assert!(!store.approve_campaign("april", at(1), "Taro", at(1)).await.unwrap(), "nobody proposed it");
    let mut other = campaign("april");
    other.seed = 9;
    assert!(store.rewrite_campaign("april", &other).await.unwrap());
    assert!(store.propose_campaign("april", "Hanako", at(1)).await.unwrap());
    assert!(!store.propose_campaign("april", "Taro", at(1)).await.unwrap());
    assert!(!store.rewrite_campaign("april", &campaign("april")).await.unwrap());
    assert!(store.recall_campaign("april").await.unwrap() && !store.recall_campaign("april").await.unwrap());
    assert!(store.propose_campaign("april", "Hanako", at(2)).await.unwrap());
    assert!(!store.approve_campaign("april", at(2), "Hanako", at(3)).await.unwrap(), "not the same person");
    assert!(
        !store.approve_campaign("april", at(1), "Taro", at(3)).await.unwrap(),
        "it was proposed anew since"
    );
    assert!(store.approve_campaign("april", at(2), "Taro", at(3)).await.unwrap());
    assert!(!store.drop_campaign("april").await.unwrap());
    let mut waits = notice(1, alice, &[TELNET]);
    waits.due_at = at(1000);
    assert!(store.freeze_campaign("april", "plan".to_owned(), vec![waits]).await.unwrap());
    let kept = store.campaign("april").await.unwrap().unwrap();
    assert_eq!(
        (kept.campaign.seed, kept.proposed, &*kept.approved_by),
        (9, Some(("Hanako".to_owned(), at(2))), "Taro")
    );
    assert_eq!(store.waiting_in("april").await.unwrap().notices, 1);
    assert!(!store.close_campaign("april", at(4)).await.unwrap(), "somebody waits");
    store.withdraw(alice, at(4)).await.unwrap();
    assert_eq!(store.waiting_in("april").await.unwrap().notices, 0, "whoever withdrew waits for nothing");
    store.agree(alice, 1, at(4)).await.unwrap();
    assert!(store.pause_campaign("april").await.unwrap() && !store.pause_campaign("april").await.unwrap());
    assert_eq!(store.debrief_campaign("april", at(5)).await.unwrap(), 1);
    assert!(store.send_due_notices(at(6)).await.unwrap().is_empty(), "it pauses");
    assert!(store.go_on_with_campaign("april").await.unwrap());
    assert_eq!(store.send_due_notices(at(6)).await.unwrap().len(), 1);
    assert!(store.close_campaign("april", at(7)).await.unwrap());
    assert_eq!(store.campaign("april").await.unwrap().unwrap().closed_at, Some(at(7)));
    assert!(
        store.create_campaign(&campaign("may"), at(8)).await.unwrap()
            && store.drop_campaign("may").await.unwrap()
    );
}

pub(crate) async fn a_thread_is_written_while_its_case_is_open(store: &Store) {
    let alice = agent(store, 1).await;
    told(store, 1, alice, &[TELNET]).await;
    for button in ["network.home", "intent.tcp-23.unintended", "ability.tcp-23.no"] {
        press(store, 1, button, 10).await;
    }
    let case = store.cases().await.unwrap().remove(0);
    assert_eq!((&*case.ports, case.last_writer), (&[TELNET][..], None));
    let message = |operator: &str, minutes| Message {
        at: at(minutes),
        operator: operator.to_owned(),
        body: "text".to_owned(),
    };
    assert!(store.write_in_case(case.case, message("Emi", 11)).await.unwrap());
    assert!(store.write_in_case(case.case, message("", 12)).await.unwrap());
    assert!(!store.write_in_case(CaseId::at(at(0), chance(9)), message("", 12)).await.unwrap());
    assert_eq!(store.thread(case.case).await.unwrap(), [message("Emi", 11), message("", 12)]);
    assert_eq!(store.case(case.case).await.unwrap().unwrap().last_writer, Some(String::new()));
    assert_eq!(store.pressed(case.notice).await.unwrap().len(), 3);
    assert_eq!(store.cases_open().await.unwrap(), 1);
    assert!(store.close_case(case.case, "solved", at(13)).await.unwrap());
    assert!(!store.write_in_case(case.case, message("Emi", 14)).await.unwrap());
    assert!(store.reopen_case(case.case).await.unwrap() && !store.reopen_case(case.case).await.unwrap());
    assert!(store.erase(alice).await.unwrap());
    assert!(store.thread(case.case).await.unwrap().is_empty(), "an erased agent leaves no thread");
}

pub(crate) async fn complaints_are_numbered_and_settled_once(store: &Store) {
    store.complain("a neighbour", "You knocked.", at(0)).await.unwrap();
    store.complain("another", "You too.", at(1)).await.unwrap();
    assert!(store.settle(1, "explained", at(2)).await.unwrap());
    assert!(
        !store.settle(1, "again", at(3)).await.unwrap() && !store.settle(9, "none", at(3)).await.unwrap()
    );
    let kept = store.complaints().await.unwrap();
    assert_eq!(
        kept.iter().map(|one| (one.number, &*one.outcome)).collect::<Vec<_>>(),
        [(2, ""), (1, "explained")]
    );
    assert_eq!(store.complaints_open().await.unwrap(), 1);
}
