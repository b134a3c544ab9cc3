//! How hard single targets were hit: the most probes that one of them got within any one second.

use std::collections::{BTreeMap, VecDeque};
use std::net::Ipv4Addr;
use std::time::Duration;

const WINDOW: Duration = Duration::from_secs(1);

/// The probes of each target within the last second, and the most that there ever were.
#[derive(Debug, Default)]
pub struct Peaks(BTreeMap<Ipv4Addr, Target>);

#[derive(Debug, Default)]
struct Target {
    recent: VecDeque<Duration>,
    peak: usize,
}

impl Peaks {
    /// Notes a probe at a time that is not before that of the last one.
    pub fn see(&mut self, target: Ipv4Addr, at: Duration) {
        let target = self.0.entry(target).or_default();
        while target.recent.front().is_some_and(|earlier| at.saturating_sub(*earlier) >= WINDOW) {
            target.recent.pop_front();
        }
        target.recent.push_back(at);
        target.peak = target.peak.max(target.recent.len());
    }

    /// The highest peak of all targets.
    pub fn highest(&self) -> usize {
        self.0.values().map(|target| target.peak).max().unwrap_or_default()
    }

    /// The peak that half of the targets do not exceed.
    pub fn median(&self) -> usize {
        let mut peaks: Vec<usize> = self.0.values().map(|target| target.peak).collect();
        peaks.sort_unstable();
        peaks.get(peaks.len() / 2).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peak_is_within_one_second_and_of_one_target() {
        let mut peaks = Peaks::default();
        let [here, there] = [1, 2].map(|last| Ipv4Addr::new(10, 64, 0, last));
        for (target, milliseconds) in
            [(here, 0), (there, 100), (here, 200), (here, 400), (here, 1_100), (here, 2_500)]
        {
            peaks.see(target, Duration::from_millis(milliseconds));
        }
        assert_eq!((peaks.highest(), peaks.median()), (3, 3));
        peaks.see(Ipv4Addr::new(10, 64, 0, 3), Duration::from_secs(3));
        assert_eq!((peaks.highest(), peaks.median()), (3, 1));
    }

    #[test]
    fn a_second_later_is_another_second() {
        let mut peaks = Peaks::default();
        for second in 0..5 {
            peaks.see(Ipv4Addr::LOCALHOST, Duration::from_secs(second));
        }
        assert_eq!(peaks.highest(), 1);
        assert_eq!(Peaks::default().highest(), 0);
    }
}
