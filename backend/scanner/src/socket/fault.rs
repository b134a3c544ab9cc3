//! What the error of a socket says: about the far side, or only about this one.
//!
//! A call that fails has sent nothing, so it tells nothing about the port: a scanner without a network must not
//! see a world of firewalls. Only what the network brings back later is about the far side.

use std::io::{Error, ErrorKind};

use akabeko_shared::PortState;

use crate::limit::is_shortage;

/// What came of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The state is known.
    Seen(PortState),
    /// Nothing came back in time.
    Silent,
    /// Nothing was sent for want of sockets, ports or memory: worth another try soon.
    Short,
    /// Nothing was sent, and another try soon would end alike: no route, a firewall on this side.
    Unsent,
}

/// What it means that a call failed before anything left. A refusal is no fault of this side: it has already come
/// back.
pub(super) fn of_call(error: &Error) -> Outcome {
    if error.kind() == ErrorKind::ConnectionRefused {
        Outcome::Seen(PortState::Closed)
    } else if is_shortage(error) {
        Outcome::Short
    } else {
        Outcome::Unsent
    }
}

/// What it means that the network brought back an error. ICMP unreachable arrives as errors that differ between
/// systems, so whatever is not known to be something else is one of them.
pub(super) fn of_network(error: &Error) -> Outcome {
    let kind = error.kind();
    if kind == ErrorKind::ConnectionRefused {
        Outcome::Seen(PortState::Closed)
    } else if kind == ErrorKind::TimedOut {
        Outcome::Silent
    } else if is_shortage(error) {
        Outcome::Short
    } else if kind == ErrorKind::NetworkDown {
        Outcome::Unsent
    } else {
        Outcome::Seen(PortState::Filtered)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use nix::errno::Errno;

    use super::*;

    #[test]
    fn a_call_that_fails_never_says_filtered() {
        for (errno, outcome) in [
            (Errno::ENETUNREACH, Outcome::Unsent),
            (Errno::EHOSTUNREACH, Outcome::Unsent),
            (Errno::ENETDOWN, Outcome::Unsent),
            (Errno::EPERM, Outcome::Unsent),
            (Errno::EACCES, Outcome::Unsent),
            (Errno::EINVAL, Outcome::Unsent),
            (Errno::EAFNOSUPPORT, Outcome::Unsent),
            (Errno::ETIMEDOUT, Outcome::Unsent),
            (Errno::ENOBUFS, Outcome::Short),
            (Errno::ENOMEM, Outcome::Short),
            (Errno::EMFILE, Outcome::Short),
            (Errno::ENFILE, Outcome::Short),
            (Errno::EAGAIN, Outcome::Short),
            (Errno::EADDRNOTAVAIL, Outcome::Short),
            (Errno::ECONNREFUSED, Outcome::Seen(PortState::Closed)),
        ] {
            assert_eq!(of_call(&errno.into()), outcome, "{errno}");
        }
    }

    #[test]
    fn what_the_network_brings_back_is_about_the_far_side() {
        for (errno, outcome) in [
            (Errno::ENETUNREACH, Outcome::Seen(PortState::Filtered)),
            (Errno::EHOSTUNREACH, Outcome::Seen(PortState::Filtered)),
            (Errno::EACCES, Outcome::Seen(PortState::Filtered)),
            (Errno::ENOPROTOOPT, Outcome::Seen(PortState::Filtered)),
            (Errno::EPROTO, Outcome::Seen(PortState::Filtered)),
            (Errno::ECONNREFUSED, Outcome::Seen(PortState::Closed)),
            (Errno::ETIMEDOUT, Outcome::Silent),
            (Errno::ENOBUFS, Outcome::Short),
            (Errno::ENETDOWN, Outcome::Unsent),
        ] {
            assert_eq!(of_network(&errno.into()), outcome, "{errno}");
        }
    }
}
