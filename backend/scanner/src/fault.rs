//! What the error of a socket says: about the far side, or only about this one.
//!
//! A call that fails has sent nothing, so it tells nothing about the port: a scanner without a network must not
//! see a world of firewalls. Only what the network brings back later is about the far side.

use std::io::{Error, ErrorKind};

use akabeko_shared::PortState;

use crate::record::Outcome;

/// What it means that a call failed before anything left. A refusal is no fault of this side: it has already come
/// back.
pub(crate) fn of_call(error: &Error) -> Outcome {
    if error.kind() == ErrorKind::ConnectionRefused {
        Outcome::seen(PortState::Closed)
    } else if is_shortage(error) {
        Outcome::Short
    } else {
        Outcome::Unsent
    }
}

/// What it means that the network brought back an error. ICMP unreachable arrives as errors that differ between
/// systems, so whatever is not known to be something else is one of them.
pub(crate) fn of_network(error: &Error) -> Outcome {
    let kind = error.kind();
    if kind == ErrorKind::ConnectionRefused {
        Outcome::seen(PortState::Closed)
    } else if kind == ErrorKind::TimedOut {
        Outcome::Silent
    } else if is_shortage(error) {
        Outcome::Short
    } else if kind == ErrorKind::NetworkDown {
        Outcome::Unsent
    } else {
        Outcome::seen(PortState::Filtered)
    }
}

fn is_shortage(error: &Error) -> bool {
    let passing = [ErrorKind::AddrInUse, ErrorKind::AddrNotAvailable, ErrorKind::OutOfMemory];
    passing.contains(&error.kind()) || error.kind() == ErrorKind::WouldBlock || is_out_of_files(error)
}

#[cfg(unix)]
fn is_out_of_files(error: &Error) -> bool {
    use nix::errno::Errno;
    let short = [Errno::EMFILE, Errno::ENFILE, Errno::ENOBUFS];
    error.raw_os_error().is_some_and(|code| short.contains(&Errno::from_raw(code)))
}

#[cfg(not(unix))]
fn is_out_of_files(_error: &Error) -> bool {
    false
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
            (Errno::ECONNREFUSED, Outcome::seen(PortState::Closed)),
        ] {
            assert_eq!(of_call(&errno.into()), outcome, "{errno}");
        }
    }

    #[test]
    fn what_the_network_brings_back_is_about_the_far_side() {
        for (errno, outcome) in [
            (Errno::ENETUNREACH, Outcome::seen(PortState::Filtered)),
            (Errno::EHOSTUNREACH, Outcome::seen(PortState::Filtered)),
            (Errno::EACCES, Outcome::seen(PortState::Filtered)),
            (Errno::ENOPROTOOPT, Outcome::seen(PortState::Filtered)),
            (Errno::EPROTO, Outcome::seen(PortState::Filtered)),
            (Errno::ECONNREFUSED, Outcome::seen(PortState::Closed)),
            (Errno::ETIMEDOUT, Outcome::Silent),
            (Errno::ENOBUFS, Outcome::Short),
            (Errno::ENETDOWN, Outcome::Unsent),
        ] {
            assert_eq!(of_network(&errno.into()), outcome, "{errno}");
        }
    }
}
