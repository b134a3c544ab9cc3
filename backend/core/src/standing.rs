//! Whether a notice still wants attention: what the person answered, and what scans saw since.
//!
//! A closure counts only when it was seen: a scan of the same network looked at every port in question and found
//! none open. Silence of the device is never a closure, nor is a look from somewhere else.

use akabeko_shared::survey::{Outcome, Step, Survey};
use akabeko_shared::wire::NoticeState;
use akabeko_shared::{NetworkKey, Port, PortState};
use jiff::Timestamp;

/// What one scan saw of a notice's ports.
#[derive(Clone, Debug)]
pub struct Look {
    /// When it ended.
    pub at: Timestamp,
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

/// How a notice stands after `survey` and the `looks` since it was sent, newest first. The newest look that says
/// anything about every port in question decides.
pub fn standing(about: &About, survey: &Survey, looks: &[Look]) -> NoticeState {
    let in_question: Vec<Port> = about.ports.iter().copied().filter(|port| concerns(survey, *port)).collect();
    if in_question.is_empty() {
        return NoticeState::Ended;
    }
    match looks.iter().find(|look| is_there(about, look) && covers(look, &in_question)) {
        Some(look) if saw_closed(look, &in_question) => NoticeState::Closed,
        Some(_) | None => NoticeState::Open,
    }
}

/// Whether a look was made in the notice's network, as far as anyone knows.
fn is_there(about: &About, look: &Look) -> bool {
    match (about.network, &look.network) {
        (Some(wanted), Some(seen)) => wanted == seen,
        (Some(_), None) | (None, Some(_)) | (None, None) => true,
    }
}

/// Whether the person is still expected to do something about this port.
fn concerns(survey: &Survey, port: Port) -> bool {
    match survey.step(port) {
        Step::End(Outcome::AskAdministrator | Outcome::ProtectDevice | Outcome::CheckService) => false,
        Step::End(Outcome::CloseIt | Outcome::GetSupport) => true,
        Step::AskNetwork | Step::AskIntent | Step::AskAbility => true,
    }
}

fn covers(look: &Look, ports: &[Port]) -> bool {
    ports.iter().all(|port| look.seen.iter().any(|(seen, _)| seen == port))
}

fn saw_closed(look: &Look, ports: &[Port]) -> bool {
    !look.seen.iter().any(|(seen, state)| ports.contains(seen) && *state == PortState::Open)
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
        Look { at: Timestamp::UNIX_EPOCH, network, seen: seen.to_vec() }
    }

    fn state(presses: &str, seen: &[(Port, PortState)]) -> NoticeState {
        let about = About { ports: &[SSH, TELNET], network: None };
        standing(&about, &after(presses), &[look(None, seen)])
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
            standing(&about, &Survey::default(), &looks)
        };
        assert_eq!(stands(&[&open, &closed]), NoticeState::Open);
        assert_eq!(stands(&[&closed, &open]), NoticeState::Closed);
        assert_eq!(stands(&[&elsewhere, &closed]), NoticeState::Closed);
        assert_eq!(stands(&[]), NoticeState::Open);
    }

    #[test]
    fn a_look_from_another_network_is_no_closure() {
        let home = NetworkKey::try_from("00112233445566aa".to_owned()).unwrap();
        let about = About { ports: &[TELNET], network: Some(&home) };
        let seen = [(TELNET, PortState::Closed)];
        let at = |network| standing(&about, &Survey::default(), &[look(network, &seen)]);
        assert_eq!(at(Some("ffffffffffffffff")), NoticeState::Open);
        assert_eq!(at(Some("00112233445566aa")), NoticeState::Closed);
        assert_eq!(at(None), NoticeState::Closed);
    }
}
