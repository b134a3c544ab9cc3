//! Slowing down when the kernel or the replies say so, and speeding up again little by little.
//!
//! As in TCP (RFC 5681) the rate is halved at once and regained slowly: what is lost on a crowded way is not only
//! asked for again, it also hides open ports.

use std::time::{Duration, Instant};

/// The least rate in packets a second: slower than this no trouble is of our making.
const LEAST: f64 = 50.0;

/// A halving shows its effect before the next one.
const SETTLES: Duration = Duration::from_millis(500);

/// By how much of itself the rate grows in a second.
const REGAINED: f64 = 0.1;

/// How long packets are counted to know the present rate.
const WINDOW: Duration = Duration::from_millis(100);

/// The rate that is allowed at the moment, if any limit is in force.
#[derive(Debug, Default)]
pub(crate) struct Throttle {
    slowed: Option<Slowed>,
    window: Option<(Instant, u32)>,
    measured: f64,
}

#[derive(Debug)]
struct Slowed {
    rate: f64,
    at: Instant,
    /// The rate before all the trouble, at which the limit is lifted.
    before: f64,
}

impl Throttle {
    /// Counts a packet that leaves now.
    pub(crate) fn count(&mut self, now: Instant) {
        let (start, sent) = self.window.unwrap_or((now, 0));
        let length = now.duration_since(start);
        if length >= WINDOW {
            self.measured = f64::from(sent) / length.as_secs_f64();
            self.window = Some((now, 1));
        } else {
            self.window = Some((start, sent + 1));
        }
    }

    /// Halves the rate, once in a while.
    pub(crate) fn slow_down(&mut self, now: Instant) {
        if self.slowed.as_ref().is_some_and(|slowed| now.duration_since(slowed.at) < SETTLES) {
            return;
        }
        let present = self.slowed.as_ref().map_or(self.measured, |slowed| slowed.now(now));
        let before = self.slowed.as_ref().map_or(self.measured, |slowed| slowed.before);
        self.slowed = Some(Slowed { rate: (present / 2.0).max(LEAST), at: now, before });
    }

    /// The time between two packets, if the rate is limited now.
    pub(crate) fn gap(&mut self, now: Instant) -> Option<Duration> {
        let slowed = self.slowed.as_ref()?;
        let rate = slowed.now(now);
        if rate >= slowed.before.max(LEAST) {
            self.slowed = None;
            return None;
        }
        Some(Duration::from_secs_f64(1.0 / rate))
    }
}

impl Slowed {
    fn now(&self, now: Instant) -> f64 {
        self.rate * (1.0 + REGAINED).powf(now.duration_since(self.at).as_secs_f64())
    }
}

/// Watches how many of the first requests are answered. Homes come in random order, so a share that suddenly falls
/// tells of packets lost on the way, not of homes.
#[derive(Debug)]
pub(crate) struct Pulse {
    since: Instant,
    sent: u32,
    answered: u32,
    usual: Option<f64>,
    fallen: u8,
}

/// How long requests are counted before they are compared.
const BEAT: Duration = Duration::from_millis(500);

/// How many answers must be expected for their absence to tell anything: less than half of 30 is no chance
/// (a Poisson variable does that once in 2,000 times).
const EXPECTED: f64 = 30.0;

/// What falls so often in a row has become usual.
const GIVES_IN: u8 = 5;

impl Pulse {
    pub(crate) fn new(now: Instant) -> Self {
        Self { since: now, sent: 0, answered: 0, usual: None, fallen: 0 }
    }

    /// Counts a first request.
    pub(crate) fn sent(&mut self) {
        self.sent += 1;
    }

    /// Counts an answer to a first request.
    pub(crate) fn answered(&mut self) {
        self.answered += 1;
    }

    /// Whether the share of answers has just fallen by half.
    pub(crate) fn falls(&mut self, now: Instant) -> bool {
        if now.duration_since(self.since) < BEAT || self.sent == 0 {
            return false;
        }
        let share = f64::from(self.answered) / f64::from(self.sent);
        let falls = self.usual.is_some_and(|usual| {
            let expected = usual * f64::from(self.sent);
            expected >= EXPECTED && f64::from(self.answered) < expected / 2.0
        });
        self.fallen = if falls { self.fallen + 1 } else { 0 };
        if !falls || self.fallen > GIVES_IN {
            self.usual = Some(self.usual.map_or(share, |usual| 0.7 * usual + 0.3 * share));
        }
        (self.since, self.sent, self.answered) = (now, 0, 0);
        falls
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn running(rate: u32, start: Instant) -> Throttle {
        let mut throttle = Throttle::default();
        for tenth in 0..20 {
            (0..rate / 10).for_each(|_| throttle.count(start + tenth * WINDOW));
        }
        throttle
    }

    #[test]
    fn nothing_is_limited_without_trouble() {
        assert_eq!(running(1_000, Instant::now()).gap(Instant::now() + 2 * SECOND), None);
    }

    #[test]
    fn trouble_halves_the_rate_once_and_time_regains_it() {
        let start = Instant::now();
        let mut throttle = running(1_000, start);
        let now = start + 2 * SECOND;
        throttle.slow_down(now);
        throttle.slow_down(now + SETTLES / 2);
        let rate = |gap: Option<Duration>| gap.map(|gap| (1.0 / gap.as_secs_f64()).round());
        assert_eq!(rate(throttle.gap(now)), Some(500.0));
        assert_eq!(rate(throttle.gap(now + SECOND)), Some(550.0));
        assert_eq!(throttle.gap(now + 8 * SECOND), None, "1.1 to the 8th is more than 2");
    }

    #[test]
    fn lasting_trouble_ends_at_a_walking_pace() {
        let start = Instant::now();
        let mut throttle = running(1_000, start);
        (2..40).for_each(|second| throttle.slow_down(start + second * SECOND));
        let gap = throttle.gap(start + 39 * SECOND).unwrap();
        assert!(gap <= Duration::from_secs_f64(1.0 / LEAST) && gap > Duration::from_millis(15), "{gap:?}");
    }

    #[test]
    fn only_a_share_that_falls_by_half_is_a_fall() {
        let start = Instant::now();
        for (answers, falls) in [(100, false), (60, false), (49, true), (0, true)] {
            let mut pulse = Pulse::new(start);
            assert!(!beat(&mut pulse, 1_000, 100, start + BEAT));
            assert_eq!(beat(&mut pulse, 1_000, answers, start + 2 * BEAT), falls, "{answers}");
        }
    }

    #[test]
    fn few_answers_tell_nothing() {
        let start = Instant::now();
        let mut pulse = Pulse::new(start);
        assert!(!beat(&mut pulse, 100, 10, start + BEAT));
        assert!(!beat(&mut pulse, 100, 0, start + 2 * BEAT));
    }

    #[test]
    fn what_stays_low_becomes_usual() {
        let start = Instant::now();
        let mut pulse = Pulse::new(start);
        beat(&mut pulse, 1_000, 500, start + BEAT);
        let falls = (2..40).filter(|beats| beat(&mut pulse, 1_000, 100, start + *beats * BEAT)).count();
        assert!((5..12).contains(&falls), "{falls}");
    }

    fn beat(pulse: &mut Pulse, sent: u32, answered: u32, now: Instant) -> bool {
        (0..sent).for_each(|_| pulse.sent());
        (0..answered).for_each(|_| pulse.answered());
        pulse.falls(now)
    }
}
