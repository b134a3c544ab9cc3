//! Lists of things that broke an invariant, or that lead where chance seldom goes, each by its name.

use crate::happens;
use crate::op::Op;

/// Ten looks at another home, and the looks at the home that a notice is about are not looked at any more.
#[test]
fn a_closed_notice_stays_closed_while_its_person_is_elsewhere() {
    let ops = [Op::Send(false), Op::Pass(1), Op::CloseAll(1), Op::Pass(8), Op::Move(1), Op::Pass(48)];
    happens(&ops).unwrap();
}

/// A change to the agent's memory that made it forget this got past the lists that chance drew.
#[test]
fn a_closing_is_said_once_however_often_the_agent_restarts() {
    let closed = [Op::Send(false), Op::Pass(1), Op::CloseAll(1), Op::Pass(8)];
    let again = [Op::RestartAgent(1), Op::Pass(4), Op::RestartBackend, Op::RestartAgent(1), Op::Pass(4)];
    happens(&[&closed[..], &again].concat()).unwrap();
}
