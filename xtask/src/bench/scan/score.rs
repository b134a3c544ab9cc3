//! What a scanner found, held against what is there.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use akabeko_lab::home::Home;
use akabeko_shared::{Port, Protocol};
use serde::Serialize;

/// A port of a home.
pub(super) type Door = (Ipv4Addr, Port);

/// Every door of these homes that is open.
pub(super) fn truth(homes: &[Home]) -> BTreeSet<Door> {
    homes.iter().flat_map(|home| home.open.iter().map(|port| (home.address, *port))).collect()
}

/// How much of the truth was found, and how much of what was found is true.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(super) struct Score {
    /// Open doors that there are.
    pub(super) open: usize,
    /// Open doors that were named.
    pub(super) found: usize,
    /// Open doors that were named rightly.
    pub(super) right: usize,
    /// The share of the open doors that was found; 1 where there are none.
    pub(super) recall: f64,
    /// The share of what was found that is open; 1 where nothing was.
    pub(super) precision: f64,
}

impl Score {
    /// Scores the doors of one protocol.
    pub(super) fn of(truth: &BTreeSet<Door>, found: &BTreeSet<Door>, protocol: Protocol) -> Self {
        let count = |doors: &mut dyn Iterator<Item = &Door>| {
            doors.filter(|(_, port)| port.protocol == protocol).count()
        };
        let open = count(&mut truth.iter());
        let right = count(&mut truth.intersection(found));
        let found = count(&mut found.iter());
        Self { open, found, right, recall: share(right, open), precision: share(right, found) }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use akabeko_lab::home::Profile;

    use super::*;

    fn door(last: u8, port: Port) -> Door {
        (Ipv4Addr::new(10, 64, 0, last), port)
    }

    fn home(last: u8, open: &[Port]) -> Home {
        Home {
            address: Ipv4Addr::new(10, 64, 0, last),
            profile: Profile::OpenAmongSilence,
            open: open.to_vec(),
        }
    }

    #[test]
    fn the_truth_is_every_open_port_of_every_home() {
        let homes = [home(1, &[Port::tcp(22), Port::udp(53)]), home(2, &[]), home(3, &[Port::tcp(80)])];
        let expected = [door(1, Port::tcp(22)), door(1, Port::udp(53)), door(3, Port::tcp(80))];
        assert_eq!(truth(&homes), BTreeSet::from(expected));
    }

    #[test]
    fn what_is_missed_costs_recall_and_what_is_made_up_costs_precision() {
        let truth =
            truth(&[home(1, &[Port::tcp(22), Port::tcp(80), Port::udp(53)]), home(2, &[Port::tcp(23)])]);
        for (found, tcp, udp) in [
            (vec![], (0.0, 1.0), (0.0, 1.0)),
            (truth.iter().copied().collect(), (1.0, 1.0), (1.0, 1.0)),
            (vec![door(1, Port::tcp(22)), door(1, Port::tcp(23))], (1.0 / 3.0, 0.5), (0.0, 1.0)),
            (
                vec![door(1, Port::udp(53)), door(1, Port::udp(19)), door(9, Port::tcp(1))],
                (0.0, 0.0),
                (1.0, 0.5),
            ),
        ] {
            let found = BTreeSet::from_iter(found);
            let score = |protocol| Score::of(&truth, &found, protocol);
            let pair = |score: Score| (score.recall, score.precision);
            assert_eq!((pair(score(Protocol::Tcp)), pair(score(Protocol::Udp))), (tcp, udp), "{found:?}");
        }
    }

    #[test]
    fn nothing_is_missed_where_nothing_is_open() {
        let score = Score::of(&BTreeSet::new(), &BTreeSet::from([door(1, Port::tcp(22))]), Protocol::Tcp);
        assert_eq!((score.recall, score.precision), (1.0, 0.0));
    }
}
