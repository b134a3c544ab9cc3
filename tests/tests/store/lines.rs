//! Whose the addresses are that agents call from.

use akabeko_backend::store::{Origin, Store};
use akabeko_shared::wire::{CheckIn, LastLook, Veto};
use akabeko_shared::{AgentId, PORTS, Port, PortState};

use crate::given::{HOME, HOTEL, Looked, SSH, TELNET, address, agent, agent_id, at, enrolment, invitation};

/// Ports of one home, where sixteen bits of each address's ports are cut into 256 sets.
const A_SET: [u16; 3] = [0x1341, 0x5342, 0x9349];

const DAY: i64 = 24 * 60;

pub(crate) async fn the_ports_that_an_agent_calls_from_show_that_its_address_is_shared(store: &Store) {
    let alice = agent(store, 1).await;
    look(store, 1, alice, 0).await;
    for (minutes, port) in (1..).zip(A_SET) {
        assert_eq!(shared(store, alice).await, [], "minute {minutes}");
        call(store, alice, HOME, Some(port), minutes).await;
    }
    assert_eq!(shared(store, alice).await, PORTS);
    let known = store.known(at(9), at(0)).await.unwrap();
    assert_eq!(known.shared.into_iter().collect::<Vec<_>>(), [(alice, TELNET)], "what was seen open there");

    call(store, alice, HOME, Some(0x7777), 9).await;
    assert_eq!(shared(store, alice).await, [], "it calls from anywhere");
    assert!(store.known(at(9), at(0)).await.unwrap().shared.is_empty());
}

pub(crate) async fn a_port_counts_as_shared_by_where_it_was_last_seen_open(store: &Store) {
    let alice = agent(store, 1).await;
    for (minutes, port) in (1..).zip(A_SET) {
        call(store, alice, HOTEL, Some(port), minutes).await;
    }
    look(store, 1, alice, 4).await;
    call(store, alice, HOME, None, 5).await;
    assert!(store.known(at(9), at(0)).await.unwrap().shared.is_empty(), "at home it was seen");
    assert_eq!(shared(store, alice).await, []);
}

pub(crate) async fn an_address_is_shared_when_three_households_call_from_it_on_one_day(store: &Store) {
    let (alice, bob, carol) = (agent(store, 1).await, agent(store, 2).await, agent(store, 3).await);
    look(store, 1, alice, 0).await;
    call(store, alice, HOME, None, 0).await;
    call(store, bob, HOME, None, 10).await;
    call(store, alice, HOME, None, 2 * DAY).await;
    call(store, carol, HOME, None, 2 * DAY + 10).await;
    call(store, bob, HOTEL, None, 2 * DAY + 20).await;
    call(store, alice, HOME, None, 2 * DAY + 70).await;
    assert_eq!(shared(store, alice).await, [], "two at a time, one after the other");

    call(store, bob, HOME, None, 2 * DAY + 80).await;
    call(store, alice, HOME, None, 2 * DAY + 90).await;
    assert_eq!(shared(store, alice).await, [], "it is looked at once an hour");
    call(store, alice, HOME, None, 2 * DAY + 131).await;
    assert_eq!(shared(store, alice).await, PORTS);
    call(store, alice, HOME, None, 9 * DAY).await;
    assert_eq!(shared(store, alice).await, PORTS, "neighbours on holiday are neighbours");
}

pub(crate) async fn a_family_of_one_invitation_shares_nothing_and_a_dormitory_of_one_does(store: &Store) {
    invitation(store, "everybody's", 99, at(60)).await;
    for number in 1..=12 {
        assert!(store.enrol(enrolment(number, "everybody's"), at(0)).await.unwrap());
    }
    let last = |number| look(store, number, agent_id(number), 0);
    for number in 1..=11 {
        call(store, agent_id(number), HOME, None, 1).await;
    }
    last(11).await;
    assert_eq!(shared(store, agent_id(11)).await, []);
    call(store, agent_id(12), HOME, None, 1).await;
    last(12).await;
    assert_eq!(shared(store, agent_id(12)).await, PORTS);
}

pub(crate) async fn of_a_line_no_more_is_kept_than_it_takes(store: &Store) {
    let alice = agent(store, 1).await;
    for minutes in 0..50 {
        call(store, alice, HOME, Some(40_000 + u16::try_from(minutes).unwrap()), minutes).await;
    }
    call(store, alice, "2001:db8::1", Some(4_711), 51).await;
    let paused = CheckIn { veto: Some(Veto::Paused), ..CheckIn::default() };
    store.confirm(alice, address(HOTEL), paused, at(52)).await.unwrap();
    let lines = store.stored(alice).await.unwrap().unwrap().lines;
    let [line] = &lines[..] else { panic!("{lines:?}") };
    assert_eq!((line.address.as_str(), line.source_ports.len(), line.households), (HOME, 32, 1));

    call(store, alice, HOTEL, None, 190 * DAY).await;
    let lines = store.stored(alice).await.unwrap().unwrap().lines;
    assert_eq!(
        lines.iter().map(|line| line.address.as_str()).collect::<Vec<_>>(),
        [HOTEL],
        "half a year later"
    );
    store.withdraw(alice, at(190 * DAY)).await.unwrap();
    assert!(store.stored(alice).await.unwrap().unwrap().lines.is_empty());
}

async fn call(store: &Store, agent: AgentId, from: &str, port: Option<u16>, minutes: i64) {
    let origin = Origin { address: address(from), port };
    store.confirm(agent, origin, CheckIn::default(), at(minutes)).await.unwrap();
}

/// Sees telnet open at home.
async fn look(store: &Store, number: u64, agent: AgentId, minutes: i64) {
    let seen: &[(Port, PortState)] = &[(TELNET, PortState::Open), (SSH, PortState::Closed)];
    Looked { number, agent, network: None, minutes, seen }.keep(store).await;
}

async fn shared(store: &Store, agent: AgentId) -> Vec<Port> {
    match store.last_look(agent).await.unwrap() {
        LastLook::Seen { shared, .. } => shared,
        other @ (LastLook::NotYet | LastLook::Withheld { .. }) => panic!("{other:?}"),
    }
}
