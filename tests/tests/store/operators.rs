//! Who works at the console, their sessions, and the log of what they do.

use akabeko_backend::desk::{Act, IDLE, Role, WHOLE};
use akabeko_backend::page::Organisation;
use akabeko_backend::store::{JoinRecord, Store};
use jiff::SignedDuration;

use crate::given::{at, at_once};

fn join(operator: &str, is_first: bool) -> JoinRecord {
    JoinRecord { operator: operator.to_owned(), code_serial: 7, is_first }
}

async fn joins(store: &Store, id: &str, name: &str, role: Role) {
    assert!(store.add_operator(id, name, role, at(0)).await.unwrap());
    assert!(store.link(format!("link {id}"), join(id, false), at(60)).await.unwrap());
    assert!(store.join(format!("link {id}"), String::new(), "hash".to_owned(), 1, at(1)).await.unwrap());
}

pub(crate) async fn the_first_operator_joins_once_among_many_who_try(store: &Store) {
    assert!(store.link("first".to_owned(), join("one", true), at(60)).await.unwrap());
    let try_it = |store: Store, number: u64| async move {
        store.join("first".to_owned(), format!("name {number}"), "hash".to_owned(), 1, at(1)).await.unwrap()
    };
    assert_eq!(at_once(8, try_it, store).await.into_iter().filter(|joined| *joined).count(), 1);
    let operators = store.operators().await.unwrap();
    assert_eq!((operators.len(), operators[0].role, operators[0].joined_at), (1, Role::Admin, Some(at(1))));
    assert!(!store.link("again".to_owned(), join("two", true), at(60)).await.unwrap());
}

pub(crate) async fn an_address_for_the_first_opens_nothing_once_somebody_has_joined(store: &Store) {
    assert!(store.link("first".to_owned(), join("one", true), at(60)).await.unwrap());
    joins(store, "two", "Emi", Role::Admin).await;
    assert!(store.join_link("first".to_owned(), at(1)).await.unwrap().is_none());
    assert!(!store.join("first".to_owned(), "Hanako".to_owned(), "hash".to_owned(), 1, at(1)).await.unwrap());
    assert_eq!(store.operators().await.unwrap().len(), 1);
}

pub(crate) async fn a_session_holds_while_it_is_used_and_a_renewed_token_replaces_the_old(store: &Store) {
    joins(store, "one", "Hanako", Role::Admin).await;
    store.begin_session("token".to_owned(), "one", at(2)).await.unwrap();
    let holds = async |token: &str, now| store.session(token.to_owned(), now).await.unwrap().is_some();
    assert!(holds("token", at(2) + IDLE).await && !holds("other", at(2)).await);
    assert!(holds("token", at(2) + IDLE + IDLE).await, "its use was noted");
    assert!(!holds("token", at(3) + IDLE + IDLE + IDLE).await);
    assert!(store.prove_session("token".to_owned(), "new".to_owned(), at(40)).await.unwrap());
    assert!(!holds("token", at(41)).await && holds("new", at(41)).await);
    assert!(!store.prove_session("token".to_owned(), "newer".to_owned(), at(41)).await.unwrap());
    store.end_session("new".to_owned()).await.unwrap();
    assert!(!holds("new", at(41)).await);

    let begin = at(100);
    store.begin_session("busy".to_owned(), "one", begin).await.unwrap();
    let mut now = begin;
    while now < begin + WHOLE {
        assert!(holds("busy", now).await, "at {now}");
        now += IDLE;
    }
    assert!(!holds("busy", begin + WHOLE + SignedDuration::from_secs(1)).await, "however busy it is");
}

pub(crate) async fn a_code_is_used_once_among_many_who_try(store: &Store) {
    joins(store, "one", "Hanako", Role::Admin).await;
    let use_it = |store: Store, _| async move { store.use_code("one", 5).await.unwrap() };
    assert_eq!(at_once(8, use_it, store).await.into_iter().filter(|used| *used).count(), 1);
    assert!(!store.use_code("one", 4).await.unwrap() && store.use_code("one", 6).await.unwrap());
}

pub(crate) async fn the_last_administrator_stays_and_whoever_is_barred_has_no_session(store: &Store) {
    joins(store, "one", "Hanako", Role::Admin).await;
    joins(store, "two", "Emi", Role::Analyst).await;
    assert!(!store.add_operator("three", "Emi", Role::Viewer, at(1)).await.unwrap(), "the name is taken");
    assert!(!store.change_operator("one", Role::Sender, true, at(2)).await.unwrap());
    store.begin_session("emi".to_owned(), "two", at(2)).await.unwrap();
    assert!(store.change_operator("two", Role::Admin, false, at(3)).await.unwrap());
    assert!(store.session("emi".to_owned(), at(3)).await.unwrap().is_none());
    assert!(
        !store.change_operator("one", Role::Admin, false, at(3)).await.unwrap(),
        "the other may not sign in"
    );
    assert!(store.change_operator("two", Role::Admin, true, at(4)).await.unwrap());
    assert!(store.change_operator("one", Role::Viewer, true, at(5)).await.unwrap());
}

pub(crate) async fn acts_stand_in_a_row_however_many_act_at_once(store: &Store) {
    let act = |number: u64| Act {
        at: at(1),
        who: format!("operator {number}"),
        action: "test.act",
        about: "something".to_owned(),
        detail: String::new(),
    };
    let complain = move |store: Store, number: u64| async move {
        store.by(act(number)).complain("a neighbour", "text", at(1)).await.unwrap();
    };
    at_once(4, complain, store).await;
    let note = move |store: Store, number: u64| async move { store.note(act(number)).await.unwrap() };
    at_once(16, note, store).await;
    assert!(!store.by(act(99)).settle(1000, "nothing", at(2)).await.unwrap());
    let rows = store.audit(None, "", 100).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), (1..=20).rev().collect::<Vec<_>>());
    assert!(rows.iter().all(|row| row.who != "operator 99"), "what changed nothing is not noted");
    let checked = store.check_audit().await.unwrap();
    assert_eq!((checked.rows, checked.broken, checked.head), (20, None, rows[0].hash.clone()));
    let found = store.audit(Some(21), "OPERATOR 3", 100).await.unwrap();
    assert!(!found.is_empty() && found.iter().all(|row| row.who == "operator 3"), "{found:?}");
    assert!(store.audit(Some(found[0].number), "operator 3", 100).await.unwrap().len() < found.len());
}

pub(crate) async fn who_runs_the_service_is_kept(store: &Store) {
    assert_eq!(store.organisation().await.unwrap(), None);
    let said = |name: &str| Organisation { name: name.to_owned(), ..Organisation::default() };
    for name in ["CSIRT", "会津みまもりCSIRT \"quoted\""] {
        store.set_organisation(&said(name)).await.unwrap();
        assert_eq!(store.organisation().await.unwrap(), Some(said(name)));
    }
}
