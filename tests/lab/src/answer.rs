//! What homes answer over UDP: each service only to a correct request of its own protocol.

mod dns;
mod memcached;
mod nat_pmp;
mod ntp;
mod ssdp;

use std::net::Ipv4Addr;
use std::time::Duration;

/// The ports behind which something answers.
pub const PORTS: [u16; 8] = [19, 53, 123, 1900, 5350, 5351, 5353, 11211];

/// One datagram that answers another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What it says.
    pub bytes: Vec<u8>,
    /// How long the device thinks about it.
    pub after: Duration,
    /// Whether it leaves from another port than the one that was asked.
    pub from_elsewhere: bool,
}

impl Answer {
    /// An answer at once, from the port that was asked.
    fn plain(bytes: Vec<u8>) -> Self {
        Self { bytes, after: Duration::ZERO, from_elsewhere: false }
    }
}

/// What the home at this address answers to a request to this port, if anything.
pub fn answer(port: u16, request: &[u8], asked: Ipv4Addr) -> Option<Answer> {
    match port {
        19 => Some(Answer::plain(characters())),
        53 => dns::refusal(request).map(Answer::plain),
        123 => ntp::time(request).map(Answer::plain),
        1900 => ssdp::find(request, asked),
        5350 | 5351 => nat_pmp::reply(request, asked).map(Answer::plain),
        5353 => dns::services(request).map(Answer::plain),
        11211 => memcached::reply(request).map(Answer::plain),
        _ => None,
    }
}

/// Four lines of the rotating pattern (RFC 864).
fn characters() -> Vec<u8> {
    let line = |start: u8| (start..start + 72).map(|place| b' ' + 1 + place % 94).chain(*b"\r\n");
    (0..4).flat_map(line).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOME: Ipv4Addr = Ipv4Addr::new(10, 64, 0, 1);

    #[test]
    fn chargen_answers_anything_and_nobody_else_answers_nothing() {
        for port in PORTS {
            assert_eq!(answer(port, b"", HOME).is_some(), port == 19, "{port}");
            assert_eq!(answer(port, b"?", HOME).is_some(), port == 19, "{port}");
        }
        assert_eq!(answer(19, b"", HOME).unwrap().bytes.len(), 4 * 74);
        assert_eq!(answer(161, b"\r\n", HOME), None);
    }

    proptest! {
        #[test]
        fn no_request_makes_a_home_panic(port in prop::sample::select(&PORTS[..]), request: Vec<u8>) {
            answer(port, &request, HOME);
        }
    }
}
