//! How much one address is sent in a day: enough for its daily look and a few more, never enough to be a burden.
//!
//! Every scan counts, whoever it was for and whatever it was made for. Before it begins it counts as much as it can
//! cost, so that no two of them use the same rest of a day; when it has ended, as much as it has. Only conversations
//! with open ports nobody can foresee: they count when they are over.

use crate::schedule::Reason;

/// Packets that end a handshake, and that a conversation takes after its SYN: the handshake's end, a question, a few
/// acknowledgements.
const END: u32 = 3;
const CONVERSATION: u32 = 7;

/// How much one address may be sent between two midnights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Packets; none: as many as it takes, in a lab.
    pub packets_a_day: Option<u32>,
    /// How often a silent port is asked at most, where packets get lost.
    pub tries: u8,
}

/// What an open TCP port is sent beyond requests, when it was heard out over so many connections.
pub fn beyond_requests(conversations: u8) -> u32 {
    END + u32::from(conversations) * CONVERSATION
}

impl Budget {
    /// The most that a look at so many ports can take, before anything is open.
    pub fn cost(&self, ports: usize) -> u32 {
        u32::try_from(ports).unwrap_or(u32::MAX).saturating_mul(self.tries.max(1).into())
    }

    /// Whether an address that was sent `spent` packets today may be looked at once more. A quarter of the day is
    /// kept for people who want to see whether what they did helped, unless that leaves no room for the first look, or
    /// for one more after a look that was cut short and never put right.
    pub fn allows(&self, spent: u32, ports: usize, reason: Reason) -> bool {
        let Some(whole) = self.packets_a_day else { return true };
        let share = match reason {
            Reason::Request => whole,
            Reason::Daily | Reason::Change if spent <= self.cost(ports) => whole,
            Reason::Daily | Reason::Change => whole - whole / 4,
        };
        spent.saturating_add(self.cost(ports)) <= share
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const USUAL: Budget = Budget { packets_a_day: Some(240), tries: 4 };

    #[test]
    fn a_day_has_room_for_its_look_for_changes_and_for_people() {
        let table = [
            (0, 23, Reason::Daily, true),
            (46, 23, Reason::Change, true),
            (92, 23, Reason::Change, true),
            (93, 23, Reason::Change, false),
            (93, 23, Reason::Request, true),
            (148, 23, Reason::Request, true),
            (149, 23, Reason::Request, false),
            (228, 3, Reason::Request, true),
            (229, 3, Reason::Request, false),
            (0, 61, Reason::Daily, false),
            (u32::MAX, 1, Reason::Request, false),
        ];
        for (spent, ports, reason, allowed) in table {
            assert_eq!(
                USUAL.allows(spent, ports, reason),
                allowed,
                "{reason:?} of {ports} ports after {spent}"
            );
        }
    }

    #[test]
    fn a_small_budget_has_room_for_the_first_look_and_a_lab_for_everything() {
        let small = Budget { packets_a_day: Some(92), ..USUAL };
        assert!(small.allows(0, 23, Reason::Daily));
        assert!(!small.allows(1, 23, Reason::Daily));
        let lab = Budget { packets_a_day: None, ..USUAL };
        assert!(lab.allows(u32::MAX, 65_535, Reason::Change));
    }

    #[test]
    fn an_open_port_costs_its_conversations() {
        assert_eq!([0, 1, 3, 255].map(beyond_requests), [3, 10, 24, 1788]);
    }

    proptest! {
        #[test]
        fn a_day_never_costs_more_than_its_budget(
            whole in 0..1000_u32,
            tries in 0..4_u8,
            looks in proptest::collection::vec((1..24_usize, 0..3_u8), 0..60),
        ) {
            let budget = Budget { packets_a_day: Some(whole), tries };
            let mut spent = 0;
            for (ports, reason) in looks {
                let reason = [Reason::Daily, Reason::Change, Reason::Request][usize::from(reason)];
                if budget.allows(spent, ports, reason) {
                    spent += budget.cost(ports);
                }
            }
            prop_assert!(spent <= whole);
        }

        #[test]
        fn what_a_person_asks_for_is_never_refused_where_the_routine_is_allowed(spent: u32, ports in 0..100_usize) {
            let routine = USUAL.allows(spent, ports, Reason::Daily) || USUAL.allows(spent, ports, Reason::Change);
            prop_assert!(!routine || USUAL.allows(spent, ports, Reason::Request));
        }
    }
}
