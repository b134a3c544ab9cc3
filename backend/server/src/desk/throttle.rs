//! How often somebody may be wrong: so many times in a while, by the line they call from, and by the operator whose
//! code they try.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// How many keys are remembered before those whose time has passed are forgotten.
const REMEMBERED: usize = 10_000;

/// Counts tries by key.
pub struct Throttle {
    tries: u32,
    within: SignedDuration,
    counted: Mutex<BTreeMap<Vec<u8>, (Timestamp, u32)>>,
}

impl Throttle {
    /// So many tries within so long.
    pub const fn new(tries: u32, within: SignedDuration) -> Self {
        Self { tries, within, counted: Mutex::new(BTreeMap::new()) }
    }

    /// Counts a try, and says whether it may go on. When too many keys try at once, new ones wait.
    pub fn may_try(&self, key: Vec<u8>, now: Timestamp) -> bool {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.len() >= REMEMBERED {
            counted.retain(|_, (since, _)| now.duration_since(*since) < self.within);
        }
        if counted.len() >= REMEMBERED && !counted.contains_key(&key) {
            return false;
        }
        let (since, count) = counted.entry(key).or_insert((now, 0));
        if now.duration_since(*since) >= self.within {
            (*since, *count) = (now, 0);
        }
        *count = count.saturating_add(1);
        *count <= self.tries
    }

    /// Takes one try back: it turned out to be right. Wrong ones stay counted, so that nobody who knows one right
    /// answer can guess at another without end.
    pub fn take_back(&self, key: &[u8]) {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, count)) = counted.get_mut(key) {
            *count = count.saturating_sub(1);
        }
    }
}

/// The line that an address belongs to. Over IPv6 a customer may have a /48 (RFC 6177).
pub fn line(from: IpAddr) -> Vec<u8> {
    match from {
        IpAddr::V4(four) => four.octets().to_vec(),
        IpAddr::V6(six) => six.octets()[..6].to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WITHIN: SignedDuration = SignedDuration::from_mins(10);

    #[test]
    fn a_line_may_try_so_often_and_again_later() {
        let (throttle, now) = (Throttle::new(10, WITHIN), Timestamp::UNIX_EPOCH);
        let may = |text: &str, now| throttle.may_try(line(text.parse().unwrap()), now);
        assert!((0..10).all(|_| may("2001:db8::1", now)));
        assert!(!may("2001:db8:0:9::2", now), "the same customer");
        assert!(may("2001:db8:1::1", now) && may("192.0.2.1", now));
        assert!(may("2001:db8::1", now + WITHIN));
    }

    #[test]
    fn what_was_right_is_taken_back_and_what_was_wrong_stays() {
        let (throttle, now) = (Throttle::new(2, WITHIN), Timestamp::UNIX_EPOCH);
        let may = || throttle.may_try(b"hanako".to_vec(), now);
        for _ in 0..10 {
            assert!(may());
            throttle.take_back(b"hanako");
        }
        assert!(may() && may() && !may());
        throttle.take_back(b"hanako");
        assert!(!may(), "two wrong ones still count");
    }

    #[test]
    fn it_remembers_no_more_than_it_must() {
        let (throttle, now) = (Throttle::new(10, WITHIN), Timestamp::UNIX_EPOCH);
        let key = |number: usize| (number as u32).to_be_bytes().to_vec();
        assert!((0..REMEMBERED).all(|number| throttle.may_try(key(number), now)));
        assert!(!throttle.may_try(key(REMEMBERED), now) && throttle.may_try(key(0), now));
        assert!(throttle.may_try(key(REMEMBERED), now + WITHIN));
    }
}
