//! Whose the addresses are that agents call from.

use akabeko_backend::store::{Origin, Reported, Store, Taken};
use akabeko_shared::wire::{CheckIn, LastLook, NoticeState, Veto};
use akabeko_shared::{AgentId, Arm, PORTS, Port, PortState};

use crate::given::{HOME, HOTEL, Looked, SSH, TELNET, address, agent, at, frozen, notice};

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
    let known = store.known(at(9), at(0), at(0)).await.unwrap();
    assert_eq!(known.shared.into_iter().collect::<Vec<_>>(), [(alice, TELNET)], "what was seen open there");

    assert!(store.known(at(9), at(0), at(1)).await.unwrap().shared.is_empty(), "that was before the window");

    call(store, alice, HOME, Some(0x7777), 9).await;
    assert_eq!(shared(store, alice).await, [], "it calls from anywhere");
    assert!(store.known(at(9), at(0), at(0)).await.unwrap().shared.is_empty());
}

pub(crate) async fn a_set_that_a_provider_changed_is_learnt_anew(store: &Store) {
    let alice = agent(store, 1).await;
    look(store, 1, alice, 0).await;
    let of_set = |call: i64, set: u16| Some(((1 + u16::try_from(call % 15).unwrap()) << 12) | (set << 4) | 1);
    for minutes in 0..40 {
        call(store, alice, HOME, of_set(minutes, 0x34), minutes).await;
    }
    assert_eq!(shared(store, alice).await, PORTS);
    call(store, alice, HOME, of_set(1, 0x77), 200).await;
    assert_eq!(shared(store, alice).await, [], "two sets are none");
    for hours in 4..60 {
        call(
            store,
            alice,
            HOME,
            of_set(hours, 0x77).map(|port| port + u16::try_from(hours % 4).unwrap()),
            hours * 60,
        )
        .await;
    }
    assert_eq!(shared(store, alice).await, PORTS);
}

pub(crate) async fn more_agents_than_a_family_has_share_an_address(store: &Store) {
    let mut neighbours = Vec::new();
    for number in 1..=9 {
        neighbours.push(agent(store, number).await);
    }
    let alice = neighbours[0];
    look(store, 1, alice, 0).await;
    // Every call brings a new port, as calls do.
    let mut calls = 0_u16;
    let mut come = async |who: AgentId, minutes| {
        calls += 1;
        call(store, who, HOME, Some(30_000 + calls * 97), minutes).await;
    };
    for (day, pair) in (0..).zip(neighbours.chunks(2)) {
        for who in pair {
            come(*who, day * 2 * DAY).await;
        }
        come(alice, day * 2 * DAY + 70).await;
    }
    assert_eq!(shared(store, alice).await, [], "a few at a time, one after the other");

    for (minutes, who) in (20 * DAY..).zip(&neighbours) {
        come(*who, minutes).await;
    }
    assert_eq!(shared(store, alice).await, [], "she came first");
    come(alice, 20 * DAY + 30).await;
    assert_eq!(shared(store, alice).await, [], "it is counted once an hour");
    come(alice, 20 * DAY + 61).await;
    assert_eq!(shared(store, alice).await, PORTS);
    come(alice, 30 * DAY).await;
    assert_eq!(shared(store, alice).await, PORTS, "neighbours on holiday are neighbours");
    come(alice, 60 * DAY).await;
    assert_eq!(shared(store, alice).await, [], "they have moved out");
}

pub(crate) async fn a_notice_about_what_turns_out_to_be_a_neighbours_ends(store: &Store) {
    let (alice, bob) = (agent(store, 1).await, agent(store, 2).await);
    for (number, who) in [(1, alice), (2, bob)] {
        look(store, number, who, 0).await;
    }
    let mut waits = notice(2, bob, &[TELNET]);
    (waits.arm, waits.due_at) = (Arm::Wait, at(20));
    frozen(store, "trial", vec![notice(1, alice, &[TELNET]), waits]).await;
    assert_eq!(store.send_due_notices(at(2)).await.unwrap().len(), 1);
    for (minutes, port) in (3..).zip(A_SET) {
        call(store, alice, HOME, Some(port), minutes).await;
        call(store, bob, HOME, Some(port), minutes).await;
    }
    look(store, 3, alice, 10).await;
    assert_eq!(store.observe(at(11)).await.unwrap(), [alice]);
    let late = store.send_due_notices(at(20)).await.unwrap();
    assert_eq!(late.len(), 1, "the trial tells everybody in the end");
    for who in [alice, bob] {
        let stored = store.stored(who).await.unwrap().unwrap();
        let [notice] = &stored.notices[..] else { panic!("{:?}", stored.notices) };
        assert_eq!((notice.state, notice.sent_at.is_some()), (NoticeState::Ended, true));
    }
}

pub(crate) async fn what_others_report_of_a_neighbours_port_is_not_ours(store: &Store) {
    let alice = agent(store, 1).await;
    for (minutes, port) in (1..).zip(A_SET) {
        call(store, alice, HOME, Some(port), minutes).await;
    }
    let report = |number| Reported { at: at(2), address: address(HOME), port: Port::tcp(number) };
    let taken = store.take_reports(vec![report(23), report(0xc345)]).await.unwrap();
    assert_eq!(taken, Taken { kept: 1, known: 0, strangers: 1 });
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
    assert_eq!((line.address.as_str(), line.source_ports.len(), line.shared), (HOME, 32, false));

    call(store, alice, HOTEL, None, 190 * DAY).await;
    let lines = store.stored(alice).await.unwrap().unwrap().lines;
    let addresses: Vec<_> = lines.iter().map(|line| line.address.as_str()).collect();
    assert_eq!(addresses, [HOTEL], "half a year later");
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
