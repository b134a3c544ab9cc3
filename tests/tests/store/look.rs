//! The latest look.

use akabeko_backend::store::{ScanRequest, Store};
use akabeko_core::schedule::Reason;
use akabeko_shared::wire::LastLook;
use akabeko_shared::{AgentId, PORTS, Port, PortState};

use crate::given::{HOME, HOTEL, SSH, TELNET, address, agent, at, finished, frozen, notice, wanted};

pub(crate) async fn a_look_at_a_few_ports_is_laid_over_the_last_whole_one_at_that_address(store: &Store) {
    use PortState::{Closed, Filtered, Open};
    let (alice, bob) = (agent(store, 1).await, agent(store, 2).await);
    assert_eq!(store.last_look(alice).await.unwrap(), LastLook::NotYet);
    let dns = Port::udp(53);
    let whole = |state| PORTS.map(|port| (port, state));
    let steps: [(&str, Ports, Ports); 6] = [
        (HOTEL, &[(TELNET, Open)], &[(TELNET, Open)]),
        (HOME, &whole(Open), &whole(Open)),
        (HOME, &[(TELNET, Closed), (SSH, Filtered)], &[(SSH, Filtered), (TELNET, Closed), (dns, Open)]),
        (HOME, &[(TELNET, Open)], &[(SSH, Filtered), (TELNET, Open), (dns, Open)]),
        (HOTEL, &[(SSH, Open)], &[(SSH, Open), (TELNET, Open)]),
        (HOME, &whole(Closed), &whole(Closed)),
    ];
    for (number, (place, scanned, expected)) in (1..).zip(steps) {
        scan(store, number, alice, place, scanned).await;
        scan(store, 100 + number, bob, place, &whole(Filtered)).await;
        let LastLook::Seen { at: when, address, seen, .. } = store.last_look(alice).await.unwrap() else {
            panic!("look {number} is not told");
        };
        assert_eq!((when, address.as_str()), (at(i64::try_from(number).unwrap()), place));
        let seen: Vec<_> = seen.into_iter().map(|seen| (seen.port, seen.state)).collect();
        assert!(seen.is_sorted(), "the order of the 23 ports");
        assert!(expected.iter().all(|one| seen.contains(one)), "look {number}: {seen:?}");
        assert!(seen.len() == expected.len() || seen.len() == 23, "look {number}: {seen:?}");
    }
    let mut waits = notice(1, alice, &[TELNET]);
    (waits.arm, waits.due_at) = (akabeko_shared::Arm::Wait, at(99));
    frozen(store, "trial", vec![waits]).await;
    assert_eq!(store.last_look(alice).await.unwrap(), LastLook::Withheld { at: at(6) });
    assert!(store.scan(crate::given::scan_id(6)).await.unwrap().unwrap().scan.seen.is_empty());
    let of_bob = store.last_look(bob).await.unwrap();
    assert!(
        matches!(of_bob, LastLook::Withheld { .. }),
        "he does not wait, and could have: who waits cannot tell"
    );
    assert_eq!(store.send_due_notices(at(99)).await.unwrap().len(), 1);
    for one in [alice, bob] {
        assert!(matches!(store.last_look(one).await.unwrap(), LastLook::Seen { .. }), "it is over");
    }
}

type Ports<'a> = &'a [(Port, PortState)];

/// A scan of these ports that is over after as many minutes as its number says.
async fn scan(store: &Store, number: u64, who: AgentId, place: &str, seen: Ports<'_>) {
    let minutes = i64::try_from(number % 100).unwrap();
    let ports = seen.iter().map(|(port, _)| *port).collect();
    let request = ScanRequest { address: address(place), ports, ..wanted(number, who, Reason::Daily) };
    assert_eq!(store.request_scans(vec![request], at(minutes)).await.unwrap(), 1);
    store.finish_scans(vec![finished(number, who, minutes, seen)]).await.unwrap();
}
