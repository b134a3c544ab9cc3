//! Who comes in.

use akabeko_backend::store::{Enrolment, Store};
use akabeko_shared::{Language, Platform};
use jiff::SignedDuration;

use crate::given::{agent, agent_id, at, at_once, dataset, enrolment, invitation};

pub(crate) async fn an_invitation_is_used_only_as_often_as_it_allows(store: &Store) {
    invitation(store, "code", 3, at(60)).await;
    let enrol =
        |store: Store, number| async move { store.enrol(enrolment(number, "code"), at(1)).await.unwrap() };
    let enrolled = at_once(20, enrol, store).await;
    assert_eq!(enrolled.iter().filter(|taken_in| **taken_in).count(), 3);
    assert_eq!(dataset(store).await.agents.len(), 3, "who was not let in left a row");
}

pub(crate) async fn an_expired_invitation_opens_nothing(store: &Store) {
    invitation(store, "code", 9, at(60)).await;
    assert!(!store.enrol(enrolment(1, "code"), at(60)).await.unwrap());
    assert!(!store.enrol(enrolment(1, "another code"), at(1)).await.unwrap());
    assert!(store.enrol(enrolment(1, "code"), at(60) - SignedDuration::from_micros(1)).await.unwrap());
    assert_eq!(dataset(store).await.agents.len(), 1);
}

pub(crate) async fn a_token_finds_its_agent_and_no_other(store: &Store) {
    let (alice, _) = (agent(store, 1).await, agent(store, 2).await);
    invitation(store, "code", 1, at(60)).await;
    let carol = Enrolment { platform: Platform::Mobile, language: Language::En, ..enrolment(3, "code") };
    assert!(store.enrol(carol, at(7)).await.unwrap());

    let found = store.agent_by_token("token 1".to_owned()).await.unwrap().unwrap();
    assert_eq!((found.agent, found.platform, found.language), (alice, Platform::Desktop, Language::Ja));
    let found = store.agent_by_token("token 3".to_owned()).await.unwrap().unwrap();
    assert_eq!((found.agent, found.platform, found.language), (agent_id(3), Platform::Mobile, Language::En));
    assert_eq!((found.enrolled_at, found.last_event), (at(7), 0));
    for wrong in ["", "token", "token 4", "TOKEN 1", "token 1 ", "token %", "' OR '1'='1"] {
        assert!(store.agent_by_token(wrong.to_owned()).await.unwrap().is_none(), "{wrong:?} found somebody");
    }
}

/// SQLite lets work that waits ride on one commit; what fails must not take the rest down, nor be kept.
pub(crate) async fn work_that_fails_takes_nothing_else_with_it(store: &Store) {
    agent(store, 0).await;
    invitation(store, "code", 40, at(60)).await;
    let enrol = |store: Store, number: u64| async move {
        let token_hash =
            if number.is_multiple_of(2) { "token 0".to_owned() } else { format!("token {number}") };
        store.enrol(Enrolment { token_hash, ..enrolment(100 + number, "code") }, at(1)).await.is_ok()
    };
    let done = at_once(40, enrol, store).await;
    assert_eq!(done.iter().filter(|done| **done).count(), 20, "a token was given twice");
    assert_eq!(dataset(store).await.agents.len(), 21);
    let rest = |store: Store, number| async move {
        store.enrol(enrolment(200 + number, "code"), at(2)).await.unwrap()
    };
    let rest = at_once(40, rest, store).await;
    assert_eq!(rest.iter().filter(|taken_in| **taken_in).count(), 20, "what failed used the invitation up");
}
