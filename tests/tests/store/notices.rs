//! Notices are sent, and stand where answers and scans say.

use std::collections::BTreeSet;

use akabeko_backend::store::Store;
use akabeko_core::schedule::Reason;
use akabeko_shared::wire::{News, NoticeState};
use akabeko_shared::{AgentId, PortState, Stage};

use crate::given::{
    Looked, SSH, TELNET, agent, at, at_once, dataset, finished, frozen, notice, notice_id, press, told,
    wanted,
};

pub(crate) async fn a_notice_is_sent_once_by_many_senders(store: &Store) {
    let mut notices = Vec::new();
    for number in 0..20 {
        notices.push(notice(number, agent(store, number).await, &[TELNET]));
    }
    let agents: Vec<AgentId> = notices.iter().map(|notice| notice.agent).collect();
    frozen(store, "april", notices).await;
    let send = |store: Store, _| async move { store.send_due_notices(at(1)).await.unwrap() };
    let sent: Vec<_> = at_once(10, send, store).await.into_iter().flatten().collect();
    let names: BTreeSet<_> = sent.iter().map(|due| due.notice).collect();
    assert_eq!((sent.len(), names.len()), (20, 20));
    for (number, alice) in (0..20).zip(agents) {
        assert_eq!(news(store, alice).await, [News::NoticeSent { notice: notice_id(number) }]);
        assert_eq!(store.inbox(alice).await.unwrap().len(), 1);
    }
}

pub(crate) async fn a_notice_is_sent_when_its_time_has_come(store: &Store) {
    let alice = agent(store, 1).await;
    let mut later = notice(1, alice, &[SSH, TELNET]);
    later.due_at = at(60);
    frozen(store, "april", vec![later]).await;
    assert!(store.send_due_notices(at(59)).await.unwrap().is_empty());
    assert!(store.inbox(alice).await.unwrap().is_empty(), "nobody hears of what waits");
    assert!(store.page_by_token("page 1".to_owned(), at(0)).await.unwrap().is_none(), "nor has it a page");
    assert!(!store.note_progress(alice, notice_id(1), Stage::Drawn, at(59)).await.unwrap());
    assert_eq!(store.issue_ticket(alice, notice_id(1), "ticket".to_owned(), at(99)).await.unwrap(), None);

    assert_eq!(store.send_due_notices(at(60)).await.unwrap().len(), 1);
    let inbox = store.inbox(alice).await.unwrap();
    assert_eq!((inbox[0].sent_at, inbox[0].state), (at(60), NoticeState::Open));
    assert_eq!(inbox[0].ports, [SSH, TELNET]);
}

/// Twenty notices end at the same time while scans end, all of one agent.
pub(crate) async fn the_numbers_of_events_have_no_gap_and_no_double(store: &Store) {
    let alice = agent(store, 1).await;
    for number in 0..20 {
        told(store, number, alice, &[TELNET]).await;
    }
    let both = |store: Store, number: u64| async move {
        store.request_scans(vec![wanted(number, alice, Reason::Request)], at(2)).await.unwrap();
        store.drop_scans(vec![crate::given::scan_id(number)], at(2)).await.unwrap();
        press(&store, number, "network.work", 3).await;
    };
    at_once(20, both, store).await;
    let events = store.events_after(alice, 0).await.unwrap();
    let numbers: Vec<i64> = events.iter().map(|event| event.number).collect();
    assert_eq!(numbers, (1..=i64::try_from(events.len()).unwrap()).collect::<Vec<_>>());
    let ended = events.iter().filter(|event| matches!(event.news, News::NoticeEnded { .. })).count();
    assert_eq!(ended, 20, "each end is told once");
    let last = store.agent_by_token("token 1".to_owned()).await.unwrap().unwrap().last_event;
    assert_eq!(numbers.last(), Some(&last));
    let rest = store.events_after(alice, last - 1).await.unwrap();
    assert_eq!(rest, events[events.len() - 1..]);
}

pub(crate) async fn a_closure_and_a_reopening_are_told_once_each(store: &Store) {
    let alice = agent(store, 1).await;
    let notice = told(store, 1, alice, &[SSH, TELNET]).await;
    let (open, shut) = ([(SSH, PortState::Closed), (TELNET, PortState::Open)], [SSH, TELNET].map(closed));
    let steps = [
        (&open, NoticeState::Open, None),
        (&shut, NoticeState::Closed, Some(News::NoticeClosed { notice })),
        (&shut, NoticeState::Closed, None),
        (&open, NoticeState::Open, Some(News::NoticeReopened { notice })),
        (&shut, NoticeState::Closed, Some(News::NoticeClosed { notice })),
    ];
    let mut expected = vec![News::NoticeSent { notice }];
    for (number, (seen, state, news_of_it)) in (10..).zip(steps) {
        let minutes = i64::try_from(number).unwrap();
        Looked { number, agent: alice, network: None, minutes, seen }.keep(store).await;
        let observe = move |store: Store, _| async move { store.observe(at(minutes)).await.unwrap() };
        let told: Vec<AgentId> = at_once(6, observe, store).await.into_iter().flatten().collect();
        assert_eq!(told, news_of_it.iter().map(|_| alice).collect::<Vec<_>>(), "at look {number}");
        expected.extend(news_of_it);
        assert_eq!(news(store, alice).await, expected, "at look {number}");
        let inbox = store.inbox(alice).await.unwrap();
        assert_eq!(inbox[0].state, state, "at look {number}");
        let page = crate::given::page(store, 1).await;
        assert_eq!(page.closed_at.is_some(), number > 10, "a closure stays on record");
    }
    assert_eq!(store.tally("campaign-1").await.unwrap().closed, 1);
}

pub(crate) async fn a_look_from_another_network_changes_nothing(store: &Store) {
    let alice = agent(store, 1).await;
    let look = |number, network, state| {
        let (minutes, seen) = (i64::try_from(number).unwrap(), [(TELNET, state)]);
        async move {
            Looked { number, agent: alice, network: Some(network), minutes, seen: &seen }.keep(store).await
        }
    };
    look(0, "a", PortState::Open).await;
    told(store, 1, alice, &[TELNET]).await;
    assert_eq!(store.observe(at(2)).await.unwrap(), [], "what was seen before the notice says nothing of it");

    look(10, "b", PortState::Closed).await;
    assert_eq!(store.observe(at(10)).await.unwrap(), []);
    assert_eq!(store.inbox(alice).await.unwrap()[0].state, NoticeState::Open);
    look(11, "a", PortState::Closed).await;
    assert_eq!(store.observe(at(11)).await.unwrap(), [alice]);
    look(12, "b", PortState::Open).await;
    assert_eq!(store.observe(at(12)).await.unwrap(), []);
    assert_eq!(store.inbox(alice).await.unwrap()[0].state, NoticeState::Closed);
}

pub(crate) async fn a_scan_that_ends_while_others_are_observed_is_not_overlooked(store: &Store) {
    let alice = agent(store, 1).await;
    told(store, 1, alice, &[TELNET]).await;
    for round in 10..40 {
        let (number, minutes) = (round, i64::try_from(round).unwrap());
        let state = if round % 2 == 0 { PortState::Closed } else { PortState::Open };
        store.request_scans(vec![wanted(number, alice, Reason::Daily)], at(minutes)).await.unwrap();
        let work = move |store: Store, worker: u64| async move {
            if worker == 1 {
                store.finish_scans(vec![finished(number, alice, minutes, &[(TELNET, state)])]).await.unwrap();
            } else {
                store.observe(at(minutes)).await.unwrap();
            }
        };
        at_once(4, work, store).await;
        store.observe(at(minutes)).await.unwrap();
        let expected = if round % 2 == 0 { NoticeState::Closed } else { NoticeState::Open };
        assert_eq!(store.inbox(alice).await.unwrap()[0].state, expected, "in round {round}");
    }
    assert_eq!(dataset(store).await.observations.len(), 30);
}

pub(crate) async fn nobody_notes_progress_on_another_s_notice(store: &Store) {
    let (alice, bob) = (agent(store, 1).await, agent(store, 2).await);
    let notice = told(store, 1, alice, &[TELNET]).await;
    assert!(!store.note_progress(bob, notice, Stage::Delivered, at(2)).await.unwrap());
    for stage in [Stage::Delivered, Stage::Drawn, Stage::Popup, Stage::Delivered] {
        assert!(store.note_progress(alice, notice, stage, at(3)).await.unwrap());
    }
    assert!(!store.note_progress(alice, notice_id(2), Stage::Drawn, at(3)).await.unwrap());
    assert!(store.inbox(bob).await.unwrap().is_empty());
    assert!(store.events_after(bob, 0).await.unwrap().is_empty());
}

fn closed(port: akabeko_shared::Port) -> (akabeko_shared::Port, PortState) {
    (port, PortState::Closed)
}

async fn news(store: &Store, agent: AgentId) -> Vec<News> {
    store.events_after(agent, 0).await.unwrap().into_iter().map(|event| event.news).collect()
}
