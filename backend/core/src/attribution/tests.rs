//! Lines whose truth is known.

use proptest::prelude::*;

use super::*;
use crate::simulate::dice::Dice;

const SSH: Port = Port::tcp(22);

fn line(address: &str, source_ports: &[u16], households: u32) -> Line {
    Line { address: address.parse().unwrap(), source_ports: source_ports.to_vec(), households }
}

/// The port of a set with this number in one of its stretches, and there the one in this place.
fn of_set(cut: Cut, number: u16, stretch: u16, place: u16) -> u16 {
    let within = 16 - cut.before - cut.number;
    stretch << (16 - cut.before) | number << within | (place % (1 << within))
}

#[test]
fn a_line_is_shared_when_its_calls_or_its_neighbours_show_it() {
    use Attribution::{Own, Shared, Unknown};
    // 240 ports a home: the set 0x34 is 0x1340 to 0x134f, 0x2340 to 0x234f, and so on.
    let set: &[u16] = &[0x1341, 0x5342, 0x9349, 0x134f];
    let table: [(&str, Line, Port, Attribution); 10] = [
        ("nothing is known", line("192.0.2.1", &[], 1), SSH, Unknown),
        ("one call tells nothing", line("192.0.2.1", &[0x1341], 1), SSH, Unknown),
        ("nor do two stretches", line("192.0.2.1", &[0x1341, 0x5342], 1), SSH, Unknown),
        ("three stretches and one set", line("192.0.2.1", set, 1), SSH, Shared),
        ("a port of that set", line("192.0.2.1", set, 1), Port::tcp(0xc345), Own),
        ("one call that does not fit", line("192.0.2.1", &[set, &[0x7777]].concat(), 1), SSH, Unknown),
        ("a family with two invitations", line("192.0.2.1", &[], 2), SSH, Unknown),
        ("a dormitory", line("192.0.2.1", &[], 3), SSH, Shared),
        ("a lab", line("127.0.0.1", set, 9), SSH, Unknown),
        ("the device's own address", line("2001:db8::1", set, 9), SSH, Own),
    ];
    for (what, line, port, expected) in table {
        assert_eq!(attribution(&line, port), expected, "{what}");
    }
}

#[test]
fn the_homes_of_one_address_share_it_out_among_them() {
    for (cut, ports_of_a_home) in CUTS.into_iter().zip([240, 1_008]) {
        let homes: Vec<PortSet> = (0..1 << cut.number).map(|number| PortSet { cut, number }).collect();
        for port in 0..=u16::MAX {
            let owners = homes.iter().filter(|home| home.holds(port)).count();
            assert_eq!(owners, usize::from(cut.stretch(port) > 0), "port {port}");
        }
        assert!(
            homes
                .iter()
                .all(|home| (0..=u16::MAX).filter(|port| home.holds(*port)).count() == ports_of_a_home)
        );
    }
}

proptest! {
    #[test]
    fn a_set_that_is_shown_holds_every_port_that_showed_it(ports in proptest::collection::vec(1_024_u16.., 0..9)) {
        if let Some(set) = PortSet::shown_by(&ports) {
            prop_assert!(ports.iter().all(|port| set.holds(*port)));
        }
    }
}

/// How a home's translator chooses the port of a call.
#[derive(Clone, Copy, Debug)]
enum Translator {
    /// As the device did, anywhere within what its system uses.
    Keeps,
    /// One after the other, after so many of others' calls.
    Counts { between: u32 },
    /// Anywhere in its set.
    Shared(Cut, u16),
}

/// The ports of so many calls.
fn calls(translator: Translator, count: usize, dice: &mut Dice) -> Vec<u16> {
    let within = |from: u32, to: u32, dice: &mut Dice| dice.between(from.into(), to.into()) as u16;
    let mut next = within(1_024, 65_536, dice);
    let mut call = || match translator {
        Translator::Keeps => within(32_768, 61_000, dice),
        Translator::Counts { between } => {
            next = next.checked_add(1 + within(0, between, dice)).unwrap_or(1_024);
            next
        }
        Translator::Shared(cut, number) => {
            of_set(cut, number, within(1, 1 << cut.before, dice), within(0, 65_536, dice))
        }
    };
    (0..count).map(|_| call()).collect()
}

/// Of a thousand homes that share their addresses 990 are known by their own calls, and of a thousand that do not 10 are
/// mistaken at most; by as many calls as the store keeps.
#[test]
fn shared_lines_are_known_and_others_are_left_alone() {
    let mut dice = Dice::of(7_597, 0);
    let mut share = |translator: &dyn Fn(u16) -> Translator| {
        let shared = (0..5_000).filter(|home| {
            let source_ports = calls(translator(*home), 32, &mut dice);
            let line = Line { address: IpAddr::from([192, 0, 2, 1]), source_ports, households: 1 };
            attribution(&line, SSH) == Attribution::Shared
        });
        shared.count() as f64 / 5_000.0
    };
    for cut in CUTS {
        let known = share(&|home| Translator::Shared(cut, home % (1 << cut.number)));
        assert!(known >= 0.99, "{cut:?}: {known}");
    }
    for translator in [0, 3, 100, 4_000, 60_000].map(|between| Translator::Counts { between }) {
        let mistaken = share(&|_| translator);
        assert!(mistaken <= 0.01, "{translator:?}: {mistaken}");
    }
    assert!(share(&|_| Translator::Keeps) <= 0.01);
}
