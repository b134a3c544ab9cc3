//! Whether a notice still wants attention: what the person answered, and what scans saw since.
//!
//! A closure counts only when it was seen: a scan of the same network looked at every port in question and found
//! none open. Silence of the device is no closure, nor is a look from somewhere else; and where a port itself is
//! silent, as behind most home routers, either another port of the same look answered, so that the way was clear,
//! or a second look in a row must be as silent.

use akabeko_shared::survey::{Outcome, Step, Survey};
use akabeko_shared::wire::NoticeState;
use akabeko_shared::{NetworkKey, Port, PortState};

/// What one scan saw of a notice's ports.
#[derive(Clone, Debug)]
pub struct Look {
    /// Where, as the device told its networks apart.
    pub network: Option<NetworkKey>,
    /// The ports it looked at.
    pub seen: Vec<(Port, PortState)>,
}

/// What a notice is about.
#[derive(Clone, Debug)]
pub struct About<'a> {
    /// Its ports.
    pub ports: &'a [Port],
    /// The network that they were seen open in, where the device said.
    pub network: Option<&'a NetworkKey>,
}

/// How a notice stands, and whether one more look would tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether it wants attention.
    pub state: NoticeState,
    /// The newest look found only silence, which a second look can confirm.
    pub look_again: bool,
}

/// How a notice that stood at `before` stands after `survey` and the `looks` since it was sent, newest first. The
/// newest look that says anything about every port in question decides, with the one before it where it found only
/// silence; without any, a closed notice stays closed.
pub fn standing(about: &About, survey: &Survey, looks: &[Look], before: NoticeState) -> Standing {
    let in_question: Vec<Port> = about.ports.iter().copied().filter(|port| concerns(survey, *port)).collect();
    if in_question.is_empty() {
        return Standing { state: NoticeState::Ended, look_again: false };
    }
    let mut telling =
        looks.iter().filter(|look| about.is_in(look.network.as_ref()) && covers(look, &in_question));
    let mut next = || telling.next().map(|look| saw(look, &in_question));
    let (newest, second) = (next(), next());
    let was_closed = before == NoticeState::Closed;
    let (is_closed, look_again) = match (newest, second) {
        (None, _) => (was_closed, false),
        (Some(Saw::Open), _) => (false, false),
        (Some(Saw::Closed), _) | (Some(Saw::Silence), Some(Saw::Closed | Saw::Silence)) => (true, false),
        (Some(Saw::Silence), None) if was_closed => (true, false),
        (Some(Saw::Silence), Some(Saw::Open) | None) => (false, true),
    };
    Standing { state: if is_closed { NoticeState::Closed } else { NoticeState::Open }, look_again }
}

/// What a look says about the ports in question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Saw {
    /// One of them is open.
    Open,
    /// None is, and the way to them was clear.
    Closed,
    /// None is, as far as silence tells.
    Silence,
}

impl About<'_> {
    /// Whether a look from this network was made where the notice is about, as far as anyone knows.
    pub fn is_in(&self, network: Option<&NetworkKey>) -> bool {
        match (self.network, network) {
            (Some(wanted), Some(seen)) => wanted == seen,
            (Some(_), None) | (None, Some(_)) | (None, None) => true,
        }
    }
}

/// Whether the person is still expected to do something about this port.
fn concerns(survey: &Survey, port: Port) -> bool {
    if survey.is_not_mine() {
        return false;
    }
    match survey.step(port) {
        Step::End(Outcome::AskAdministrator | Outcome::ProtectDevice | Outcome::CheckService) => false,
        Step::End(Outcome::CloseIt | Outcome::GetSupport) => true,
        Step::AskNetwork | Step::AskIntent | Step::AskAbility => true,
    }
}

fn covers(look: &Look, ports: &[Port]) -> bool {
    ports.iter().all(|port| look.seen.iter().any(|(seen, _)| seen == port))
}

fn saw(look: &Look, ports: &[Port]) -> Saw {
    let answered = |state: PortState| match state {
        PortState::Open | PortState::Closed => true,
        PortState::Filtered | PortState::OpenFiltered => false,
    };
    if look.seen.iter().any(|(seen, state)| ports.contains(seen) && *state == PortState::Open) {
        Saw::Open
    } else if look.seen.iter().any(|(_, state)| answered(*state)) {
        Saw::Closed
    } else {
        Saw::Silence
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TELNET: Port = Port::tcp(23);
    const SSH: Port = Port::tcp(22);

    fn after(presses: &str) -> Survey {
        Survey::replay(presses.split_whitespace().map(|press| press.parse().unwrap()))
    }

    fn look(network: Option<&str>, seen: &[(Port, PortState)]) -> Look {
        let network = network.map(|key| NetworkKey::try_from(key.to_owned()).unwrap());
        Look { network, seen: seen.to_vec() }
    }

    fn state(presses: &str, seen: &[(Port, PortState)]) -> NoticeState {
        let about = About { ports: &[SSH, TELNET], network: None };
        standing(&about, &after(presses), &[look(None, seen)], NoticeState::Open).state
    }

    #[test]
    fn a_notice_closes_when_a_scan_saw_every_port_not_open() {
        use PortState::{Closed, Filtered, Open};
        assert_eq!(state("", &[(SSH, Closed), (TELNET, Filtered)]), NoticeState::Closed);
        assert_eq!(state("", &[(SSH, Closed), (TELNET, Open)]), NoticeState::Open);
        assert_eq!(state("", &[(SSH, Closed)]), NoticeState::Open);
        assert_eq!(state("", &[]), NoticeState::Open);
    }

    #[test]
    fn an_intended_port_no_longer_counts() {
        use PortState::{Closed, Open};
        let presses = "network.home intent.tcp-22.intended";
        assert_eq!(state(presses, &[(SSH, Open), (TELNET, Closed)]), NoticeState::Closed);
        let both = "network.home intent.tcp-22.intended intent.tcp-23.intended";
        assert_eq!(state(both, &[(SSH, Open), (TELNET, Open)]), NoticeState::Ended);
    }

    #[test]
    fn work_and_away_end_the_notice_and_unknown_does_not() {
        assert_eq!(state("network.work", &[]), NoticeState::Ended);
        assert_eq!(state("network.away", &[]), NoticeState::Ended);
        assert_eq!(state("network.home intent.tcp-22.unknown intent.tcp-23.unknown", &[]), NoticeState::Open);
        assert_eq!(state("network.work network.home", &[]), NoticeState::Open);
    }

    #[test]
    fn the_newest_look_that_covers_the_ports_decides() {
        let about = About { ports: &[TELNET], network: None };
        let open = look(None, &[(TELNET, PortState::Open)]);
        let closed = look(None, &[(TELNET, PortState::Closed)]);
        let elsewhere = look(None, &[(SSH, PortState::Closed)]);
        let stands = |looks: &[&Look]| {
            let looks: Vec<Look> = looks.iter().map(|look| (*look).clone()).collect();
            standing(&about, &Survey::default(), &looks, NoticeState::Open).state
        };
        assert_eq!(stands(&[&open, &closed]), NoticeState::Open);
        assert_eq!(stands(&[&closed, &open]), NoticeState::Closed);
        assert_eq!(stands(&[&elsewhere, &closed]), NoticeState::Closed);
        assert_eq!(stands(&[]), NoticeState::Open);
    }

    #[test]
    fn silence_closes_only_when_the_way_was_clear_or_a_second_look_is_silent_too() {
        use PortState::{Closed, Filtered, Open, OpenFiltered};
        let about = About { ports: &[TELNET], network: None };
        let silent = look(None, &[(TELNET, Filtered)]);
        let stands = |looks: &[Look]| standing(&about, &Survey::default(), looks, NoticeState::Open);
        let again = Standing { state: NoticeState::Open, look_again: true };
        let closed = Standing { state: NoticeState::Closed, look_again: false };
        assert_eq!(stands(std::slice::from_ref(&silent)), again);
        assert_eq!(stands(&[silent.clone(), silent.clone()]), closed);
        assert_eq!(stands(&[silent.clone(), look(None, &[(TELNET, Open)])]), again);
        assert_eq!(stands(&[silent.clone(), look(None, &[(TELNET, Closed)])]), closed);
        assert_eq!(stands(&[look(None, &[(TELNET, Filtered), (SSH, Closed)])]), closed);
        assert_eq!(stands(&[look(None, &[(TELNET, Filtered), (SSH, OpenFiltered)])]), again);
    }

    #[test]
    fn a_closed_notice_stays_closed_until_a_look_says_otherwise() {
        let about = About { ports: &[TELNET], network: None };
        let stands = |looks: &[Look]| standing(&about, &Survey::default(), looks, NoticeState::Closed).state;
        assert_eq!(stands(&[]), NoticeState::Closed);
        assert_eq!(stands(&[look(None, &[(SSH, PortState::Open)])]), NoticeState::Closed);
        assert_eq!(stands(&[look(None, &[(TELNET, PortState::Filtered)])]), NoticeState::Closed);
        assert_eq!(stands(&[look(None, &[(TELNET, PortState::Open)])]), NoticeState::Open);
    }

    #[test]
    fn a_look_from_another_network_is_no_closure() {
        let home = NetworkKey::try_from("00112233445566aa".to_owned()).unwrap();
        let about = About { ports: &[TELNET], network: Some(&home) };
        let seen = [(TELNET, PortState::Closed)];
        let at =
            |network| standing(&about, &Survey::default(), &[look(network, &seen)], NoticeState::Open).state;
        assert_eq!(at(Some("ffffffffffffffff")), NoticeState::Open);
        assert_eq!(at(Some("00112233445566aa")), NoticeState::Closed);
        assert_eq!(at(None), NoticeState::Closed);
    }
}
