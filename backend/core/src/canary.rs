//! Canaries: hosts of the operator whose ports are known, asked along with everybody else's. Where even they look
//! wrong, the fault is on the way or on this side, and what the same round saw of homes is worth nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::net::IpAddr;

use akabeko_shared::{Port, PortState};
use jiff::SignedDuration;
use serde::Deserialize;

/// A host of the operator.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Canary {
    /// Where it is.
    pub address: IpAddr,
    /// Ports that are always open.
    #[serde(default)]
    pub open: BTreeSet<Port>,
    /// Ports that are never open.
    #[serde(default)]
    pub closed: BTreeSet<Port>,
}

impl Canary {
    /// Every port that is known of it.
    pub fn ports(&self) -> impl Iterator<Item = Port> {
        self.open.iter().chain(&self.closed).copied()
    }

    /// What makes no sense about it.
    pub fn fault(&self) -> Option<String> {
        if self.open.is_empty() {
            return Some(format!("{} has no port that is always open, so it proves nothing", self.address));
        }
        let both = self.open.intersection(&self.closed).next();
        both.map(|port| format!("{port} of {} cannot be both open and closed", self.address))
    }
}

/// How a canary looked wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Which canary.
    pub address: IpAddr,
    /// Which of its ports.
    pub port: Port,
    /// How it was seen; none: it was not reached at all.
    pub seen: Option<PortState>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { port, .. } = self;
        match self.seen {
            Some(PortState::Open) => write!(f, "{port} is open and should be closed"),
            Some(seen) => write!(f, "{port} is {} and should be open", seen.word()),
            None => write!(f, "{port} could not be asked and should be open"),
        }
    }
}

/// What was seen of canaries in one round.
pub type Seen = BTreeMap<(IpAddr, Port), PortState>;

/// Whether a round may be believed: every port that is always open was seen open, and none that is never open.
/// Without canaries nothing speaks against it.
///
/// # Errors
/// The first canary that looked wrong, in the order of the configuration.
pub fn judge(canaries: &[Canary], seen: &Seen) -> Result<(), Failure> {
    let failures = canaries.iter().flat_map(|canary| {
        let state = |port: Port| seen.get(&(canary.address, port)).copied();
        let failure = move |port, seen| Failure { address: canary.address, port, seen };
        let shut = canary.open.iter().filter(move |port| state(**port) != Some(PortState::Open));
        let ajar = canary.closed.iter().filter(move |port| state(**port) == Some(PortState::Open));
        shut.chain(ajar).map(move |port| failure(*port, state(*port)))
    });
    failures.into_iter().next().map_or(Ok(()), Err)
}

/// How long routine scans rest after so many void rounds in a row: half a minute, then twice as long each time, up
/// to a quarter of an hour.
pub fn rest(void_in_a_row: u32) -> SignedDuration {
    let doublings = void_in_a_row.saturating_sub(1).min(5);
    SignedDuration::from_secs(30 << doublings).min(SignedDuration::from_mins(15))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SSH: Port = Port::tcp(22);
    const TELNET: Port = Port::tcp(23);

    #[test]
    fn a_round_is_void_when_a_known_port_looks_wrong() {
        use PortState::{Closed, Filtered, Open, OpenFiltered};
        let table = [
            (Some(Open), Some(Closed), None),
            (Some(Open), Some(Filtered), None),
            (Some(Open), None, None),
            (Some(Closed), Some(Closed), Some("tcp/22 is closed and should be open")),
            (Some(Filtered), Some(Closed), Some("tcp/22 is filtered and should be open")),
            (Some(OpenFiltered), Some(Closed), Some("tcp/22 is open|filtered and should be open")),
            (None, Some(Closed), Some("tcp/22 could not be asked and should be open")),
            (Some(Open), Some(Open), Some("tcp/23 is open and should be closed")),
            (None, Some(Open), Some("tcp/22 could not be asked and should be open")),
        ];
        for (ssh, telnet, expected) in table {
            let seen = [(SSH, ssh), (TELNET, telnet)];
            let seen = seen.into_iter().filter_map(|(port, state)| Some(((host(1), port), state?))).collect();
            let failure = judge(&[canary(1)], &seen).err();
            assert_eq!(failure.map(|failure| failure.to_string()).as_deref(), expected, "{ssh:?} {telnet:?}");
        }
    }

    #[test]
    fn every_canary_counts_and_without_one_nothing_does() {
        let seen = Seen::from([((host(1), SSH), PortState::Open), ((host(2), SSH), PortState::Closed)]);
        assert_eq!(judge(&[], &seen), Ok(()));
        assert_eq!(judge(&[canary(1)], &seen), Ok(()));
        let failure = Failure { address: host(2), port: SSH, seen: Some(PortState::Closed) };
        assert_eq!(judge(&[canary(1), canary(2)], &seen), Err(failure));
    }

    #[test]
    fn the_rest_grows_and_has_an_end() {
        let rests = [1, 2, 3, 4, 5, 6, 7, u32::MAX].map(|void| rest(void).as_secs());
        assert_eq!(rests, [30, 60, 120, 240, 480, 900, 900, 900]);
        assert_eq!(rest(0).as_secs(), 30);
    }

    #[test]
    fn a_canary_that_proves_nothing_is_a_fault() {
        let fault = |open: &[Port], closed: &[Port]| {
            let (open, closed) = (open.iter().copied().collect(), closed.iter().copied().collect());
            Canary { address: host(1), open, closed }.fault()
        };
        assert_eq!(fault(&[SSH], &[]), None);
        assert!(fault(&[], &[TELNET]).unwrap().contains("proves nothing"));
        assert!(fault(&[SSH, TELNET], &[TELNET]).unwrap().starts_with("tcp/23 of 192.0.2.1 cannot be both"));
    }

    fn host(last: u8) -> IpAddr {
        [192, 0, 2, last].into()
    }

    fn canary(last: u8) -> Canary {
        Canary { address: host(last), open: [SSH].into(), closed: [TELNET].into() }
    }
}
