//! Lines whose truth is known.

use proptest::prelude::*;

use super::*;
use crate::simulate::dice::Dice;

const SSH: Port = Port::tcp(22);

fn line(address: &str, source_ports: &[u16], callers: u32) -> Line {
    Line { address: address.parse().unwrap(), source_ports: source_ports.to_vec(), callers }
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
    let table: [(&str, Line, Port, Attribution); 11] = [
        ("nothing is known", line("192.0.2.1", &[], 1), SSH, Unknown),
        ("one call tells nothing", line("192.0.2.1", &[0x1341], 1), SSH, Unknown),
        ("nor do two stretches", line("192.0.2.1", &[0x1341, 0x5342], 1), SSH, Unknown),
        ("three stretches and one set", line("192.0.2.1", set, 1), SSH, Shared),
        ("a port of that set", line("192.0.2.1", set, 1), Port::tcp(0xc345), Own),
        ("one call that does not fit", line("192.0.2.1", &[set, &[0x7777]].concat(), 1), SSH, Unknown),
        ("a family", line("192.0.2.1", &[], 8), SSH, Unknown),
        ("a dormitory", line("192.0.2.1", &[], 9), SSH, Shared),
        ("a port of that set among neighbours", line("192.0.2.1", set, 9), Port::tcp(0xc345), Own),
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
    fn enough_calls_from_a_set_show_it_and_one_from_elsewhere_hides_it(
        cut in prop::sample::select(CUTS.to_vec()),
        number: u16,
        first in 1_u16..12,
        places in prop::collection::vec(any::<u16>(), 4),
        stray in 1_024_u16..,
    ) {
        let number = number % (1 << cut.number);
        let of_stretch = |(stretch, place): (u16, &u16)| of_set(cut, number, first + stretch, *place);
        let mut ports: Vec<u16> = (0..4).zip(&places).map(of_stretch).collect();
        let set = PortSet::shown_by(&ports).expect("four stretches are proof");
        prop_assert!(ports.iter().all(|port| set.holds(*port)));
        ports.push(stray);
        prop_assert_eq!(PortSet::shown_by(&ports) == Some(set), set.holds(stray));
    }
}

/// How a home's translator chooses the port of a call.
#[derive(Clone, Copy, Debug)]
enum Translator {
    /// Anywhere within this: as the device did, or within its block of a carrier's ports.
    Within(u32, u32),
    /// One after the other, after so many of others' calls.
    Counts { between: u32 },
    /// Two further each time, from the same port on after every tenth call.
    Restarts,
    /// Anywhere in its set.
    Shared(Cut, u16),
}

/// The ports of as many calls as are kept.
fn calls(translator: Translator, dice: &mut Dice) -> Vec<u16> {
    let within = |from: u32, to: u32, dice: &mut Dice| dice.between(from.into(), to.into()) as u16;
    let first = within(1_024, 60_000, dice);
    let mut next = first;
    let mut call = |place: u16| match translator {
        Translator::Within(from, to) => within(from, to, dice),
        Translator::Counts { between } => {
            next = next.checked_add(1 + within(0, between, dice)).unwrap_or(1_024);
            next
        }
        Translator::Restarts => first + place % 10 * 2,
        Translator::Shared(cut, number) => {
            of_set(cut, number, within(1, 1 << cut.before, dice), within(0, 65_536, dice))
        }
    };
    (0..32).map(&mut call).collect()
}

const HOMES: u16 = 5_000;

/// How many of the homes behind such translators are called shared at most, early or late, and how many in the end.
fn most_called_shared(translator: impl Fn(u16) -> Translator, dice: &mut Dice) -> (usize, usize) {
    let homes: Vec<Vec<u16>> = (0..HOMES).map(|home| calls(translator(home), dice)).collect();
    let shared = |count: usize| {
        let line = |ports: &Vec<u16>| line("192.0.2.1", &ports[..count], 1);
        homes.iter().filter(|ports| attribution(&line(ports), SSH) == Attribution::Shared).count()
    };
    ([3, 4, 5, 8, 16].map(shared).into_iter().max().unwrap_or_default().max(shared(32)), shared(32))
}

/// Of homes that share their addresses all but a few are known by their own calls, and of those that do not hardly any
/// is mistaken at any time.
#[test]
fn shared_lines_are_known_and_others_are_left_alone() {
    let mut dice = Dice::of(7_597, 0);
    for cut in CUTS {
        let set = |home| Translator::Shared(cut, home % (1 << cut.number));
        let (_, known) = most_called_shared(set, &mut dice);
        assert!(known >= 4_990, "{cut:?}: {known}");
    }
    let counts = [0, 3, 100, 4_000, 60_000].map(|between| Translator::Counts { between });
    let systems = [(1_024, 65_536), (32_768, 61_000), (49_152, 65_536)];
    let blocks = [(20_480, 20_992), (30_000, 32_048), (16_384, 24_576)];
    let within = systems.into_iter().chain(blocks).map(|(from, to)| Translator::Within(from, to));
    for translator in within.chain(counts).chain([Translator::Restarts]) {
        let (mistaken, _) = most_called_shared(|_| translator, &mut dice);
        assert!(mistaken <= 3, "{translator:?}: {mistaken} of {HOMES}");
    }
}
