//! What people do on their pages.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use akabeko_backend::store::{Pressed, Store};
use akabeko_core::evaluate::dataset::{Device, Page};
use akabeko_shared::survey::{Intent, Place};
use akabeko_shared::{AgentId, NoticeId};
use jiff::SignedDuration;

use crate::given::{
    SSH, TELNET, agent, answers, at, at_once, dataset, notice_id, page, press, told, try_press,
};

pub(crate) async fn a_press_that_is_not_offered_keeps_nothing(store: &Store) {
    agent_with_notice(store).await;
    for button in
        ["intent.tcp-23.intended", "ability.tcp-23.no", "intent.tcp-80.unknown", "ability.udp-53.no"]
    {
        assert_eq!(press(store, 1, button, 2).await, Pressed::NotOffered, "{button}");
    }
    press(store, 1, "network.home", 3).await;
    for button in ["ability.tcp-23.no", "intent.tcp-80.unknown"] {
        assert_eq!(press(store, 1, button, 4).await, Pressed::NotOffered, "{button}");
    }
    let dataset = dataset(store).await;
    assert_eq!((dataset.answers.len(), dataset.visits.len(), dataset.cases.len()), (1, 1, 0));
    assert_eq!(dataset.visits[0].at, at(3), "a press that was refused is no visit");
}

pub(crate) async fn the_last_answer_counts_and_every_press_is_kept_in_order(store: &Store) {
    agent_with_notice(store).await;
    // At the same minute, so that only the order in which they came tells them apart.
    let presses = [
        "network.work",
        "network.away",
        "network.home",
        "intent.tcp-23.intended",
        "intent.tcp-22.unintended",
        "intent.tcp-23.unknown",
        "intent.tcp-23.unknown",
        "ability.tcp-22.yes",
    ];
    for button in presses {
        assert_eq!(press(store, 1, button, 2).await, Pressed::Kept, "{button}");
    }
    assert_eq!(answers(store).await, presses);
    let survey = page(store, 1).await.survey;
    assert_eq!(survey.place(), Some(Place::Home));
    assert_eq!(
        (survey.intent(TELNET), survey.intent(SSH)),
        (Some(Intent::Unknown), Some(Intent::Unintended))
    );
    assert_eq!(store.tally("campaign-1").await.unwrap().answered, 1, "it is one notice however many presses");
}

pub(crate) async fn presses_at_the_same_time_are_all_kept(store: &Store) {
    agent_with_notice(store).await;
    let all = ["network.home", "network.work", "network.away"];
    let press = move |store: Store, number: u64| async move {
        let button = all[usize::try_from(number % 3).unwrap()];
        matches!(try_press(&store, 1, button, 2).await, Ok(Pressed::Kept))
    };
    let kept = at_once(30, press, store).await;
    assert!(kept.iter().all(|kept| *kept), "a press was lost: {kept:?}");
    let dataset = dataset(store).await;
    assert_eq!((dataset.answers.len(), dataset.visits.len()), (30, 1), "the first press alone is a visit");
}

pub(crate) async fn a_person_has_one_open_case(store: &Store) {
    let alice = agent(store, 1).await;
    for number in 0..8 {
        told(store, number, alice, &[SSH, TELNET]).await;
        for button in ["network.home", "intent.tcp-22.unknown", "intent.tcp-23.unknown"] {
            press(store, number, button, 2).await;
        }
    }
    assert!(!page(store, 1).await.case_open);
    let ask = |store: Store, number: u64| async move {
        let port = if number.is_multiple_of(2) { "tcp-22" } else { "tcp-23" };
        press(&store, number / 2, &format!("ability.{port}.no"), 3).await
    };
    at_once(16, ask, store).await;
    assert_eq!(dataset(store).await.cases.len(), 1);
    assert!(page(store, 1).await.case_open, "it shows on every page of this person");

    let bob = agent(store, 2).await;
    told(store, 20, bob, &[TELNET]).await;
    assert!(!page(store, 20).await.case_open, "it is somebody else's");
    for button in ["network.home", "intent.tcp-23.unintended", "ability.tcp-23.no"] {
        press(store, 20, button, 4).await;
    }
    let cases = dataset(store).await.cases;
    assert_eq!(cases.len(), 2);
    assert_eq!((cases[1].opened_at, cases[1].closed_at), (at(4), None));
}

pub(crate) async fn the_first_press_is_a_visit_unless_one_was_reported(store: &Store) {
    let (_, one) = agent_with_notice(store).await;
    let bob = agent(store, 2).await;
    let two = told(store, 2, bob, &[TELNET]).await;
    store.visit(one, true, Device::Browser, at(2)).await.unwrap();
    for number in [1, 1, 2, 2] {
        press(store, number, "network.home", 3).await;
    }
    store.visit(two, false, Device::Browser, at(4)).await.unwrap();
    let seen = visits(store).await;
    assert_eq!(
        seen,
        [
            (one, 2, Page::Landing, Device::Browser),
            (two, 3, Page::Main, Device::Browser),
            (two, 4, Page::Main, Device::Browser),
        ]
    );
    assert_eq!(store.tally("campaign-2").await.unwrap().visited, 1);
}

pub(crate) async fn a_ticket_is_good_once_for_its_own_notice_and_its_time(store: &Store) {
    let (alice, one) = agent_with_notice(store).await;
    let bob = agent(store, 2).await;
    let two = told(store, 2, bob, &[TELNET]).await;
    assert_eq!(store.issue_ticket(bob, one, "stolen".to_owned(), at(60)).await.unwrap(), None);
    assert_eq!(store.issue_ticket(alice, notice_id(9), "void".to_owned(), at(60)).await.unwrap(), None);
    for (ticket, minutes) in [("good", 60), ("late", 10), ("raced", 60)] {
        let issued = store.issue_ticket(alice, one, ticket.to_owned(), at(minutes)).await.unwrap();
        assert_eq!(issued, Some(0), "{ticket}");
    }
    for (ticket, notice, minutes, holds) in [
        ("stolen", one, 2, false),
        ("good", two, 3, false),
        ("good", one, 4, true),
        ("good", one, 5, false),
        ("late", one, 10, false),
    ] {
        let taken = store.take_ticket(notice, ticket.to_owned(), at(minutes)).await.unwrap();
        assert_eq!(taken, holds, "{ticket} for {notice} after {minutes}");
    }

    let won = Arc::new(AtomicUsize::new(0));
    let race = {
        let won = Arc::clone(&won);
        move |store: Store, _| {
            let won = Arc::clone(&won);
            async move {
                let taken = store.take_ticket(one, "raced".to_owned(), at(20)).await.unwrap();
                won.fetch_add(usize::from(taken), Ordering::Relaxed);
            }
        }
    };
    at_once(10, race, store).await;
    assert_eq!(won.load(Ordering::Relaxed), 1);
}

pub(crate) async fn a_replaced_address_opens_nothing_and_the_new_one_does(store: &Store) {
    let (alice, one) = agent_with_notice(store).await;
    let by_token = async |token: &str| store.page_by_token(token.to_owned(), at(0)).await.unwrap();
    assert_eq!(by_token("page 1").await.map(|page| page.serial), Some(0));
    store.issue_ticket(alice, one, "ticket".to_owned(), at(60)).await.unwrap();
    let anew = |serial| format!("page 1, {serial}");
    assert_eq!(store.replace_page_address(notice_id(9), anew).await.unwrap(), None);
    assert_eq!(store.replace_page_address(one, anew).await.unwrap(), Some(1));
    assert!(by_token("page 1").await.is_none());
    assert_eq!(by_token("page 1, 1").await.map(|page| (page.notice, page.serial)), Some((one, 1)));
    assert!(!store.take_ticket(one, "ticket".to_owned(), at(1)).await.unwrap(), "an old ticket opens it");
    assert_eq!(store.issue_ticket(alice, one, "next".to_owned(), at(60)).await.unwrap(), Some(1));
    assert_eq!(store.inbox(alice).await.unwrap()[0].page_serial, 1);
}

pub(crate) async fn what_a_page_was_first_asked_for_and_used_is_kept_once(store: &Store) {
    let (alice, one) = agent_with_notice(store).await;
    for minutes in [2, 3] {
        store.note_fetch(one, at(minutes)).await.unwrap();
        store.note_engagement(one, at(minutes + 2)).await.unwrap();
    }
    let notice = &store.stored(alice).await.unwrap().unwrap().notices[0];
    assert_eq!((notice.fetched_at, notice.engaged_at), (Some(at(2)), Some(at(4))));
}

pub(crate) async fn a_page_is_found_by_its_token_for_as_long_as_it_is_valid(store: &Store) {
    let (alice, one) = agent_with_notice(store).await;
    let found = store
        .page_by_token("page 1".to_owned(), at(1) - SignedDuration::from_micros(1))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((found.agent, found.notice, found.sent_at), (alice, one, at(1)));
    assert_eq!((found.ports, found.campaign.campaign.as_str()), (vec![SSH, TELNET], "campaign-1"));
    assert!(store.page_by_token("page 1".to_owned(), at(1)).await.unwrap().is_none(), "its time is over");
    for wrong in ["", "page", "page 2", "PAGE 1", "page _"] {
        assert!(
            store.page_by_token(wrong.to_owned(), at(0)).await.unwrap().is_none(),
            "{wrong:?} found a page"
        );
    }
}

/// Alice, with a notice about SSH and telnet whose number is 1.
async fn agent_with_notice(store: &Store) -> (AgentId, NoticeId) {
    let alice = agent(store, 1).await;
    (alice, told(store, 1, alice, &[SSH, TELNET]).await)
}

async fn visits(store: &Store) -> Vec<(NoticeId, i64, Page, Device)> {
    let minutes = |visit: jiff::Timestamp| visit.duration_since(at(0)).as_secs() / 60;
    let visits = dataset(store).await.visits.into_iter();
    visits.map(|visit| (visit.notice.parse().unwrap(), minutes(visit.at), visit.page, visit.device)).collect()
}
