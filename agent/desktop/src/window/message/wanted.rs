//! Which message about each notice is wanted on the screen, and which one is there. Showing one takes a while: what
//! is taken back meanwhile must not stay, and of two about the same notice only the later one counts.

use std::collections::BTreeMap;

use akabeko_shared::NoticeId;

/// The latest message about each notice.
#[derive(Debug, Default)]
pub(super) struct Wanted(BTreeMap<NoticeId, Latest>);

#[derive(Debug, Default)]
struct Latest {
    turn: Turn,
    is_wanted: bool,
    number: Option<u32>,
}

/// The how-manieth message about its notice one is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Turn(u32);

impl Wanted {
    /// A message about a notice is to be shown, instead of any before.
    pub(super) fn wish(&mut self, notice: NoticeId) -> Turn {
        let latest = self.0.entry(notice).or_default();
        latest.turn = Turn(latest.turn.0.wrapping_add(1));
        latest.is_wanted = true;
        latest.turn
    }

    /// Whether it still is.
    pub(super) fn is_wanted(&self, notice: NoticeId, turn: Turn) -> bool {
        self.latest(notice, turn).is_some_and(|latest| latest.is_wanted)
    }

    /// The system's number of the message about the same notice that it is to replace.
    pub(super) fn before(&self, notice: NoticeId) -> Option<u32> {
        self.0.get(&notice)?.number
    }

    /// It is on the screen, under this number. Whether it may stay there; if not, it is to be taken off at once.
    pub(super) fn appeared(&mut self, notice: NoticeId, turn: Turn, number: Option<u32>) -> bool {
        let Some(latest) = self.0.get_mut(&notice).filter(|latest| latest.is_wanted) else { return false };
        if latest.turn == turn {
            latest.number = number;
        }
        // One that came too late in the place of a later one is that one to the system.
        latest.number == number
    }

    /// It is gone from the screen. Whether the person's answer to it counts: where a later one took its place,
    /// that one hears of the same click.
    pub(super) fn gone(&mut self, notice: NoticeId, turn: Turn) -> bool {
        let latest = self.0.get_mut(&notice).filter(|latest| latest.turn == turn);
        latest.map(|latest| latest.number = None).is_some()
    }

    /// The message about a notice became needless. The number to be taken off the screen, if it is there.
    pub(super) fn take_back(&mut self, notice: NoticeId) -> Option<u32> {
        let latest = self.0.get_mut(&notice)?;
        latest.is_wanted = false;
        latest.number.take()
    }

    /// Every message became needless. The numbers to be taken off the screen.
    pub(super) fn take_all_back(&mut self) -> Vec<u32> {
        let notices: Vec<NoticeId> = self.0.keys().copied().collect();
        notices.into_iter().filter_map(|notice| self.take_back(notice)).collect()
    }

    fn latest(&self, notice: NoticeId, turn: Turn) -> Option<&Latest> {
        self.0.get(&notice).filter(|latest| latest.turn == turn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn notice(number: u8) -> NoticeId {
        NoticeId::at(Timestamp::UNIX_EPOCH, [number; 10])
    }

    #[test]
    fn a_message_that_is_taken_back_before_the_system_has_numbered_it_does_not_stay() {
        let mut wanted = Wanted::default();
        let turn = wanted.wish(notice(1));
        assert_eq!(wanted.take_back(notice(1)), None, "there is no number to close yet");
        assert!(!wanted.is_wanted(notice(1), turn));
        assert!(!wanted.appeared(notice(1), turn, Some(7)), "it is closed as soon as it has one");
        assert_eq!(wanted.before(notice(1)), None);
    }

    #[test]
    fn a_reminder_replaces_what_is_there_and_hears_the_click_alone() {
        let mut wanted = Wanted::default();
        let first = wanted.wish(notice(1));
        assert!(wanted.appeared(notice(1), first, Some(7)));
        let second = wanted.wish(notice(1));
        assert_eq!(wanted.before(notice(1)), Some(7));
        assert!(wanted.appeared(notice(1), second, Some(7)));
        assert!(!wanted.gone(notice(1), first));
        assert!(wanted.gone(notice(1), second));
        assert_eq!(wanted.take_back(notice(1)), None, "its number may be another program's by now");
    }

    #[test]
    fn a_reminder_that_overtakes_the_message_leaves_one_on_the_screen() {
        let mut wanted = Wanted::default();
        let (first, second) = (wanted.wish(notice(1)), wanted.wish(notice(1)));
        assert!(wanted.appeared(notice(1), second, Some(8)));
        assert!(!wanted.appeared(notice(1), first, Some(7)));
        assert_eq!(wanted.take_back(notice(1)), Some(8));
    }

    proptest! {
        /// The system's screen, with messages that appear late and in any order: in the end each notice has at most
        /// one message there, and none that was taken back.
        #[test]
        fn whatever_overtakes_what_one_message_a_notice_stays_at_most(
            steps in prop::collection::vec((0_u8..4, 0_u8..3), 0..60)
        ) {
            let (mut wanted, mut under_way, mut screen) = (Wanted::default(), Vec::new(), BTreeSet::new());
            let mut numbers = 0..;
            let mut appear = |wanted: &mut Wanted, screen: &mut BTreeSet<(u8, u32)>, (who, turn, before)| {
                let number = Option::or_else(before, || numbers.next()).unwrap();
                screen.insert((who, number));
                if !wanted.appeared(notice(who), turn, Some(number)) {
                    screen.remove(&(who, number));
                }
            };
            for (deed, who) in steps {
                if deed < 2 {
                    let turn = wanted.wish(notice(who));
                    under_way.push((who, turn, wanted.before(notice(who))));
                } else if deed == 2 {
                    let shown = wanted.take_back(notice(who));
                    screen.retain(|(_, number)| Some(*number) != shown);
                } else if !under_way.is_empty() {
                    let next = under_way.remove(usize::from(who) % under_way.len());
                    appear(&mut wanted, &mut screen, next);
                }
            }
            while let Some(next) = under_way.pop() {
                appear(&mut wanted, &mut screen, next);
            }
            for who in 0..3 {
                let there = screen.iter().filter(|(whose, _)| *whose == who).count();
                let is_wanted = wanted.0.get(&notice(who)).is_some_and(|latest| latest.is_wanted);
                prop_assert_eq!(there, usize::from(is_wanted), "notice {}", who);
            }
        }
    }
}
