//! Consent, withdrawn and given again.

use akabeko_backend::store::Store;
use akabeko_core::schedule::Reason;
use akabeko_shared::wire::{CheckIn, News, NoticeState, ScanState};
use akabeko_shared::{Language, PortState};

use crate::given::{
    HOME, Looked, TELNET, address, agent, at, at_once, frozen, notice, notice_id, scan_id, wanted,
};

pub(crate) async fn an_agent_whose_person_withdrew_is_no_target_and_gets_no_scan(store: &Store) {
    let (alice, bob) = (agent(store, 1).await, agent(store, 2).await);
    for who in [alice, bob] {
        store.confirm(who, address(HOME), CheckIn::default(), at(0)).await.unwrap();
    }
    let waiting = vec![
        wanted(1, alice, Reason::Daily),
        wanted(2, alice, Reason::Request),
        wanted(3, bob, Reason::Daily),
    ];
    assert_eq!(store.request_scans(waiting, at(0)).await.unwrap(), 3);
    store.withdraw(alice, at(1)).await.unwrap();

    assert!(store.has_withdrawn(alice).await.unwrap() && !store.has_withdrawn(bob).await.unwrap());
    for number in [1, 2] {
        let given_up = store.scan(scan_id(number)).await.unwrap().unwrap().scan;
        assert_eq!((given_up.state, given_up.finished_at), (ScanState::Dropped, Some(at(1))));
    }
    let told: Vec<News> =
        store.events_after(alice, 0).await.unwrap().into_iter().map(|event| event.news).collect();
    assert_eq!(told, [News::ScanFinished { scan: scan_id(2) }], "whoever asked is told");
    let said = CheckIn { language: Some(Language::En), ..CheckIn::default() };
    let answered = store.confirm(alice, address(HOME), said, at(2)).await.unwrap();
    assert_eq!((answered.moved, answered.last_event), (false, 1));
    assert_eq!(store.agent_by_token("token 1".to_owned()).await.unwrap().unwrap().language, Language::En);
    assert!(store.whereabouts(alice, at(0)).await.unwrap().is_none());
    assert_eq!(store.present(at(0), at(0), at(9)).await.unwrap().len(), 1);
    assert_eq!(store.holders(at(0)).await.unwrap().into_iter().collect::<Vec<_>>(), [(bob, address(HOME))]);
    let later = vec![wanted(4, alice, Reason::Daily), wanted(5, alice, Reason::Request)];
    assert_eq!(
        store.request_scans(later, at(2)).await.unwrap(),
        0,
        "a stage that looked before stored after"
    );
    store.withdraw(bob, at(3)).await.unwrap();
    assert!(store.confirmed_addresses(at(0)).await.unwrap().is_empty(), "nobody there agrees any more");
    assert_eq!(store.scans_waiting().await.unwrap().0, 0);

    store.agree(alice, 1, at(4)).await.unwrap();
    assert!(store.confirmed_addresses(at(0)).await.unwrap().is_empty(), "nobody knows where she is");
    assert!(store.confirm(alice, address(HOME), CheckIn::default(), at(5)).await.unwrap().moved);
    assert_eq!(store.confirmed_addresses(at(0)).await.unwrap().len(), 1);
    assert_eq!(store.request_scans(vec![wanted(6, alice, Reason::Daily)], at(5)).await.unwrap(), 1);
}

pub(crate) async fn a_withdrawal_among_check_ins_leaves_no_target(store: &Store) {
    for round in 0..10 {
        let alice = agent(store, round).await;
        let both = move |store: Store, worker: u64| async move {
            if worker == 5 {
                store.withdraw(alice, at(1)).await.unwrap();
            } else {
                store.confirm(alice, address(HOME), CheckIn::default(), at(1)).await.unwrap();
                let scan = wanted(100 * round + worker, alice, Reason::Daily);
                store.request_scans(vec![scan], at(1)).await.unwrap();
            }
        };
        at_once(10, both, store).await;
        assert!(store.whereabouts(alice, at(0)).await.unwrap().is_none(), "in round {round}");
        assert_eq!(store.scans_waiting().await.unwrap().0, 0, "in round {round}");
    }
}

pub(crate) async fn a_notice_waits_for_a_person_who_no_longer_agrees(store: &Store) {
    let alice = agent(store, 1).await;
    frozen(store, "april", vec![notice(1, alice, &[TELNET])]).await;
    store.withdraw(alice, at(1)).await.unwrap();
    assert!(store.send_due_notices(at(2)).await.unwrap().is_empty());
    assert!(
        store.inbox(alice).await.unwrap().is_empty()
            && store.events_after(alice, 0).await.unwrap().is_empty()
    );
    let known = store.known(at(2), at(0), at(0)).await.unwrap();
    assert!(known.platforms.is_empty(), "nobody else tells her either");
    assert_eq!(store.tally("april").await.unwrap().notices, 1, "the plan stays as it was frozen");

    store.agree(alice, 1, at(10)).await.unwrap();
    let day = 24 * 60;
    assert!(store.send_due_notices(at(9 + day)).await.unwrap().is_empty(), "the day's scan comes first");
    let closed = [(TELNET, PortState::Closed)];
    Looked { number: 9, agent: alice, network: None, minutes: 60, seen: &closed }.keep(store).await;
    assert_eq!(store.send_due_notices(at(10 + day)).await.unwrap().len(), 1);
    let inbox = store.inbox(alice).await.unwrap();
    assert_eq!(
        (inbox[0].notice, inbox[0].state),
        (notice_id(1), NoticeState::Closed),
        "it was closed meanwhile"
    );
}

pub(crate) async fn consent_is_withdrawn_once_and_given_once(store: &Store) {
    let alice = agent(store, 1).await;
    let consent = async || store.stored(alice).await.unwrap().unwrap().consent;
    store.agree(alice, 1, at(1)).await.unwrap();
    assert_eq!((consent().await.agreed_at, consent().await.withdrawn_at), (at(0), None), "she had agreed");
    for minutes in [2, 3] {
        store.withdraw(alice, at(minutes)).await.unwrap();
        assert_eq!(consent().await.withdrawn_at, Some(at(2)));
    }
    for minutes in [4, 5] {
        store.agree(alice, 1, at(minutes)).await.unwrap();
        assert_eq!((consent().await.agreed_at, consent().await.withdrawn_at), (at(4), None));
    }
    store.agree(alice, 2, at(6)).await.unwrap();
    assert_eq!((consent().await.consent_version, consent().await.agreed_at), (2, at(6)), "a new text");
    let nobody = crate::given::agent_id(9);
    store.agree(nobody, 1, at(7)).await.unwrap();
    store.withdraw(nobody, at(7)).await.unwrap();
    assert!(store.stored(nobody).await.unwrap().is_none());
}
