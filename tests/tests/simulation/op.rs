//! What can happen in a world: drawn by chance, in lists that shrink.

use akabeko_shared::Port;
use akabeko_tests::fault::Lost;
use proptest::bool::weighted;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// How many people there are.
pub(crate) const PEOPLE: usize = 4;

/// The ports whose doors open and close.
pub(crate) const PORTS: [Port; 3] = [Port::tcp(22), Port::tcp(23), Port::udp(53)];

/// One thing that happens.
#[derive(Clone, Debug)]
pub(crate) enum Op {
    /// So many steps of six hours pass.
    Pass(u8),
    /// A device goes off, until its check-in is no longer fresh.
    Off(usize),
    /// It comes on again.
    On(usize),
    /// Somebody moves to another home and leaves the doors of the old one as they are.
    Move(usize),
    /// Somebody moves back to where they were before.
    Return(usize),
    /// A door opens.
    Open(usize, Port),
    /// A door closes.
    Close(usize, Port),
    /// All doors of a home close.
    CloseAll(usize),
    /// The backend goes down and comes back.
    RestartBackend,
    /// An agent is killed and starts again.
    RestartAgent(usize),
    /// Somebody's next call gets lost.
    Lose(usize, Lost),
    /// Somebody presses one of the buttons that their page offers, and the call may get lost.
    Answer(usize, u8, Option<Lost>),
    /// Somebody asks for a scan in the app, and waits for what it saw or does not.
    Rescan(usize, bool),
    /// Somebody asks for a scan on their page.
    RescanOnPage(usize),
    /// Somebody wants quiet for so many hours.
    Quiet(usize, u8),
    /// Somebody wants to see to their notices in so many hours.
    Snooze(usize, u8),
    /// Somebody takes their consent back, and the call may get lost.
    Withdraw(usize, Option<Lost>),
    /// Somebody agrees again, likewise.
    Agree(usize, Option<Lost>),
    /// An operator sends a campaign, with or without an arm that waits.
    Send(bool),
    /// An agent hears everything again, in another order.
    Replay(usize, u8),
}

impl Op {
    /// Whose doors, home or answers it changes.
    pub(crate) fn changes(&self) -> Option<usize> {
        match self {
            Self::Move(who) | Self::Return(who) | Self::CloseAll(who) => Some(*who),
            Self::Open(who, _) | Self::Close(who, _) | Self::Answer(who, ..) => Some(*who),
            Self::Pass(_) | Self::Off(_) | Self::On(_) | Self::RestartBackend | Self::RestartAgent(_) => None,
            Self::Lose(..) | Self::Rescan(..) | Self::RescanOnPage(_) | Self::Quiet(..) => None,
            Self::Snooze(..) | Self::Withdraw(..) | Self::Agree(..) => None,
            Self::Send(_) | Self::Replay(..) => None,
        }
    }
}

/// Lists of things that happen.
pub(crate) fn lists() -> impl Strategy<Value = Vec<Op>> {
    let (before, after) = (vec(op(), 0..6), vec(op(), 16..24));
    (before, weighted(0.7), after).prop_map(|(before, waits, after)| {
        before.into_iter().chain([Op::Send(waits), Op::Pass(1)]).chain(after).collect()
    })
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        9 => (1..=14_u8).prop_map(Op::Pass),
        2 => any::<bool>().prop_map(Op::Send),
        9 => (0..PEOPLE, any::<u8>(), option::weighted(0.3, lost()))
            .prop_map(|(who, which, lost)| Op::Answer(who, which, lost)),
        14 => of_a_device(),
        8 => of_a_home(),
        2 => Just(Op::RestartBackend),
    ]
}

fn of_a_device() -> impl Strategy<Value = Op> {
    prop_oneof![
        2 => (0..PEOPLE).prop_map(Op::Off),
        2 => (0..PEOPLE).prop_map(Op::On),
        3 => (0..PEOPLE).prop_map(Op::RestartAgent),
        4 => (0..PEOPLE, lost()).prop_map(|(who, lost)| Op::Lose(who, lost)),
        2 => (0..PEOPLE, any::<bool>()).prop_map(|(who, waits)| Op::Rescan(who, waits)),
        1 => (0..PEOPLE).prop_map(Op::RescanOnPage),
        1 => (0..PEOPLE, 1..72_u8).prop_map(|(who, hours)| Op::Quiet(who, hours)),
        1 => (0..PEOPLE, 1..200_u8).prop_map(|(who, hours)| Op::Snooze(who, hours)),
        1 => (0..PEOPLE, option::weighted(0.3, lost())).prop_map(|(who, lost)| Op::Withdraw(who, lost)),
        2 => (0..PEOPLE, option::weighted(0.3, lost())).prop_map(|(who, lost)| Op::Agree(who, lost)),
        2 => (0..PEOPLE, any::<u8>()).prop_map(|(who, order)| Op::Replay(who, order)),
    ]
}

fn of_a_home() -> impl Strategy<Value = Op> {
    let port = || proptest::sample::select(PORTS.to_vec());
    prop_oneof![
        2 => (0..PEOPLE).prop_map(Op::Move),
        1 => (0..PEOPLE).prop_map(Op::Return),
        2 => (0..PEOPLE, port()).prop_map(|(who, port)| Op::Open(who, port)),
        3 => (0..PEOPLE, port()).prop_map(|(who, port)| Op::Close(who, port)),
        3 => (0..PEOPLE).prop_map(Op::CloseAll),
    ]
}

fn lost() -> impl Strategy<Value = Lost> {
    prop_oneof![Just(Lost::Request), Just(Lost::Reply)]
}
