//! How long an answer may take, learned from the answers that came.

use std::time::Duration;

use akabeko_shared::{Port, Protocol};

/// How many answers tell enough about the network to wait less than the longest time.
const ENOUGH: u32 = 50;

/// How much later than the slowest lately an answer may come.
const MARGIN: u32 = 4;

/// Nothing is given up sooner, however quick the others were.
const LEAST: Duration = Duration::from_millis(500);

/// SSDP devices think about their answer for up to this long, because our search lets them (`MX: 1`).
const SSDP_THOUGHT: Duration = Duration::from_secs(1);

/// The time an answer may take. It never exceeds what the operator allows.
#[derive(Clone, Debug)]
pub(crate) struct Patience {
    tcp: Duration,
    udp: Duration,
    slowest: Duration,
    answers: u32,
}

impl Patience {
    /// Waits this long at most.
    pub(crate) fn new(tcp: Duration, udp: Duration) -> Self {
        Self { tcp, udp, slowest: Duration::ZERO, answers: 0 }
    }

    /// Learns from an answer that came this long after the latest request. Old ones are forgotten little by little.
    pub(crate) fn learn(&mut self, took: Duration) {
        self.answers = self.answers.saturating_add(1);
        let faded = self.slowest - self.slowest / 1_024;
        self.slowest = faded.max(took);
    }

    /// How long after a request to this port an answer may still come.
    pub(crate) fn of(&self, port: Port) -> Duration {
        let most = match port.protocol {
            Protocol::Tcp => self.tcp,
            Protocol::Udp => self.udp,
        };
        if self.answers < ENOUGH {
            most
        } else {
            (self.slowest * MARGIN).max(LEAST).saturating_add(thought(port)).min(most)
        }
    }
}

/// Whether devices behind this port may take their time.
pub(crate) fn takes_thought(port: Port) -> bool {
    !thought(port).is_zero()
}

fn thought(port: Port) -> Duration {
    if port == Port::udp(1900) { SSDP_THOUGHT } else { Duration::ZERO }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MILLISECOND: Duration = Duration::from_millis(1);

    fn after(answers: u32, took: Duration) -> Patience {
        let mut patience = Patience::new(3_000 * MILLISECOND, 2_000 * MILLISECOND);
        (0..answers).for_each(|_| patience.learn(took));
        patience
    }

    #[test]
    fn little_is_known_from_few_answers() {
        let patience = after(ENOUGH - 1, MILLISECOND);
        assert_eq!(patience.of(Port::tcp(23)), 3_000 * MILLISECOND);
        assert_eq!(patience.of(Port::udp(53)), 2_000 * MILLISECOND);
    }

    #[test]
    fn quick_answers_shorten_the_wait_and_slow_ones_lengthen_it() {
        for (took, tcp, udp, ssdp) in [
            (1, 500, 500, 1_500),
            (200, 800, 800, 1_800),
            (400, 1_600, 1_600, 2_000),
            (9_000, 3_000, 2_000, 2_000),
        ] {
            let patience = after(ENOUGH, took * MILLISECOND);
            let of = |port| patience.of(port);
            assert_eq!(of(Port::tcp(23)), tcp * MILLISECOND, "{took}");
            assert_eq!(of(Port::udp(53)), udp * MILLISECOND, "{took}");
            assert_eq!(of(Port::udp(1900)), ssdp * MILLISECOND, "{took}");
        }
    }

    #[test]
    fn one_slow_answer_is_forgotten_in_time() {
        let mut patience = after(ENOUGH, 700 * MILLISECOND);
        assert_eq!(patience.of(Port::tcp(23)), 2_800 * MILLISECOND);
        (0..10_000).for_each(|_| patience.learn(MILLISECOND));
        assert_eq!(patience.of(Port::tcp(23)), 500 * MILLISECOND);
    }
}
